import { ofPart, sum } from './model.arithmetic.js';
import type { Fact } from './model.facts.js';
import type { Choice, Scene } from './model.scene.js';
import type { Act } from './model.steps.js';
import { worthOf } from './model.shares.js';
import { DAY, type Line, type Order, type Part, PROVIDERS, type Shop, type Surplus } from './model.things.js';

const opened = (refunds: readonly { id: string }[]): Fact[] =>
  refunds.map((refund) => ({ name: 'refundOpened', refund }) as Fact);

/** What happens to orders, in the names of the steps. */
export const orders = {
  order: (scene, choice) => (scene.world.orders.length < 6 ? place(scene, choice) : undefined),

  pay: (scene, choice) => {
    const order = scene.pick(scene.world.orders.filter(isPending), choice);
    if (!order) return undefined;
    scene.world.pay(order);
    return scene.tell([{ name: 'captured', order }], choice);
  },

  /** Paid twice, too much or too late: owed back without a person. */
  payAgain: (scene, choice) => {
    const order = scene.pick(
      scene.world.orders.filter(({ isPaid, parts }) => isPaid || parts[0]!.stage === 'EXPIRED'),
      choice,
    );
    if (!order) return undefined;
    const kind = !order.isPaid ? 'LATE_SUCCESS' : scene.isHeads(choice, 0) ? 'DOUBLE_SUCCESS' : 'OVERPAYMENT';
    const provider = PROVIDERS[choice.coin % 2]!;
    const amount = kind === 'OVERPAYMENT' ? 1 + choice.size : order.total;
    const surplus: Surplus = { order, reference: scene.world.newId(), kind, provider, amount };
    scene.world.surpluses.push(surplus);
    const refund = scene.newRefund(order, undefined, { reason: 'SURPLUS', surplus: amount, provider });
    scene.world.refund(refund);
    return scene.tell([{ name: 'surplus', surplus }, ...opened([refund])], choice);
  },

  expire: (scene, choice) => {
    const order = scene.pick(scene.world.orders.filter(isPending), choice);
    if (!order) return undefined;
    for (const part of order.parts) part.stage = 'EXPIRED';
    return Promise.resolve();
  },

  /** The shop cannot supply some pieces of a line; without any piece left the shop order is called off. */
  edit: (scene, choice) => {
    const part = scene.pick(scene.world.parts.filter(inShop), choice);
    const line = part?.lines.find(({ gone, quantity }) => gone < quantity);
    if (!part || !line) return undefined;
    const pieces = 1 + (choice.size % (line.quantity - line.gone));
    const goods = Math.min(pieces * line.price, part.goods - part.goodsBack);
    return edit(scene, choice, { part, line, pieces, goods });
  },

  cancel: (scene, choice) => {
    const part = scene.pick(scene.world.parts.filter(inShop), choice);
    if (!part) return undefined;
    part.stage = 'CANCELLED';
    return scene.tell(opened(scene.wholeOf(part, 'CANCELLED')), choice);
  },

  deliver: (scene, choice) => {
    const part = scene.pick(scene.world.parts.filter(inShop), choice);
    if (!part) return undefined;
    scene.world.deliver(part, scene.pick(scene.world.agents, { ...choice, pick: choice.size })!);
    if (choice.coin % 8 !== 0) return scene.tell([{ name: 'delivered', part }], choice);
    part.confirmedAt = scene.world.now;
    return scene.tell(
      [
        { name: 'delivered', part },
        { name: 'confirmed', part },
      ],
      choice,
    );
  },

  /** The goods go back to the shop, the money to the buyer, the fee where the failure was ours; the carrier is paid. */
  bringBack: (scene, choice) => {
    const part = scene.pick(scene.world.parts.filter(inShop), choice);
    if (!part) return undefined;
    const refunds = scene.wholeOf(part, 'RETURNED', scene.isHeads(choice, 0));
    scene.world.bringBack(part, scene.pick(scene.world.agents, { ...choice, pick: choice.size })!);
    return scene.tell([...opened(refunds), { name: 'broughtBack', part }], choice);
  },

  confirm: (scene, choice) => {
    const part = scene.pick(scene.world.parts.filter(isDelivered), choice);
    if (!part || part.confirmedAt !== undefined) return undefined;
    part.confirmedAt = scene.world.now;
    return scene.tell([{ name: 'confirmed', part }], choice);
  },

  dispute: (scene, choice) => {
    const part = scene.pick(scene.world.parts.filter(isDelivered), choice);
    if (!part || part.disputes.size > 1) return undefined;
    const disputeId = scene.world.newId();
    if (choice.coin % 4 === 0) return atOnce(scene, choice, part, disputeId);
    part.disputes.add(disputeId);
    return scene.tell([{ name: 'disputed', part, disputeId }], choice);
  },

  /** A dispute is decided, for the buyer or against; its refund is opened in the same moment. */
  settle: (scene, choice) => {
    const part = scene.pick(
      scene.world.parts.filter(({ disputes }) => disputes.size > 0),
      choice,
    );
    if (!part) return undefined;
    const [disputeId] = part.disputes as Set<string> & [string];
    const refunds = scene.isHeads(choice, 0) ? scene.wholeOf(part, 'DISPUTE') : [];
    if (refunds.length > 0) part.stage = 'REFUNDED';
    part.disputes.delete(disputeId);
    return scene.tell([{ name: 'settled', part, disputeId }, ...opened(refunds)], choice);
  },

  pass: (scene, choice) => {
    const seconds = [3_600, DAY, 8 * DAY, 31 * DAY][choice.coin % 4]!;
    scene.world.now += seconds;
    return scene.subject.pass(seconds);
  },

  /** Now and then nothing is due, and nothing may be released. */
  release: (scene, choice) => {
    const { world } = scene;
    const isPointless = !world.parts.some((part) => world.isDue(part) || world.isReserveDue(part));
    if (isPointless && choice.size % 4 > 0) return undefined;
    world.release();
    return scene.subject.release();
  },

  again: (scene) => scene.again(),
} satisfies Record<string, Act>;

/** A dispute that is withdrawn in the moment in which it is opened leaves nothing, whichever is heard first. */
const atOnce = (scene: Scene, choice: Choice, part: Part, disputeId: string): Promise<void> =>
  scene.tell(
    [
      { name: 'disputed', part, disputeId },
      { name: 'settled', part, disputeId },
    ],
    choice,
  );

const isPending = ({ parts }: Order): boolean => parts[0]!.stage === 'PENDING';
const inShop = ({ stage }: Part): boolean => stage === 'CONFIRMED';
const isDelivered = ({ stage }: Part): boolean => stage === 'DELIVERED';

async function edit(
  scene: Scene,
  choice: Choice,
  { part, line, pieces, goods }: { part: Part; line: Line; pieces: number; goods: number },
): Promise<void> {
  await scene.subject.edited(part, line, pieces, goods);
  line.gone += pieces;
  if (part.lines.every(({ gone, quantity }) => gone === quantity)) {
    part.stage = 'CANCELLED';
    return scene.tell(opened(scene.wholeOf(part, 'CANNOT_SUPPLY')), choice);
  }
  if (goods === 0) return;
  const refund = scene.newRefund(part.order, part, { reason: 'CANNOT_SUPPLY', goods, named: { line, goods } });
  scene.world.refund(refund);
  await scene.tell(opened([refund]), choice);
}

/** An order over one, two or all shops; what falls to the platform is frozen with it. */
async function place({ world }: Scene, { pick, size, coin }: Choice): Promise<void> {
  const draw = dice(pick * 100_000 + size);
  const shops = world.shops.filter((_, i) => ((1 + (coin % 7)) >> i) % 2 === 1);
  const order = {
    id: world.newId(),
    paymentId: world.newId(),
    attemptId: world.newId(),
    provider: PROVIDERS[coin % 2]!,
  };
  const drafts = shops.map((shop) => draft(draw, shop, world.newId));
  const total = sum(drafts.map(({ goods, fee }) => goods + fee));
  const placed: Order = { ...order, total, parts: [], isPaid: false };
  placed.parts = drafts.map((one) => ({ ...one, order: placed }));
  world.orders.push(placed);
}

function draft(draw: (below: number) => number, shop: Shop, newId: () => string): Omit<Part, 'order'> {
  const dearest = [50, 2_000, 30_000][draw(3)]!;
  const lines = Array.from({ length: 1 + draw(3) }, () => line(draw, 1 + draw(dearest), newId));
  const goods = sum(lines.map(worthOf));
  const [commission, vat] = [sum(lines.map((one) => one.commission)), sum(lines.map((one) => one.vat))];
  return {
    ...{ id: newId(), shop, goods, lines, commission, vat },
    ...{ fee: draw(4) === 0 ? 0 : draw(5_000), agentPay: draw(6) === 0 ? 0 : draw(6_000), stage: 'PENDING' },
    ...{ goodsBack: 0, feeBack: 0, isReleased: false, isCarriagePaid: false, reserve: 0, reserveDueAt: 0 },
    disputes: new Set<string>(),
  };
}

/** Each falls to the platform by a rate of its own. */
function line(draw: (below: number) => number, price: number, newId: () => string): Line {
  const quantity = 1 + draw(4);
  const worth = price * quantity;
  // The last leaves the shop less than an ngwee of a hundred kwacha: VAT on it is 16 %.
  const commission = Math.floor((worth * [0, 250, 1_000, 1_500, 8_620][draw(5)]!) / 10_000);
  const vat = Math.min(worth - commission, ofPart(commission, 16, 100));
  return { id: newId(), price, quantity, commission, vat, gone: 0, back: { goods: 0, commission: 0, vat: 0 } };
}

/** A small generator of numbers (xorshift), so that one choice decides a whole order. */
function dice(seed: number): (below: number) => number {
  let state = (seed ^ 0x9e3779b9) | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
