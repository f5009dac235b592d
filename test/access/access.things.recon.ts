import { newId, sql } from '@pakashop/platform';
import { randomBytes } from 'node:crypto';
import { everybodys, type Maker, type Params } from './access.makers.js';
import type { Things } from './access.things.js';

type BreakState = 'OPEN' | 'PROPOSED';

/** Money in the statement of which the books know nothing, and what somebody else may have proposed about it. */
async function brk({ db }: Things, state: BreakState, difference = 500): Promise<Params> {
  const id = newId();
  await db.execute(sql`
    INSERT INTO reconciliation.breaks (id, category, subject, provider, currency, day, amount, difference, detail, state,
      proposed_by, reason, occurred_at)
    VALUES (${id}, 'FEE_MISMATCH', ${id}, 'pawapay', 'ZMW', '2026-01-05', 500, ${difference}, 'a fee that is not ours', ${state},
      ${state === 'PROPOSED' ? 'person:other' : null}, ${state === 'PROPOSED' ? 'it is small' : null}, '2026-01-05T10:00:00Z')`);
  return { id };
}

const anyBreak = (state: BreakState, difference?: number) => everybodys((things) => brk(things, state, difference));

/** A statement of one day with one line, and the movement of which it tells, be it in other words. */
async function statement({ db }: Things): Promise<{ id: string; lineId: string; movementId: string }> {
  const [id, reference, at] = [newId(), newId(), '2026-01-05T10:00:00Z'];
  await db.execute(sql`
    INSERT INTO reconciliation.statements (id, provider, currency, format, source, state, sha256, bytes, from_at, to_at, taken_by)
    VALUES (${id}, 'pawapay', 'ZMW', 'pawapay', 'FILE', 'MATCHED', ${randomBytes(32)}, 1, '2026-01-05Z', '2026-01-06Z', 'person:other')`);
  const line = await db.one<{ id: number }>(sql`
    INSERT INTO reconciliation.lines (statement_id, no, provider, entry, our_id, status, gross, fee, net, currency, occurred_at)
    VALUES (${id}, 1, 'pawapay', 'DEPOSIT', ${reference}, 'SUCCEEDED', 500, 0, 500, 'ZMW', ${at}) RETURNING id`);
  const movement = await db.one<{ id: number }>(sql`
    INSERT INTO reconciliation.movements (provider, kind, effect, reference, amount, currency, causes, occurred_at)
    VALUES ('pawapay', 'DEPOSIT', ${newId()}, ${newId()}, 500, 'ZMW', '{}', ${at}) RETURNING id`);
  return { id, lineId: String(line.id), movementId: String(movement.id) };
}

let lastDay = Date.parse('2020-01-01T00:00:00Z');
/** A day that nothing was said of before, later than all that were. */
function newDay(): string {
  lastDay += 86_400_000;
  return new Date(lastDay).toISOString().slice(0, 10);
}

/** What a provider said that does not fit, and what somebody else may have proposed about it. */
const paymentBreak = (state: BreakState) =>
  everybodys(async ({ db }) => {
    const [id, isOpen] = [newId(), state === 'OPEN'];
    await db.execute(sql`
      INSERT INTO backend.payment_breaks (id, kind, provider, reference, amount, currency, detail, state, outcome, reason,
        proposed_by, proposed_at)
      VALUES (${id}, 'UNKNOWN_REFERENCE', 'pawapay', ${id}, 500, 'ZMW', 'nobody knows it', ${state}, ${isOpen ? null : 'ACCEPTED'},
        ${isOpen ? null : 'it is small'}, ${isOpen ? null : 'person:other'}, ${isOpen ? null : '2026-01-05T10:00:00Z'})`);
    return { id };
  });

/** Statements, breaks and closes. */
export const RECONCILIATION = {
  paymentBreak: paymentBreak('OPEN'),
  proposedPayBreak: paymentBreak('PROPOSED'),
  anyBreak: anyBreak('OPEN'),
  /** About which books and statement agree. */
  bookedBreak: anyBreak('OPEN', 0),
  proposedBreak: anyBreak('PROPOSED'),
  /** A line that is matched with nothing, and the movement that it could be matched with. */
  unmatchedLine: everybodys(async (things) => {
    const [{ id }, { lineId, movementId }] = [await brk(things, 'OPEN'), await statement(things)];
    await things.db.execute(sql`UPDATE reconciliation.breaks SET line_id = ${lineId} WHERE id = ${id}`);
    return { id: id!, counterpart: `movement:${movementId}` };
  }),
  /** Money of a statement that nothing of ours explains. */
  unexplainedBreak: everybodys(async (things) => {
    const [{ id }, { lineId }] = [await brk(things, 'OPEN'), await statement(things)];
    await things.db.execute(sql`
      UPDATE reconciliation.breaks SET line_id = ${lineId}, category = 'MISSING_INTERNAL' WHERE id = ${id}`);
    return { id: id! };
  }),
  statement: everybodys(async (things) => ({ id: (await statement(things)).id })),
  matchedLine: everybodys(async (things) => {
    const { lineId, movementId } = await statement(things);
    await things.db.execute(sql`
      INSERT INTO reconciliation.matches (line_id, movement_id, by, made_by)
      VALUES (${lineId}, ${movementId}, 'OUR_ID', 'system')`);
    return { lineId };
  }),
  walletDay: everybodys(async () => ({ provider: 'pawapay', currency: 'ZMW', day: newDay() })),
  /** Of which everybody says that nothing happened, before the first day of which anybody says anything. */
  quietDay: everybodys(async ({ db }) => {
    const wallet = { provider: 'pawapay', currency: 'ZMW', day: '2019-12-31' };
    await db.execute(sql`
      INSERT INTO reconciliation.balances (provider, currency, day, amount, source, stated_by)
      VALUES (${wallet.provider}, ${wallet.currency}, ${wallet.day}, 0, 'PERSON', 'person:other') ON CONFLICT DO NOTHING`);
    await db.execute(sql`
      INSERT INTO reconciliation.statements (id, provider, currency, format, source, state, sha256, bytes, from_at, to_at, taken_by)
      VALUES (${newId()}, 'pawapay', 'ZMW', 'pawapay', 'FILE', 'MATCHED', ${randomBytes(32)}, 1, '2019-12-31Z', '2020-01-01Z',
        'person:other')`);
    return wallet;
  }),
  closedDay: everybodys(async ({ db }) => {
    const wallet = { provider: 'flutterwave', currency: 'ZMW', day: newDay() };
    await db.execute(sql`
      INSERT INTO reconciliation.closes (id, provider, currency, day, opening, closing, figures, hash, signed_by)
      VALUES (${newId()}, ${wallet.provider}, ${wallet.currency}, ${wallet.day}, 0, 0, '{"movements": []}', ${randomBytes(32)},
        'person:other')`);
    return wallet;
  }),
} satisfies Record<string, Maker>;
