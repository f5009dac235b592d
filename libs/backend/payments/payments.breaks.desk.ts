import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Database, sql, type Sql, type Tx } from '@pakashop/platform';
import { isParty } from '../parties.js';
import type { BreakReason, PaymentBreakView, ResolveBreak } from './payments.breaks.dto.js';
import { type AtHand, BreakOutcomes, endOf } from './payments.breaks.outcomes.js';
import { type BreakRow, PaymentBreaks, viewOf } from './payments.breaks.query.js';
import { type BreakState, isForOne } from './payments.breaks.rules.js';
import { paymentsProblems as problems } from './payments.errors.js';

interface Step {
  readonly act: string;
  readonly set: Sql;
  readonly why?: string;
}

/** Where finance decides about breaks. Whatever moves money takes two people; the database asks that as well. */
@Injectable()
export class BreakDesk {
  constructor(
    private readonly db: Database,
    private readonly breaks: PaymentBreaks,
    private readonly outcomes: BreakOutcomes,
  ) {}

  /** Says who looks after it. @throws Problem payments.break_not_found, payments.break_state */
  assign(actor: Actor, id: string, owner: string): Promise<PaymentBreakView> {
    return this.db.transaction(async (tx) => {
      const { held } = await this.hold(tx, actor, id, ['OPEN', 'PROPOSED', 'REFUND_DUE']);
      return viewOf(await this.step(tx, held, { act: 'payment_break_assigned', set: sql`owner = ${owner}` }));
    });
  }

  /**
   * Says what is made of a break. Where money moves it is a proposal, which somebody else carries out.
   *
   * @throws Problem payments.break_not_found, payments.break_state, payments.break_outcome, payments.second_person
   */
  resolve(actor: Actor, id: string, { outcome, reason }: ResolveBreak, claim: Claim): Promise<PaymentBreakView> {
    return this.decide(actor, id, ['OPEN'], claim, async (tx, atHand) => {
      this.outcomes.refuse(atHand, outcome);
      const isDone = isForOne(atHand.held.kind, outcome);
      const proposal = sql`outcome = ${outcome}, reason = ${reason}, proposed_by = ${actor.label}, proposed_at = now()`;
      return this.step(tx, atHand.held, {
        act: isDone ? 'payment_break_resolved' : 'payment_break_proposed',
        set: isDone ? sql`${proposal}, ${decided(actor, 'RESOLVED')}` : sql`${proposal}, state = 'PROPOSED'`,
        why: reason,
      });
    });
  }

  /**
   * The second person agrees, and it is done.
   *
   * @throws Problem payments.break_not_found, payments.break_state, payments.second_person; payments.break_outcome when
   *   something else has become of it meanwhile
   */
  approve(actor: Actor, id: string, claim: Claim): Promise<PaymentBreakView> {
    return this.decide(actor, id, ['PROPOSED'], claim, async (tx, atHand) => {
      const { held } = atHand;
      if (held.proposedBy === actor.label) throw problems.secondPerson('Somebody else has to agree.');
      this.outcomes.refuse(atHand, held.outcome!);
      const set = decided(actor, endOf(held, held.outcome!));
      const after = await this.step(tx, held, { act: 'payment_break_resolved', set, why: held.reason ?? undefined });
      await this.outcomes.carryOut(tx, atHand, `break resolved: ${held.outcome}`);
      return after;
    });
  }

  /** Refuses a proposal, or takes it back. @throws Problem payments.break_not_found, payments.break_state */
  decline(actor: Actor, id: string, { reason }: BreakReason, claim: Claim): Promise<PaymentBreakView> {
    const set = sql`state = 'OPEN', outcome = NULL, reason = NULL, proposed_by = NULL, proposed_at = NULL`;
    return this.decide(actor, id, ['PROPOSED'], claim, (tx, { held }) =>
      this.step(tx, held, { act: 'payment_break_declined', set, why: reason }),
    );
  }

  private decide(
    actor: Actor,
    id: string,
    states: readonly BreakState[],
    claim: Claim,
    act: (tx: Tx, atHand: AtHand) => Promise<BreakRow>,
  ): Promise<PaymentBreakView> {
    return this.db.transaction(async (tx) => {
      await act(tx, await this.hold(tx, actor, id, states));
      const view = viewOf(await this.breaks.one(tx, id));
      await claim.answer(tx, 200, view);
      return view;
    });
  }

  /** A break in one of the states and what it is about, locked; nobody decides about an order of their own. */
  private async hold(tx: Tx, actor: Actor, id: string, states: readonly BreakState[]): Promise<AtHand> {
    const known = await this.breaks.one(tx, id);
    if (known.orderId && (await isParty(tx, actor, known.orderId)))
      throw problems.secondPerson('Somebody who neither bought nor sold it has to do so.');
    const about = await this.outcomes.hold(tx, known);
    const held = await this.breaks.lock(tx, id);
    if (!states.includes(held.state)) throw problems.breakState(`It is ${held.state}: read it again.`);
    return { ...about, held };
  }

  private async step(tx: Tx, before: BreakRow, { act, set, why }: Step): Promise<BreakRow> {
    await tx.execute(sql`UPDATE backend.payment_breaks SET ${set} WHERE id = ${before.id}`);
    const after = await this.breaks.one(tx, before.id);
    const { kind, provider, reference, amount } = before;
    const change = { before: told(before), after: told(after), detail: { kind, provider, reference, amount } };
    await audit(tx, { act, subject: 'payment_break', subjectId: before.id, why, ...change });
    return after;
  }
}

const told = ({ state, outcome, owner }: BreakRow) => ({ state, outcome, owner });

const decided = ({ label }: Actor, state: BreakState): Sql =>
  sql`state = ${state}, decided_by = ${label}, decided_at = now()`;
