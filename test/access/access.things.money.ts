import { newId, sql, type Tx } from '@pakashop/platform';
import { createHash, randomUUID } from 'node:crypto';
import { payableAccount, providerAccount } from '../../libs/settlement/ledger.accounts.js';
import { credit, debit } from '../../libs/settlement/ledger.postings.js';
import { LedgerService } from '../../libs/settlement/ledger.service.js';
import type { BatchState, PayoutState } from '../../libs/settlement/payouts.kinds.js';
import { payoutReserved } from '../../libs/settlement/payouts.postings.js';
import { payoutById } from '../../libs/settlement/payouts.record.js';
import type { PayeeKind } from '../../libs/settlement/settlement.events.js';
import { everybodys, type Maker, type Params, THEIRS } from './access.makers.js';
import type { Caller } from './access.people.js';
import type { Things } from './access.things.js';

interface Payee {
  readonly kind: PayeeKind;
  readonly id: string;
  readonly userId?: string;
}

const payeeOf = ({ shopId, agentId, fleetId, userId }: Caller): Payee | undefined => {
  if (shopId) return { kind: 'SHOP', id: shopId };
  if (fleetId) return { kind: 'FLEET', id: fleetId };
  return agentId ? { kind: 'AGENT', id: agentId, userId } : undefined;
};

/** Two earnings of a payee, of which one is paid out, and the payout. */
export async function paidOut(
  { db, market }: Things,
  { kind, id, userId }: Payee,
  { state = 'RESERVED', amount = THEIRS }: { state?: PayoutState; amount?: number } = {},
): Promise<string> {
  const [payoutId, batchId, earningId] = [newId(), await batch(db, 'SENDING'), newId()];
  const ledger = market.app.get(LedgerService);
  await db.transaction(async (tx) => {
    await tx.execute(sql`
      INSERT INTO settlement.payees (kind, id, ref, user_id) VALUES (${kind}, ${id}, ${`${kind}:${id}`}, ${userId ?? null})
      ON CONFLICT DO NOTHING`);
    await earn(tx, { kind, id }, earningId, amount);
    await earn(tx, { kind, id }, newId(), amount);
    await tx.execute(sql`
      INSERT INTO settlement.payouts (id, batch_id, payee_kind, payee_id, state, amount, currency, rail, network,
        destination, masked, provider, reference)
      VALUES (${payoutId}, ${batchId}, ${kind}, ${id}, ${state}, ${amount}, 'ZMW', 'MOBILE_MONEY', 'MTN_MOMO_ZMB', '',
        '•••• 3456', 'pawapay', ${randomUUID()})`);
    await tx.execute(sql`
      INSERT INTO settlement.payout_items (payout_id, earning_id, amount, live)
      VALUES (${payoutId}, ${earningId}, ${amount}, ${state === 'RESERVED'})`);
    const payable = payableAccount({ kind, id }, 'ZMW');
    const entries = [debit(providerAccount('pawapay', 'ZMW'), 2 * amount), credit(payable, 2 * amount)];
    const posting = {
      key: `test:${payoutId}`,
      kind: 'CAPTURE',
      reference: {},
      occurredAt: new Date().toISOString(),
    } as const;
    await ledger.post(tx, { ...posting, entries });
    if (state === 'RESERVED') await ledger.post(tx, payoutReserved((await payoutById(tx, payoutId))!));
  });
  return payoutId;
}

const earn = (tx: Tx, { kind, id }: Payee, earningId: string, amount: number) =>
  tx.execute(sql`
    INSERT INTO settlement.earnings (id, payee_kind, payee_id, kind, amount, currency, cause, available_at)
    VALUES (${earningId}, ${kind}, ${id}, 'RELEASE', ${amount}, 'ZMW', ${`test:${earningId}`}, now())`);

/** What it says of a batch without payouts. */
const NOTHING_IN_IT = createHash('sha256').digest();

/** A batch that somebody else has prepared. */
async function batch(db: Things['db'], state: BatchState): Promise<string> {
  const [id, needsApproval] = [newId(), state === 'AWAITING_APPROVAL'];
  await db.execute(sql`
    INSERT INTO settlement.payout_batches (id, trigger, scope, state, currency, hash, needs_approval, prepared_by)
    VALUES (${id}, 'MANUAL', '{}', ${state}, 'ZMW', ${NOTHING_IN_IT}, ${needsApproval}, 'person:other')`);
  return id;
}

const anyBatch = (state: BatchState) =>
  everybodys(async ({ db }) => ({ id: await batch(db, state), hash: NOTHING_IN_IT.toString('hex') }));

const payout =
  (state: PayoutState): Maker =>
  async (things, owner) => {
    const payee = payeeOf(owner);
    if (!payee) return undefined;
    return { ...idsOf(owner), id: await paidOut(things, payee, { state }) };
  };

const idsOf = ({ shopId, fleetId }: Caller): Params => ({ ...(shopId && { shopId }), ...(fleetId && { fleetId }) });

/** Who has money here. */
const earner =
  (has: 'shopId' | 'fleetId'): Maker =>
  async (things, owner) => {
    if (!owner[has]) return undefined;
    await paidOut(things, payeeOf(owner)!, { state: 'FAILED' });
    return { id: owner[has], [has]: owner[has] };
  };

const anyShop = async ({ market }: Things): Promise<Payee> => ({
  kind: 'SHOP',
  id: (await market.people.holder('SHOP_OWNER')).shopId!,
});

/** What a provider says of a dead payout; somebody else has found out that the payee has the money. */
const payoutBreak = (state: 'OPEN' | 'PROPOSED'): Maker =>
  everybodys(async (things) => {
    const payoutId = await paidOut(things, await anyShop(things), { state: 'FAILED' });
    const [id, by] = [newId(), state === 'OPEN' ? null : 'person:other'];
    await things.db.execute(sql`
      INSERT INTO settlement.payout_breaks (id, payout_id, kind, provider, amount, currency, detail, state, outcome, reason,
        proposed_by, proposed_at)
      VALUES (${id}, ${payoutId}, 'LATE_SUCCESS', 'pawapay', ${THEIRS}, 'ZMW', 'it was paid after all', ${state},
        ${by && 'PAID'}, ${by && 'they have it'}, ${by}, ${by && new Date()})`);
    return { id };
  });

/** The ledger, what people have in it, and payouts. */
export const MONEY = {
  earningShop: earner('shopId'),
  earningFleet: earner('fleetId'),
  shopPayout: (things, owner) => (owner.shopId ? payout('COMPLETED')(things, owner) : undefined),
  fleetPayout: (things, owner) => (owner.fleetId ? payout('COMPLETED')(things, owner) : undefined),
  agentPayout: (things, owner) => (owner.agentId ? payout('COMPLETED')(things, owner) : undefined),
  anyPayout: everybodys(async (things) => ({ id: await paidOut(things, await anyShop(things)) })),
  deadPayout: everybodys(async (things) => {
    // One batch is filled at a time, and nobody fills any here.
    await things.db.execute(
      sql`UPDATE settlement.payout_batches SET state = 'CANCELLED', ended_at = now() WHERE state = 'DRAFT'`,
    );
    return { id: await paidOut(things, await anyShop(things), { state: 'FAILED' }) };
  }),
  payoutBreak: payoutBreak('OPEN'),
  foundOutBreak: payoutBreak('PROPOSED'),
  waitingBatch: anyBatch('AWAITING_APPROVAL'),
  sentBatch: anyBatch('SENDING'),
  pausedBatch: anyBatch('PAUSED'),
  payee: everybodys(async (things) => {
    const { kind, id } = await anyShop(things);
    await paidOut(things, { kind, id });
    return { kind, id };
  }),
  policy: everybodys(async ({ db }) => {
    const { version } = await db.one<{ version: number }>(
      sql`SELECT version FROM settlement.policies WHERE class = 'FLEET'`,
    );
    return { class: 'FLEET', version: String(version) };
  }),
  /** A correction that somebody else has proposed. */
  adjustment: everybodys(async (things) => {
    const [adjustmentId, { kind, id }] = [newId(), await anyShop(things)];
    await things.db.execute(sql`
      INSERT INTO settlement.adjustments (id, payee_kind, payee_id, direction, amount, currency, against, reason, proposed_by)
      VALUES (${adjustmentId}, ${kind}, ${id}, 'CREDIT', 100, 'ZMW', 'GOODWILL', 'It was our mistake', 'person:other')`);
    return { id: adjustmentId };
  }),
  account: everybodys(async ({ db }) => {
    const code = `test:${randomUUID()}`;
    await db.execute(sql`
      INSERT INTO settlement.ledger_accounts (id, code, class, currency, normal_side)
      VALUES (${newId()}, ${code}, 'ASSET', 'ZMW', 'DEBIT')`);
    return { code };
  }),
} satisfies Record<string, Maker>;
