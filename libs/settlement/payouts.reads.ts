import { Injectable } from '@nestjs/common';
import {
  type Actor,
  Database,
  money,
  none,
  olderThan,
  type PageQuery,
  type Queryable,
  sql,
  type Sql,
  toPage,
} from '@pakashop/platform';
import { breaksWhere } from './payouts.breaks.record.js';
import { breakView } from './payouts.breaks.view.js';
import type {
  BatchQuery,
  PayoutBatchDetail,
  PayoutBatchList,
  PayoutDetail,
  PayoutItemView,
  PayoutList,
  PayoutMove,
  PayoutQuery,
  PayoutStatement,
} from './payouts.dto.js';
import { payoutsProblems as problems } from './payouts.errors.js';
import type { Payout, PayoutState } from './payouts.kinds.js';
import { BATCH, batchById, type BatchRow, PAYOUT, payoutsWhere } from './payouts.record.js';
import { batchView, omissionView, type Omitted, payoutView } from './payouts.view.js';

type ItemRow = Omit<PayoutItemView, 'amount' | 'earnedAt'> & Readonly<{ amount: number; earnedAt: Date }>;

/** What people may ask about payouts; whose they are is part of each query. */
@Injectable()
export class PayoutReads {
  constructor(private readonly db: Database) {}

  /** Batches, the newest first. */
  async batches({ state, limit, cursor }: BatchQuery): Promise<PayoutBatchList> {
    const rows = await this.db.rows<BatchRow>(sql`
      SELECT ${BATCH} FROM settlement.payout_batches b
      WHERE true ${state ? sql`AND b.state = ${state}` : none} ${olderThan(cursor, sql`b.id`)}
      ORDER BY b.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, (row) => [row.id], batchView);
  }

  /** @throws Problem settlement.no_batch */
  async batch(id: string): Promise<PayoutBatchDetail> {
    const [batch, tallies, omissions] = await Promise.all([
      batchById(this.db, id),
      this.db.rows<{ state: PayoutState; count: number; amount: number }>(sql`
        SELECT state, count(*)::int AS count, sum(amount)::bigint AS amount FROM settlement.payouts
        WHERE batch_id = ${id} GROUP BY state ORDER BY state`),
      this.db.rows<Omitted>(sql`
        SELECT payee_kind AS kind, payee_id AS id, amount, reason FROM settlement.payout_omissions
        WHERE batch_id = ${id} ORDER BY payee_kind, payee_id LIMIT 100`),
    ]);
    if (!batch) throw problems.noBatch('GET /staff/payout-batches lists them.');
    return {
      ...batchView(batch),
      tallies: tallies.map((tally) => ({ ...tally, amount: money(tally.amount, batch.currency) })),
      omissions: omissions.map(omissionView),
    };
  }

  /** Payouts of everybody, the newest first. */
  payouts(actor: Actor, { state, batchId, payeeId, reference, ...page }: PayoutQuery): Promise<PayoutList> {
    return this.page(
      actor,
      sql`true ${state ? sql`AND p.state = ${state}` : none} ${batchId ? sql`AND p.batch_id = ${batchId}` : none}
        ${payeeId ? sql`AND p.payee_id = ${payeeId}` : none} ${reference ? sql`AND p.reference = ${reference}` : none}`,
      page,
    );
  }

  /** @param where a condition over the payout `p`; the database shows the caller only what they may see */
  async page(actor: Actor, where: Sql, { limit, cursor }: PageQuery): Promise<PayoutList> {
    const rows = await this.db.as(actor, (tx) =>
      tx.rows<Payout>(sql`
      SELECT ${PAYOUT} FROM settlement.payouts p WHERE ${where} ${olderThan(cursor, sql`p.id`)}
      ORDER BY p.id DESC LIMIT ${limit + 1}`),
    );
    return toPage(rows, limit, (row) => [row.id], payoutView);
  }

  /** One payout with exactly what it settles. @throws Problem settlement.no_payout */
  async statement(actor: Actor, id: string, where: Sql): Promise<PayoutStatement> {
    return this.db.as(actor, async (tx) => {
      const [payout] = await payoutsWhere(tx, sql`p.id = ${id} AND ${where}`);
      if (!payout) throw problems.noPayout('Look for it in the list.');
      return { ...payoutView(payout), items: await this.items(tx, payout) };
    });
  }

  /** @throws Problem settlement.no_payout */
  async detail(id: string): Promise<PayoutDetail> {
    const [payout] = await payoutsWhere(this.db, sql`p.id = ${id}`);
    if (!payout) throw problems.noPayout('GET /staff/payouts lists them.');
    const [items, history, breaks] = await Promise.all([
      this.items(this.db, payout),
      this.history(id),
      breaksWhere(this.db, sql`k.payout_id = ${id} ORDER BY k.id`),
    ]);
    return { ...payoutView(payout), items, evidence: payout.evidence, history, breaks: breaks.map(breakView) };
  }

  private async items(db: Queryable, { id, currency }: Payout): Promise<PayoutItemView[]> {
    const rows = await db.rows<ItemRow>(sql`
      SELECT i.earning_id AS "earningId", e.kind, e.shop_order_id AS "shopOrderId", i.amount, e.created_at AS "earnedAt"
      FROM settlement.payout_items i JOIN settlement.earnings e ON e.id = i.earning_id
      WHERE i.payout_id = ${id} ORDER BY e.created_at, e.id`);
    return rows.map((row) => ({ ...row, amount: money(row.amount, currency), earnedAt: row.earnedAt.toISOString() }));
  }

  private async history(id: string): Promise<PayoutMove[]> {
    const rows = await this.db.rows<Omit<PayoutMove, 'at'> & { at: Date }>(sql`
      SELECT from_state AS "from", to_state AS "to", cause, actor, at FROM settlement.payout_transitions
      WHERE machine = 'payout' AND subject_id = ${id} ORDER BY seq`);
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }
}
