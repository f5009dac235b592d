import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  checkViolation,
  type Claim,
  Database,
  money,
  newId,
  none,
  olderThan,
  sql,
  type Sql,
  toPage,
  type Tx,
} from '@pakashop/platform';
import type { Against, AdjustmentList, AdjustmentQuery, AdjustmentView, ProposeAdjustment } from './adjustments.dto.js';
import { lockShop } from './balance.locks.js';
import {
  type Account,
  commissionAccount,
  goodwillAccount,
  marginAccount,
  payableAccount,
  writeoffAccount,
} from './ledger.accounts.js';
import { ledgerProblems as problems } from './ledger.errors.js';
import type { Posting } from './ledger.postings.js';
import { LedgerService } from './ledger.service.js';
import { earn } from './settlement.earnings.js';
import { credited, shopEntries } from './settlement.postings.js';

type AdjustmentRow = Omit<AdjustmentView, 'amount' | 'decidedAt' | 'createdAt'> & {
  amount: number;
  currency: string;
  decidedAt: Date | null;
  createdAt: Date;
};

const COLUMNS: Sql = sql`id, payee_kind AS "payeeKind", payee_id AS "payeeId", direction, amount, currency, against, reason,
  state, proposed_by AS "proposedBy", decided_by AS "decidedBy", decided_at AS "decidedAt", created_at AS "createdAt"`;

const AGAINST: Readonly<Record<Against, (currency: string) => Account>> = {
  GOODWILL: goodwillAccount,
  WRITEOFF: writeoffAccount,
  COMMISSION: commissionAccount,
  DELIVERY_MARGIN: marginAccount,
};

interface Proposal extends ProposeAdjustment {
  readonly id: string;
  /** Label of the person who may not approve it. */
  readonly by: string;
}

/** Corrections of balances: nothing of the books is ever changed, a further entry puts it right, and two people say so. */
@Injectable()
export class Adjustments {
  constructor(
    private readonly db: Database,
    private readonly ledger: LedgerService,
  ) {}

  async list({ state, limit, cursor }: AdjustmentQuery): Promise<AdjustmentList> {
    const rows = await this.db.rows<AdjustmentRow>(sql`
      SELECT ${COLUMNS} FROM settlement.adjustments
      WHERE true ${state ? sql`AND state = ${state}` : none} ${olderThan(cursor, sql`id`)}
      ORDER BY id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, (row) => [row.id], view);
  }

  propose(actor: Actor, proposal: ProposeAdjustment, claim: Claim): Promise<AdjustmentView> {
    return this.db.transaction(async (tx) => {
      const row = await this.write(tx, { ...proposal, id: newId(), by: actor.label });
      await claim.answer(tx, 201, view(row));
      return view(row);
    });
  }

  /** What follows from something that a person decided elsewhere, who therefore does not approve it. */
  async proposeFor(tx: Tx, proposal: Proposal): Promise<void> {
    await this.write(tx, proposal);
  }

  private async write(tx: Tx, proposal: Proposal): Promise<AdjustmentRow> {
    const { id, payeeKind, payeeId, direction, amount, against, reason, by } = proposal;
    const row = await tx.one<AdjustmentRow>(sql`
      INSERT INTO settlement.adjustments (id, payee_kind, payee_id, direction, amount, currency, against, reason, proposed_by)
      VALUES (${id}, ${payeeKind}, ${payeeId}, ${direction}, ${amount.amount}, ${amount.currency}, ${against}, ${reason},
        ${by}) RETURNING ${COLUMNS}`);
    const after = { payeeKind, payeeId, direction, amount: amount.amount, against };
    await audit(tx, { act: 'adjustment_proposed', subject: 'adjustment', subjectId: id, after, why: reason });
    return row;
  }

  /**
   * Posts a correction that somebody else has proposed.
   *
   * @throws Problem settlement.no_adjustment, settlement.own_adjustment, settlement.adjustment_decided,
   *   settlement.balance_too_small
   */
  async approve(actor: Actor, id: string): Promise<AdjustmentView> {
    try {
      return await this.db.transaction(async (tx) => {
        const row = await this.decide(tx, actor, id, 'APPROVED');
        await this.book(tx, row);
        return view(row);
      });
    } catch (error) {
      if (checkViolation(error) !== 'ledger_overdraft_check') throw error;
      throw problems.balanceTooSmall('The payee has less than that; agents and fleets owe us nothing.');
    }
  }

  reject(actor: Actor, id: string): Promise<AdjustmentView> {
    return this.db.transaction(async (tx) => view(await this.decide(tx, actor, id, 'REJECTED')));
  }

  private async decide(tx: Tx, actor: Actor, id: string, to: 'APPROVED' | 'REJECTED'): Promise<AdjustmentRow> {
    const mine = to === 'APPROVED' ? sql`AND proposed_by <> ${actor.label}` : none;
    const row = await tx.maybe<AdjustmentRow>(sql`
      UPDATE settlement.adjustments SET state = ${to}, decided_by = ${actor.label}, decided_at = now()
      WHERE id = ${id} AND state = 'PROPOSED' ${mine} RETURNING ${COLUMNS}`);
    if (!row) throw await this.whyNot(tx, actor, id);
    const act = to === 'APPROVED' ? 'adjustment_approved' : 'adjustment_rejected';
    const change = { before: { state: 'PROPOSED' }, after: { state: to } };
    await audit(tx, { act, subject: 'adjustment', subjectId: id, ...change, why: row.reason });
    return row;
  }

  private async whyNot(tx: Tx, actor: Actor, id: string): Promise<Error> {
    const found = await tx.maybe<AdjustmentRow>(sql`SELECT ${COLUMNS} FROM settlement.adjustments WHERE id = ${id}`);
    if (!found) return problems.noAdjustment('GET /settlement/adjustments lists them.');
    if (found.state !== 'PROPOSED') return problems.adjustmentDecided(`It is ${found.state}.`);
    return problems.ownAdjustment(`${actor.label} has proposed it: somebody else has to approve it.`);
  }

  private async book(tx: Tx, row: AdjustmentRow): Promise<void> {
    const { id, payeeKind: kind, payeeId, amount, currency } = row;
    const change = row.direction === 'CREDIT' ? amount : -amount;
    const payee = { kind, id: payeeId };
    const entries =
      kind === 'SHOP'
        ? shopEntries(payeeId, currency, change, await lockShop(tx, payeeId, currency))
        : credited(payableAccount(payee, currency), change);
    const posting: Posting = {
      key: `adjustment:${id}`,
      kind: 'ADJUSTMENT',
      reference: {
        adjustmentId: id,
        payeeKind: kind,
        payeeId,
        reason: row.reason,
        by: row.proposedBy,
        approvedBy: row.decidedBy!,
      },
      occurredAt: row.decidedAt!.toISOString(),
      entries: [...entries, ...credited(AGAINST[row.against](currency), -change)],
    };
    await earn(tx, { payee, kind: 'ADJUSTMENT', amount: change, currency, cause: posting.key });
    await this.ledger.post(tx, posting);
  }
}

const view = ({ amount, currency, decidedAt, createdAt, ...row }: AdjustmentRow): AdjustmentView => ({
  ...row,
  amount: money(amount, currency),
  decidedAt: decidedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});
