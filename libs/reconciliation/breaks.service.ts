import { Injectable } from '@nestjs/common';
import { type Actor, audit, currentContext, Database, none, sql, type Sql, type Tx } from '@pakashop/platform';
import type { BreakDetail } from './breaks.dto.js';
import { BreakNews } from './breaks.news.js';
import { BreakReads } from './breaks.reads.js';
import { reconciliationProblems as problems } from './reconciliation.errors.js';
import { canBeOwed, isBooked } from './breaks.rules.js';
import { refuseClosed } from './closes.guard.js';
import { boundsOf } from './reconciliation.days.js';
import { lockWallet } from './wallets.lock.js';
import { StatedFacts } from './reconciliation.stated.js';

/** A break in the hands of somebody. */
export interface HeldBreak {
  readonly id: string;
  readonly category: string;
  readonly provider: string;
  readonly currency: string;
  readonly day: string;
  readonly state: 'OPEN' | 'PROPOSED' | 'RESOLVED';
  readonly lineId: number | null;
  readonly movementId: number | null;
  readonly amount: number;
  readonly difference: number;
  readonly moves: number;
  readonly proposedBy: string | null;
  readonly reason: string | null;
  /** It is proposed to owe it back, not to write it off. */
  readonly owedBack: boolean;
  readonly occurredAt: Date;
}

interface Step {
  readonly act: string;
  readonly set: Sql;
  readonly note?: string;
}

/** What people do about breaks. Each step is written down with the break and in the audit. */
@Injectable()
export class Breaks {
  constructor(
    private readonly db: Database,
    private readonly reads: BreakReads,
    private readonly stated: StatedFacts,
    private readonly news: BreakNews,
  ) {}

  /** Says who looks after it. */
  assign(id: string, owner: string): Promise<BreakDetail> {
    return this.change(id, ['OPEN', 'PROPOSED'], async () => ({
      act: 'assigned',
      set: sql`owner = ${owner}`,
      note: owner,
    }));
  }

  /** Adds what somebody found out. */
  note(id: string, text: string): Promise<BreakDetail> {
    return this.change(id, ['OPEN', 'PROPOSED', 'RESOLVED'], async () => ({ act: 'noted', set: none, note: text }));
  }

  /** @throws Problem reconciliation.difference_left when only a write-off or a match can resolve it */
  accept(id: string, reason: string): Promise<BreakDetail> {
    return this.change(id, ['OPEN'], async (held) => {
      if (!isBooked(held)) throw problems.mustWriteOff('Match it, or propose to write the difference off.');
      return { act: 'accepted', set: resolved('ACCEPTED', reason), note: reason };
    });
  }

  /** @throws Problem reconciliation.nothing_to_write_off */
  propose(id: string, reason: string, actor: Actor): Promise<BreakDetail> {
    return this.change(id, ['OPEN'], async (held, tx) => {
      if (held.category === 'BALANCE_DRIFT') await refuseAfterFirst(tx, held);
      if (writeOffOf(held) === 0) throw problems.cannotWriteOff('Accept it with a reason, or add a note.');
      const set = sql`state = 'PROPOSED', proposed_by = ${actor.label}, reason = ${reason}, owed_back = false`;
      return { act: 'write_off_proposed', set, note: reason };
    });
  }

  /**
   * Proposes to owe a buyer's money back that came in without a payment of ours; or, where money went out, that it is the
   * return of such money, made at the provider.
   *
   * @throws Problem reconciliation.nothing_owed
   */
  proposeOwed(id: string, reason: string, actor: Actor): Promise<BreakDetail> {
    return this.change(id, ['OPEN'], async (held, tx) => {
      if (!canBeOwed(held)) throw problems.notOwed('Only money of a statement that nothing of ours explains can be.');
      await refuseUnowed(tx, held);
      const set = sql`state = 'PROPOSED', proposed_by = ${actor.label}, reason = ${reason}, owed_back = true`;
      return { act: 'owed_back_proposed', set, note: reason };
    });
  }

  /** Takes a proposal back, or refuses it. */
  decline(id: string, reason: string): Promise<BreakDetail> {
    return this.change(id, ['PROPOSED'], async ({ owedBack }) => ({
      act: owedBack ? 'owed_back_declined' : 'write_off_declined',
      set: sql`state = 'OPEN', proposed_by = NULL, reason = NULL, owed_back = false`,
      note: reason,
    }));
  }

  /**
   * Writes the difference off, or owes it back: the books follow the statement from now on. Not by whoever proposed it; the
   * database refuses that as well.
   *
   * @throws Problem reconciliation.own_proposal, reconciliation.day_closed, reconciliation.nothing_owed
   */
  approve(id: string, actor: Actor): Promise<BreakDetail> {
    return this.change(id, ['PROPOSED'], async (held, tx) => {
      if (held.proposedBy === actor.label) throw problems.ownProposal('Ask somebody else to look at it.');
      const { provider, currency, day, category } = held;
      await lockWallet(tx, provider, currency);
      // What leaves suspense moves nothing in the wallet.
      if (category !== 'UNALLOCATED_RECEIPT') await refuseClosed(tx, provider, currency, [day]);
      if (held.owedBack) await refuseUnowed(tx, held);
      await this.book(tx, held);
      const as = held.owedBack ? 'OWED_BACK' : 'WRITTEN_OFF';
      const set = sql`${resolved(as, held.reason ?? '')}, approved_by = ${actor.label}`;
      return { act: as.toLowerCase(), set, note: held.reason ?? undefined };
    });
  }

  /** Moves a break on in the caller's transaction, with history and audit. */
  async step(tx: Tx, held: HeldBreak, { act, set, note }: Step): Promise<void> {
    const assign = set.text === '' ? none : sql`, ${set}`;
    await tx.execute(sql`
      WITH moved AS (
        UPDATE reconciliation.breaks SET moves = moves + 1 ${assign} WHERE id = ${held.id} AND moves = ${held.moves} RETURNING id)
      INSERT INTO reconciliation.break_events (break_id, act, actor, note)
      SELECT id, ${act}, ${currentContext()?.actor ?? 'system'}, ${note ?? null} FROM moved`);
    const { category, provider, currency, amount, difference } = held;
    const detail = { category, provider, currency, amount, difference };
    await audit(tx, { act: `break_${act}`, subject: 'break', subjectId: held.id, detail, why: note });
  }

  /** @throws Problem reconciliation.break_not_found, reconciliation.break_state, reconciliation.day_closed */
  async hold(tx: Tx, id: string, states: readonly HeldBreak['state'][]): Promise<HeldBreak> {
    const held = await tx.maybe<HeldBreak>(sql`
      SELECT id, category, provider, currency, to_char(day, 'YYYY-MM-DD') AS day, state, line_id AS "lineId",
        movement_id AS "movementId", amount, difference, moves, proposed_by AS "proposedBy", reason, owed_back AS "owedBack", occurred_at AS "occurredAt"
      FROM reconciliation.breaks WHERE id = ${id} FOR UPDATE`);
    if (!held) throw problems.unknownBreak('GET /reconciliation/breaks lists them.');
    if (!states.includes(held.state)) throw problems.notInState(`It is ${held.state}: read it again.`);
    return held;
  }

  private async change(
    id: string,
    states: readonly HeldBreak['state'][],
    decide: (held: HeldBreak, tx: Tx) => Promise<Step>,
  ): Promise<BreakDetail> {
    await this.db.transaction(async (tx) => {
      const held = await this.hold(tx, id, states);
      await this.step(tx, held, await decide(held, tx));
      await this.news.doubts(tx, held.provider);
    });
    return this.reads.read(id);
  }

  /** The difference as entries of the books; what stood in suspense for want of an explanation leaves it first. */
  private async book(tx: Tx, held: HeldBreak): Promise<void> {
    const { id, provider, currency, occurredAt, category, day, reason } = held;
    const difference = writeOffOf(held);
    const common = { provider, currency, amount: Math.abs(difference), sourceId: id, occurredAt };
    const why = `${category}: ${reason ?? ''}`.slice(0, 300);
    if (category === 'BALANCE_DRIFT') {
      // It was in the wallet before the first day that is closed, and waits in suspense for whoever knows where it is from.
      const before = new Date(boundsOf(day)[0].getTime() - 1);
      const found = { key: `opening:${id}`, kind: 'UNALLOCATED', direction: difference > 0 ? 'IN' : 'OUT' } as const;
      await this.stated.tell(tx, { ...common, ...found, occurredAt: before, reason: why });
      return;
    }
    if (category === 'UNALLOCATED_RECEIPT') {
      const freed = { key: `allocated:${id}:${held.moves}`, kind: 'ALLOCATED', direction: 'OUT' } as const;
      await this.stated.tell(tx, { ...common, ...freed, reason: why });
    }
    const direction = difference > 0 ? 'IN' : 'OUT';
    const [name, kind] = held.owedBack ? (['owed_back', 'OWED_BACK'] as const) : (['write_off', 'WRITE_OFF'] as const);
    await this.stated.tell(tx, { ...common, key: `${name}:${id}`, kind, direction, reason: why });
  }
}

/** What the books would give up; our bank's account is not followed here. */
const writeOffOf = ({ difference, provider }: HeldBreak): number => (provider === 'bank' ? 0 : difference);

/**
 * What a wallet held before its first closed day is unknown to the books and can be taken over. From then on each day begins
 * where the one before ended: another drift is lines that are missing.
 */
async function refuseAfterFirst(tx: Tx, { provider, currency, day }: HeldBreak): Promise<void> {
  const earlier = await tx.rows(sql`
    SELECT FROM reconciliation.closes WHERE provider = ${provider} AND currency = ${currency} AND day < ${day}::date LIMIT 1`);
  if (earlier.length > 0) throw problems.cannotWriteOff('Lines of the statement are missing: import them.');
}

/** Money that went out returns no more than is owed back. */
async function refuseUnowed(tx: Tx, { provider, currency, difference }: HeldBreak): Promise<void> {
  if (difference > 0) return;
  const { owed } = await tx.one<{ owed: number }>(sql`
    SELECT coalesce(sum(CASE direction WHEN 'IN' THEN amount ELSE -amount END), 0)::bigint AS owed FROM reconciliation.stated
    WHERE provider = ${provider} AND currency = ${currency} AND kind = 'OWED_BACK'`);
  if (owed + difference < 0) throw problems.notOwed(`Only ${owed} ngwee are owed back at ${provider}.`);
}

/** A break that a person resolves. */
export const resolved = (as: 'ACCEPTED' | 'MATCHED' | 'WRITTEN_OFF' | 'OWED_BACK', reason: string): Sql =>
  sql`state = 'RESOLVED', resolution = ${as}, resolved_at = now(), reason = ${reason}`;
