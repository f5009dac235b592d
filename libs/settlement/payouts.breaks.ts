import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  checkViolation,
  type Claim,
  Database,
  none,
  olderThan,
  Outbox,
  sql,
  toPage,
  type Tx,
} from '@pakashop/platform';
import { lockPayee } from './balance.locks.js';
import { LedgerService } from './ledger.service.js';
import type { PayoutBreakList, PayoutBreakQuery, PayoutBreakView, ProposeBreakOutcome } from './payouts.breaks.dto.js';
import { type BreakRow, breaksWhere } from './payouts.breaks.record.js';
import { type BreakOutcome, outcomesOf } from './payouts.breaks.rules.js';
import { breakView } from './payouts.breaks.view.js';
import { payoutsProblems as problems } from './payouts.errors.js';
import { PayoutFlow } from './payouts.flow.js';
import type { Payout } from './payouts.kinds.js';
import { payoutResolved } from './payouts.postings.js';
import { factOf, payeeOf } from './payouts.record.js';
import { earn } from './settlement.earnings.js';
import { PayoutNotPaid } from './settlement.events.js';

/**
 * Decides about what providers say against what we know of payouts: one person proposes what they found out, another one
 * approves it, and only then the books follow.
 */
@Injectable()
export class PayoutBreaks {
  constructor(
    private readonly db: Database,
    private readonly flow: PayoutFlow,
    private readonly ledger: LedgerService,
    private readonly outbox: Outbox,
  ) {}

  /** Breaks, the newest first. */
  async list({ state, limit, cursor }: PayoutBreakQuery): Promise<PayoutBreakList> {
    const rows = await breaksWhere(
      this.db,
      sql`true ${state ? sql`AND k.state = ${state}` : none} ${olderThan(cursor, sql`k.id`)}
        ORDER BY k.id DESC LIMIT ${limit + 1}`,
    );
    return toPage(rows, limit, (row) => [row.id], breakView);
  }

  /**
   * Says what became of the money. A further proposal takes the place of one that nobody has approved.
   *
   * @throws Problem settlement.no_payout_break, settlement.payout_break_decided, settlement.payout_break_outcome
   */
  propose(actor: Actor, id: string, { outcome, reason }: ProposeBreakOutcome, claim: Claim): Promise<PayoutBreakView> {
    return this.db.transaction(async (tx) => {
      const before = await locked(tx, id);
      const possible = outcomesOf(before.kind);
      if (!possible.includes(outcome))
        throw problems.badOutcome(`Of a ${before.kind} it can be ${possible.join(' or ')}.`);
      await tx.execute(sql`
        UPDATE settlement.payout_breaks SET state = 'PROPOSED', outcome = ${outcome}, reason = ${reason},
          proposed_by = ${actor.label}, proposed_at = now() WHERE id = ${id}`);
      return this.answer(tx, before, 'payout_break_proposed', claim);
    });
  }

  /**
   * Books what somebody else has proposed.
   *
   * @throws Problem settlement.no_payout_break, settlement.payout_break_decided, settlement.second_person,
   *   settlement.payee_has_less
   */
  async approve(actor: Actor, id: string, outcome: BreakOutcome, claim: Claim): Promise<PayoutBreakView> {
    try {
      return await this.db.transaction(async (tx) => {
        const before = await locked(tx, id);
        if (before.outcome !== outcome) throw problems.breakDecided(`Proposed is ${before.outcome ?? 'nothing'}.`);
        if (before.proposedBy === actor.label) throw problems.samePerson('You have proposed it yourself.');
        await tx.execute(sql`
          UPDATE settlement.payout_breaks SET state = 'RESOLVED', resolved_by = ${actor.label}, resolved_at = now()
          WHERE id = ${id}`);
        await this.book(tx, before, outcome);
        return this.answer(tx, before, 'payout_break_approved', claim);
      });
    } catch (error) {
      if (checkViolation(error) !== 'ledger_overdraft_check') throw error;
      throw problems.payeeHasLess('Agents and fleets owe us nothing: what they have twice is LOST, or waits.');
    }
  }

  private async book(tx: Tx, row: BreakRow, outcome: BreakOutcome): Promise<void> {
    const payout = await this.flow.lock(tx, row.payoutId);
    if (row.kind === 'AMOUNT_MISMATCH') {
      // What has ended meanwhile, as the provider said later, needs nothing more.
      if (await this.flow.completeAs(tx, payout, row)) await this.charge(tx, payout, row, payout.amount - row.amount);
      return;
    }
    const wasSuccess = row.kind === 'LATE_SUCCESS';
    if (outcome === (wasSuccess ? 'PAID' : 'NOT_PAID')) {
      await this.charge(tx, payout, row, wasSuccess ? -row.amount : row.amount);
    }
    if (wasSuccess && outcome === 'NOT_PAID') {
      const fact = factOf({ ...payout, amount: row.amount }, row.providerTransactionId);
      await this.outbox.publish(tx, PayoutNotPaid, payout.payeeId, fact);
    }
    const balance = await lockPayee(tx, payeeOf(payout), payout.currency);
    await this.ledger.post(tx, payoutResolved(payout, row.kind, outcome, row, balance));
  }

  /** What the payee earns by it, or has had already. */
  private charge(tx: Tx, payout: Payout, { id }: BreakRow, amount: number): Promise<void> {
    const { currency } = payout;
    const cause = `payout_break:${id}`;
    return earn(tx, { payee: payeeOf(payout), kind: 'ADJUSTMENT', amount, currency, cause });
  }

  private async answer(tx: Tx, before: BreakRow, act: string, claim: Claim): Promise<PayoutBreakView> {
    const [after] = await breaksWhere(tx, sql`k.id = ${before.id}`);
    const { payoutId, state, outcome, amount, reason } = after!;
    await audit(tx, {
      ...{ act, subject: 'payout_break', subjectId: before.id, detail: { payoutId, amount } },
      ...{ before: { state: before.state, outcome: before.outcome }, after: { state, outcome }, why: reason! },
    });
    const view = breakView(after!);
    await claim.answer(tx, 200, view);
    return view;
  }
}

/** An open break; whoever else decides about it waits. The payout's batch is locked first, as everywhere. */
async function locked(tx: Tx, id: string): Promise<BreakRow> {
  await tx.execute(sql`
    SELECT FROM settlement.payout_batches WHERE id = (
      SELECT p.batch_id FROM settlement.payouts p JOIN settlement.payout_breaks k ON k.payout_id = p.id WHERE k.id = ${id})
    FOR NO KEY UPDATE`);
  const [row] = await breaksWhere(tx, sql`k.id = ${id} FOR NO KEY UPDATE`);
  if (!row) throw problems.noBreak('GET /staff/payout-breaks lists them.');
  if (row.state === 'RESOLVED') throw problems.breakDecided(`${row.resolvedBy} has approved ${row.outcome}.`);
  return row;
}
