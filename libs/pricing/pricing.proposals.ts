import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  checkViolation,
  type Claim,
  Database,
  newId,
  Outbox,
  parseAs,
  platformProblems,
  sql,
  type Tx,
} from '@pakashop/platform';
import { RuleChanges } from './pricing.changes.js';
import { pricingProblems as problems } from './pricing.errors.js';
import { SimulateProposal } from './pricing.jobs.js';
import type {
  ApproveProposal,
  DecideProposal,
  ProposeChanges,
  ProposalView,
  SimulateQuery,
} from './pricing.proposals.dto.js';
import { NOT_SIMULATED, ProposalReads } from './pricing.proposals.reads.js';
import { RuleChange } from './pricing.rules.dto.js';
import { changeOf } from './pricing.rules.input.js';
import type { RuleKind } from './pricing.scopes.rules.js';

interface Tried {
  readonly changes: object[];
  readonly proposedBy: string;
  /** Of the rules that the newest finished simulation compared with. */
  readonly revision: number | null;
  readonly notSimulated: readonly RuleKind[];
}

/** Ends a transaction whose effects are not wanted. */
class OnlyTried extends Error {}

/** Changes of the rules that one person proposes, the simulation shows and another person approves. */
@Injectable()
export class Proposals {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly rules: RuleChanges,
    private readonly reads: ProposalReads,
  ) {}

  /**
   * Keeps changes that would go through at this moment, and orders their simulation over the last 30 days.
   *
   * @throws Problem VAL_001 and what {@link RuleChanges.apply} refuses; pricing.too_wide
   */
  async propose(actor: Actor, { reason, changes }: ProposeChanges, claim: Claim): Promise<ProposalView> {
    await this.tryOut(actor, reason, changes);
    const id = newId();
    return this.db.transaction(async (tx) => {
      await tx.execute(sql`
        INSERT INTO pricing.proposals (id, reason, changes, proposed_by)
        VALUES (${id}, ${reason}, ${JSON.stringify(changes)}, ${actor.userId})`);
      await this.order(tx, actor, id, {});
      const after = { changes: changes.length };
      await audit(tx, {
        act: 'pricing_rules_proposed',
        subject: 'pricing.proposal',
        subjectId: id,
        after,
        why: reason,
      });
      const view = await this.reads.one(tx, id);
      await claim.answer(tx, 201, view);
      return view;
    });
  }

  /**
   * Orders a simulation over another period, or over the rules as they are by now.
   *
   * @throws Problem pricing.proposal_not_found, pricing.proposal_decided, VAL_001
   */
  simulate(actor: Actor, id: string, period: SimulateQuery): Promise<ProposalView> {
    return this.db.transaction(async (tx) => {
      await this.openOne(tx, id);
      await this.order(tx, actor, id, period);
      return this.reads.one(tx, id);
    });
  }

  /**
   * Makes all changes of a proposal as the next versions, or none of them.
   *
   * @throws Problem pricing.second_person, pricing.not_simulated when the rules are not those of the simulation,
   *   pricing.not_confirmed, pricing.rule_changed, pricing.same_rank
   */
  approve(
    actor: Actor,
    id: string,
    { reason, confirmNotSimulated = [] }: ApproveProposal,
    claim: Claim,
  ): Promise<ProposalView> {
    return this.db.transaction(async (tx) => {
      const revision = await this.rules.hold(tx);
      const { changes, ...tried } = await this.openOne(tx, id);
      if (tried.proposedBy === actor.userId) throw problems.secondPerson('Ask somebody who may approve.');
      if (tried.revision !== revision) throw problems.notSimulated('Simulate it again and look at the result.');
      assertConfirmed(tried, confirmNotSimulated);
      await this.decide(tx, actor, id, 'APPROVED', reason);
      await this.rules.apply(
        tx,
        actor,
        reason,
        changes.map((change) => changeOf(parseAs(RuleChange, change))),
      );
      const view = await this.reads.one(tx, id);
      await claim.answer(tx, 200, view);
      return view;
    });
  }

  /** @throws Problem pricing.proposal_not_found, pricing.proposal_decided */
  reject(actor: Actor, id: string, { reason }: DecideProposal): Promise<ProposalView> {
    return this.close(actor, id, 'REJECTED', reason);
  }

  /** Takes a proposal of one's own back. @throws Problem pricing.proposal_not_found, pricing.proposal_decided */
  withdraw(actor: Actor, id: string, { reason }: DecideProposal): Promise<ProposalView> {
    return this.close(actor, id, 'WITHDRAWN', reason);
  }

  private close(actor: Actor, id: string, state: 'REJECTED' | 'WITHDRAWN', reason: string): Promise<ProposalView> {
    return this.db.transaction(async (tx) => {
      const { proposedBy } = await this.openOne(tx, id);
      if (state === 'WITHDRAWN' && proposedBy !== actor.userId) {
        throw problems.proposalNotFound('You have proposed none with this id; reject it if you may.');
      }
      await this.decide(tx, actor, id, state, reason);
      return this.reads.one(tx, id);
    });
  }

  private async tryOut(actor: Actor, why: string, wanted: readonly RuleChange[]): Promise<void> {
    const changes = wanted.map(changeOf);
    const trial = this.db.transaction(async (tx) => {
      await this.rules.assertMeant(tx, changes);
      await this.rules.hold(tx);
      await this.rules.apply(tx, actor, why, changes);
      throw new OnlyTried();
    });
    await trial.catch((error: unknown) => {
      if (!(error instanceof OnlyTried)) throw error;
    });
  }

  private async openOne(tx: Tx, id: string): Promise<Tried> {
    const row = await tx.maybe<Tried & { state: string }>(sql`
      SELECT p.state, p.changes, p.proposed_by AS "proposedBy", ${NOT_SIMULATED} AS "notSimulated",
        (SELECT s.revision FROM pricing.simulations s WHERE s.proposal_id = p.id AND s.done_at IS NOT NULL
         ORDER BY s.id DESC LIMIT 1) AS revision
      FROM pricing.proposals p WHERE p.id = ${id} FOR UPDATE OF p`);
    if (!row) throw problems.proposalNotFound('List them with GET /pricing/proposals.');
    if (row.state !== 'OPEN') throw problems.proposalDecided(`It is ${row.state}; propose anew.`);
    return row;
  }

  private async decide(tx: Tx, actor: Actor, id: string, state: string, reason: string): Promise<void> {
    try {
      await tx.execute(sql`
        UPDATE pricing.proposals SET state = ${state}, decision = ${reason}, decided_by = ${actor.userId}, decided_at = now()
        WHERE id = ${id} AND state = 'OPEN'`);
    } catch (error) {
      if (checkViolation(error) !== 'proposals_second_person_check') throw error;
      throw problems.secondPerson('Ask somebody who may approve.');
    }
    const act = `pricing_rules_${state.toLowerCase()}`;
    await audit(tx, { act, subject: 'pricing.proposal', subjectId: id, after: { state }, why: reason });
  }

  private async order(tx: Tx, actor: Actor, proposalId: string, { from, to }: SimulateQuery): Promise<void> {
    const id = newId();
    try {
      await tx.execute(sql`
        INSERT INTO pricing.simulations (id, proposal_id, asked_by, to_at, from_at)
        SELECT ${id}, ${proposalId}, ${actor.label}, period.to_at,
          greatest(coalesce(${from ?? null}::timestamptz, period.to_at - interval '30 days'), period.to_at - interval '92 days')
        FROM (SELECT coalesce(${to ?? null}::timestamptz, now()) AS to_at) period`);
    } catch (error) {
      if (checkViolation(error) !== 'simulations_period_check') throw error;
      const errors = [{ path: 'to', message: 'to must be after from' }];
      throw platformProblems.invalid('Correct the period.', { errors });
    }
    await this.outbox.enqueue(tx, SimulateProposal, { simulationId: id }, { aggregateId: id });
  }
}

/** Nobody takes for simulated what was not. @throws Problem pricing.not_confirmed */
function assertConfirmed({ notSimulated }: Pick<Tried, 'notSimulated'>, confirmed: readonly RuleKind[]): void {
  if (new Set(notSimulated).symmetricDifference(new Set(confirmed)).size === 0) return;
  throw problems.notConfirmed(
    notSimulated.length > 0
      ? `Only commissions are simulated. If ${notSimulated.join(', ')} is meant as proposed, send confirmNotSimulated with it.`
      : 'All of it is simulated: leave confirmNotSimulated out.',
    { extra: { notSimulated } },
  );
}
