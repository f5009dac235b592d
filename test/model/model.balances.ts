import { sum } from './model.arithmetic.js';
import { amountOf, type Adjustment, type Part, type Payout, type Statement } from './model.things.js';
import { commissionLeft, sharesAmiss, vatLeft } from './model.shares.js';
import { chargeOf, earnedBy, leftOf, payeeOf, type World } from './model.world.js';

/** Balance by account, on the side on which the account grows; accounts with nothing are left out. */
export type Balances = ReadonlyMap<string, number>;

/** Accounts that may pass below zero: those that follow facts which nobody can refuse. */
export const MAY_BE_NEGATIVE =
  /^(provider|bank|in_transit|tax_payable|commission|delivery_margin|provider_fees|goodwill|writeoff|suspense):/;

const PAYABLE = { SHOP: 'seller_payable', AGENT: 'agent_payable', FLEET: 'fleet_payable' } as const;

type Add = (code: string, amount: number) => void;

/** What every account has to say, worked out anew from the facts alone. */
export function balancesOf(world: World): Balances {
  const balances = new Map<string, number>();
  const add: Add = (code, amount) => balances.set(code, (balances.get(code) ?? 0) + amount);
  for (const order of world.orders) if (order.isPaid) order.parts.forEach((part) => addPart(add, part));
  for (const { provider, amount } of world.surpluses) {
    add(`provider:${provider}:ZMW`, amount);
    add('customer_overpayment:ZMW', amount);
  }
  for (const refund of world.refunds) {
    if (refund.state === 'WITHDRAWN') continue;
    if (refund.funder === 'PLATFORM') add('goodwill:ZMW', refund.goodwill);
    add('customer_overpayment:ZMW', -refund.surplus);
    if (refund.state === 'PAID') add(`provider:${refund.provider}:ZMW`, -amountOf(refund));
    else add(`refund_in_flight:${refund.id}`, amountOf(refund));
  }
  for (const shop of world.shops) {
    add(`seller_payable:${shop.id}`, shop.payable);
    add(`seller_receivable:${shop.id}`, shop.receivable);
  }
  world.payouts.forEach((payout) => addPayout(add, payout));
  world.adjustments.forEach((adjustment) => addAdjustment(add, adjustment));
  world.statements.forEach((statement) => addStatement(add, statement));
  return new Map([...balances].filter(([, balance]) => balance !== 0));
}

function addPart(add: Add, part: Part): void {
  const { id, order, shop, goods, goodsBack, fee, feeBack, agentPay } = part;
  add(`provider:${order.provider}:ZMW`, goods + fee);
  if (part.isReleased) {
    add('commission:ZMW', commissionLeft(part));
    add('tax_payable:ZMW', vatLeft(part));
    add(`seller_reserve:${shop.id}`, part.reserve);
  } else add(`held:${id}`, goods - goodsBack);
  if (part.isCarriagePaid) {
    const payee = payeeOf(part.carrier!);
    add(`${PAYABLE[payee.kind]}:${payee.id}`, agentPay);
    add('delivery_margin:ZMW', fee - feeBack - agentPay);
  } else add(`held:${id}`, fee - feeBack);
}

function addPayout(add: Add, payout: Payout): void {
  const { payee, amount, provider, state } = payout;
  if (state !== 'RETURNED' && payee.kind !== 'SHOP') add(`${PAYABLE[payee.kind]}:${payee.id}`, -amount);
  if (state === 'RESERVED' || state === 'IN_FLIGHT') add(`payout_in_flight:${payee.id}`, amount);
  if (state === 'PAID') add(`provider:${provider}:ZMW`, -amount);
  if (payout.isContradicted) addLate(add, payout);
}

/** The wallet has moved after the end, until people know why, and for good unless it has not. */
function addLate(add: Add, { payee, amount, provider, state, outcome }: Payout): void {
  const toUs = state === 'PAID' ? amount : -amount;
  if (outcome !== (state === 'PAID' ? 'PAID' : 'NOT_PAID')) add(`provider:${provider}:ZMW`, toUs);
  if (!outcome) add('suspense:recon:ZMW', toUs);
  if (outcome === 'LOST') add('writeoff:ZMW', amount);
  if (payee.kind !== 'SHOP') add(`${PAYABLE[payee.kind]}:${payee.id}`, chargeOf(state, outcome) * amount);
}

function addAdjustment(add: Add, { payee, change, against }: Adjustment): void {
  if (payee.kind !== 'SHOP') add(`${PAYABLE[payee.kind]}:${payee.id}`, change);
  // What a payee gets costs us, or lessens what we have earned.
  if (against === 'GOODWILL' || against === 'WRITEOFF') add(`${against.toLowerCase()}:ZMW`, change);
  else add(`${against.toLowerCase()}:ZMW`, -change);
}

function addStatement(add: Add, { kind, direction, provider, amount }: Statement): void {
  const more = direction === 'IN' ? amount : -amount;
  add(kind === 'ARRIVED' ? 'bank:ZMW' : `provider:${provider}:ZMW`, more);
  if (kind === 'FEE') add(`provider_fees:${provider}:ZMW`, -more);
  if (kind === 'WRITE_OFF') add('writeoff:ZMW', -more);
  if (kind === 'SENT' || kind === 'ARRIVED') add(`in_transit:${provider}:ZMW`, -more);
  if (kind === 'UNALLOCATED' || kind === 'ALLOCATED') add('suspense:unallocated:ZMW', more);
}

/** Where the facts contradict themselves: the model is no better than the code unless it holds as well. */
export function contradictions(world: World): string[] {
  const wrong = world.parts.flatMap(sharesAmiss);
  for (const { id, parts, total, isPaid } of world.orders) {
    const whole = sum(parts.map(({ goods, fee }) => goods + fee));
    if (whole !== total) wrong.push(`order ${id} is ${total} and its shop orders ${whole}`);
    if (!isPaid) continue;
    const back = world.refunds.filter(({ order, part, state }) => order.id === id && part && state !== 'WITHDRAWN');
    const left = total - sum(back.map(({ goods, fee }) => goods + fee));
    const standing = sum(parts.map(leftOf));
    if (left !== standing) wrong.push(`of order ${id} ${left} is left and ${standing} stands in its shop orders`);
  }
  for (const shop of world.shops) {
    const { id, payable, receivable } = shop;
    const owed = world.owedTo(shop);
    if (owed !== payable - receivable) wrong.push(`shop ${id} earned ${owed} and has ${payable} less ${receivable}`);
    const fromFacts = netOf(world, id);
    if (owed !== fromFacts) wrong.push(`shop ${id} is owed ${owed} and by the facts ${fromFacts}`);
    if (payable < 0 || receivable < 0) wrong.push(`shop ${id} has ${payable} and owes ${receivable}`);
  }
  return wrong;
}

/** What a shop is owed, without its history. */
function netOf(world: World, shopId: string): number {
  const parts = world.parts.filter(({ shop }) => shop.id === shopId);
  const borne = world.refunds.filter(
    ({ part, funder, state }) => part?.shop.id === shopId && funder === 'SHOP' && state !== 'WITHDRAWN',
  );
  const paidOut = world.payouts.filter(({ payee, state }) => payee.id === shopId && state !== 'RETURNED');
  const adjusted = world.adjustments.filter(({ payee }) => payee.id === shopId);
  const known = world.payouts.filter(({ payee }) => payee.id === shopId);
  return (
    sum(parts.map((part) => earnedBy(part) - part.reserve)) -
    sum(borne.map(({ goodwill }) => goodwill)) -
    sum(paidOut.map(({ amount }) => amount)) +
    sum(known.map(({ state, outcome, amount }) => chargeOf(state, outcome) * amount)) +
    sum(adjusted.map(({ change }) => change))
  );
}
