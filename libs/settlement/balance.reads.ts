import { Injectable } from '@nestjs/common';
import {
  type Actor,
  cursorNumber,
  Database,
  money,
  olderThan,
  type PageQuery,
  sql,
  type Sql,
  toPage,
} from '@pakashop/platform';
import type { BalanceView, EarningList, EarningView, ReceivableReport } from './balance.dto.js';
import { BALANCE, SUMS_OF_A } from './balance.sums.js';

const CURRENCY = 'ZMW';

interface Sums {
  readonly available: number;
  readonly inPayout: number;
  readonly reserve: number;
  readonly owed: number;
  readonly held: number;
  readonly waiting: number;
}

type EarningRow = Omit<EarningView, 'availableAt' | 'createdAt'> & {
  readonly availableAt: Date;
  readonly createdAt: Date;
};

interface Debt {
  readonly shopId: string;
  readonly owed: number;
  readonly since: Date;
  readonly days: number;
}

/** What people may ask about balances and earnings; whose they are is part of each query. */
@Injectable()
export class BalanceReads {
  constructor(private readonly db: Database) {}

  /** @param owners rows (kind, id) of whom the caller may see; the database sees to it as well */
  async balance(actor: Actor, owners: Sql): Promise<BalanceView> {
    const sums = await this.one<Sums>(
      actor,
      sql`
      WITH o AS (${owners}),
      account AS (
        SELECT split_part(a.code, ':', 1) AS what, sum(${BALANCE}) AS balance
        FROM o CROSS JOIN unnest(ARRAY['seller_payable', 'agent_payable', 'fleet_payable', 'payout_in_flight',
          'seller_reserve', 'seller_receivable']) AS kind (name)
        JOIN settlement.ledger_accounts a ON a.code = kind.name || ':' || o.id
        CROSS JOIN LATERAL ${SUMS_OF_A} b
        WHERE a.currency = ${CURRENCY} GROUP BY 1)
      SELECT
        coalesce((SELECT sum(balance) FROM account WHERE what LIKE '%\\_payable'), 0)::bigint AS available,
        coalesce((SELECT balance FROM account WHERE what = 'payout_in_flight'), 0)::bigint AS "inPayout",
        coalesce((SELECT balance FROM account WHERE what = 'seller_reserve'), 0)::bigint AS reserve,
        coalesce((SELECT balance FROM account WHERE what = 'seller_receivable'), 0)::bigint AS owed,
        coalesce((SELECT sum(goods - refunded_goods - commission + commission_back - commission_vat + commission_vat_back)
          FROM settlement.settlements WHERE shop_id IN (SELECT id FROM o WHERE kind = 'SHOP')
            AND released_at IS NULL AND currency = ${CURRENCY}), 0)::bigint AS held,
        coalesce((SELECT sum(e.amount) FROM settlement.earnings e JOIN o ON e.payee_kind = o.kind AND e.payee_id = o.id
          WHERE e.amount > 0 AND (e.frozen OR e.available_at > now()) AND e.currency = ${CURRENCY} AND NOT EXISTS (
            SELECT FROM settlement.payout_items i WHERE i.earning_id = e.id AND i.live)), 0)::bigint AS waiting`,
    );
    const { available, inPayout, reserve, owed, held, waiting } = sums;
    const view = (amount: number) => money(Math.max(0, amount), CURRENCY);
    return {
      available: view(available),
      waiting: view(waiting),
      inPayout: view(inPayout),
      held: view(held),
      reserve: view(reserve),
      owed: view(owed),
    };
  }

  /** What was earned, the newest first. */
  async earnings(actor: Actor, owners: Sql, { limit, cursor }: PageQuery): Promise<EarningList> {
    const rows = await this.rows<EarningRow>(
      actor,
      sql`
      SELECT e.id, e.kind, e.amount, e.currency, e.shop_order_id AS "shopOrderId", s.state AS "shopOrderState", e.cause, e.available_at AS "availableAt",
        e.frozen AS "isFrozen", i.payout_id AS "payoutId", e.created_at AS "createdAt"
      FROM (${owners}) o JOIN settlement.earnings e ON e.payee_kind = o.kind AND e.payee_id = o.id
      LEFT JOIN settlement.payout_items i ON i.earning_id = e.id AND i.live
      LEFT JOIN settlement.settlements s ON s.shop_order_id = e.shop_order_id AND e.payee_kind = 'SHOP'
      WHERE true ${olderThan(cursor, sql`e.id`)} ORDER BY e.id DESC LIMIT ${limit + 1}`,
    );
    return toPage(rows, limit, (row) => [row.id], viewEarning);
  }

  private rows<Row>(actor: Actor, query: Sql): Promise<Row[]> {
    return this.db.as(actor, (tx) => tx.rows<Row>(query));
  }

  private one<Row>(actor: Actor, query: Sql): Promise<Row> {
    return this.db.as(actor, (tx) => tx.one<Row>(query));
  }

  /** What shops owe us, the largest first. A debt is as old as the time since the account was last at zero. */
  async receivables({ limit, cursor }: PageQuery): Promise<ReceivableReport> {
    const offset = cursor ? Math.max(0, cursorNumber(cursor)) : 0;
    const debts = sql`
      SELECT split_part(a.code, ':', 2) AS "shopId", (${BALANCE})::bigint AS owed, a.id
      FROM settlement.ledger_accounts a JOIN settlement.ledger_balances b ON b.account_id = a.id
      WHERE starts_with(a.code, 'seller_receivable:') AND a.code >= 'seller_receivable:' AND a.currency = ${CURRENCY}
        AND b.debits > b.credits`;
    const aged = sql`
      SELECT d."shopId", d.owed, s.since, extract(day FROM now() - s.since)::int AS days
      FROM (${debts}) d CROSS JOIN LATERAL (
        SELECT min(x.at) AS since FROM (
          SELECT t.occurred_at AS at, e.id, sum(CASE e.direction WHEN 'DEBIT' THEN e.amount ELSE -e.amount END)
            OVER (ORDER BY e.id) AS after FROM settlement.ledger_entries e
          JOIN settlement.ledger_transactions t ON t.id = e.transaction_id WHERE e.account_id = d.id) x
        WHERE x.id > coalesce((SELECT max(z.id) FROM (
          SELECT e.id, sum(CASE e.direction WHEN 'DEBIT' THEN e.amount ELSE -e.amount END) OVER (ORDER BY e.id) AS after
          FROM settlement.ledger_entries e WHERE e.account_id = d.id) z WHERE z.after = 0), 0)) s`;
    const [ages, rows] = await Promise.all([
      this.db.rows<{ age: ReceivableReport['ages'][number]['age']; shops: number; owed: number }>(sql`
        SELECT CASE WHEN days <= 7 THEN '0-7' WHEN days <= 30 THEN '8-30' WHEN days <= 90 THEN '31-90' ELSE '90+' END AS age,
          count(*)::int AS shops, sum(owed)::bigint AS owed
        FROM (${aged}) d GROUP BY 1 ORDER BY min(days)`),
      this.db.rows<Debt>(sql`
        SELECT * FROM (${aged}) d ORDER BY owed DESC, "shopId" OFFSET ${offset} LIMIT ${limit + 1}`),
    ]);
    const page = toPage(rows, limit, () => [offset + limit], viewDebt);
    return { ages: ages.map((age) => ({ ...age, owed: money(age.owed, CURRENCY) })), ...page };
  }
}

const viewEarning = (row: EarningRow): EarningView => ({
  ...row,
  availableAt: row.availableAt.toISOString(),
  createdAt: row.createdAt.toISOString(),
});

const viewDebt = ({ shopId, owed, since, days }: Debt): ReceivableReport['data'][number] => ({
  shopId,
  owed: money(owed, CURRENCY),
  since: since.toISOString(),
  days,
});
