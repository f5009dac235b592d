import { Injectable } from '@nestjs/common';
import { type Actor, audit, changesOf, Database, money, type Queryable, sql } from '@pakashop/platform';
import { ledgerProblems as problems } from './ledger.errors.js';
import type { PayeeClass, PolicyList, PolicyView, SetPolicy } from './policies.dto.js';

type PolicyRow = Omit<PolicyView, 'payoutMinimum' | 'changedAt'> & { payoutMinimum: number; changedAt: Date };

const FIELDS = ['holdSeconds', 'reserveBps', 'reserveDays', 'payoutMinimum', 'payoutEvery'] as const;

const policies = (db: Queryable, of: PayeeClass | null = null): Promise<PolicyRow[]> =>
  db.rows(sql`
    SELECT class, version, hold_seconds AS "holdSeconds", reserve_bps AS "reserveBps", reserve_days AS "reserveDays",
      payout_minimum AS "payoutMinimum", payout_every AS "payoutEvery", changed_by AS "changedBy", changed_at AS "changedAt"
    FROM settlement.policies WHERE ${of}::text IS NULL OR class = ${of} ORDER BY class`);

/** How long money is held, what is kept in reserve and when it is paid out. What runs already keeps what it began with. */
@Injectable()
export class Policies {
  constructor(private readonly db: Database) {}

  async list(): Promise<PolicyList> {
    return { data: (await policies(this.db)).map(view), nextCursor: null };
  }

  /** @throws Problem settlement.policy_changed */
  set(actor: Actor, of: PayeeClass, policy: SetPolicy): Promise<PolicyView> {
    return this.db.transaction(async (tx) => {
      const { version, holdSeconds, reserveBps, reserveDays, payoutMinimum, payoutEvery } = policy;
      const [before] = await policies(tx, of);
      const changed = await tx.execute(sql`
        UPDATE settlement.policies SET version = version + 1, hold_seconds = ${holdSeconds}, reserve_bps = ${reserveBps},
          reserve_days = ${reserveDays}, payout_minimum = ${payoutMinimum.amount}, payout_every = ${payoutEvery},
          changed_by = ${actor.label}, changed_at = now()
        WHERE class = ${of} AND version = ${version}`);
      if (changed === 0) throw problems.policyChanged('Read it again and decide anew.');
      const [after] = await policies(tx, of);
      const changes = changesOf(before!, after!, FIELDS);
      await audit(tx, { act: 'settlement_policy_changed', subject: 'settlement_policy', subjectId: of, ...changes });
      return view(after!);
    });
  }
}

const view = (row: PolicyRow): PolicyView => ({
  ...row,
  payoutMinimum: money(row.payoutMinimum),
  changedAt: row.changedAt.toISOString(),
});
