import { sql } from '@pakashop/platform';
import { BALANCE } from './balance.sums.js';
import type { Invariant } from './ledger.check.js';

/** Where the books and the rows of settlement have to say the same. */
export const SETTLEMENT_INVARIANTS: readonly Invariant[] = [
  {
    id: 'INV-04',
    rule: 'What is held for a shop order is what its settlement says is held.',
    violations: sql`
      SELECT coalesce(h.code, 'held:' || s.shop_order_id) AS subject,
        'account ' || coalesce(h.balance, 0) || ', settlement ' || coalesce(s.amount, 0) AS detail
      FROM (
        SELECT code, credits - debits AS balance
        FROM settlement.ledger_balances b JOIN settlement.ledger_accounts a ON a.id = b.account_id
        WHERE starts_with(code, 'held:') AND credits <> debits) h
      FULL JOIN (
        SELECT shop_order_id, amount FROM settlement.settlements WHERE amount <> 0) s
        ON h.code = 'held:' || s.shop_order_id
      WHERE h.balance IS DISTINCT FROM s.amount`,
  },
  {
    id: 'INV-19',
    rule: 'Refunds of a shop order, goodwill apart, are what its settlement says and never more than was paid.',
    violations: sql`
      SELECT 'shop order ' || coalesce(s.shop_order_id::text, r.id) AS subject,
        'refunded ' || coalesce(r.refunded, 0) || ', settlement ' || coalesce(s.refunded_goods + s.refunded_delivery, 0)
          || ', paid ' || coalesce(s.goods + s.delivery_fee, 0) AS detail
      FROM (
        SELECT t.reference ->> 'shopOrderId' AS id,
          sum(CASE t.kind WHEN 'REFUND_RESERVED' THEN e.amount - g.amount ELSE g.amount - e.amount END) AS refunded
        FROM settlement.ledger_transactions t
        JOIN settlement.ledger_entries e ON e.transaction_id = t.id
        JOIN settlement.ledger_accounts a ON a.id = e.account_id AND starts_with(a.code, 'refund_in_flight:')
        CROSS JOIN LATERAL (SELECT coalesce((t.reference ->> 'goodwill')::bigint, 0) AS amount) g
        WHERE t.kind IN ('REFUND_RESERVED', 'REFUND_WITHDRAWN') AND t.reference ->> 'shopOrderId' IS NOT NULL
        GROUP BY 1) r
      FULL JOIN (
        SELECT * FROM settlement.settlements WHERE refunded_goods + refunded_delivery > 0) s ON s.shop_order_id::text = r.id
      WHERE coalesce(r.refunded, 0) <> coalesce(s.refunded_goods + s.refunded_delivery, 0)
        OR r.refunded > s.goods + s.delivery_fee`,
  },
  {
    id: 'INV-24',
    rule: 'Nothing is released before its time.',
    violations: sql`
      SELECT 'shop order ' || s.shop_order_id AS subject, 'due ' || coalesce(release_at::text, 'never')
        || ', released ' || coalesce(least(released_at, t.posted_at), t.posted_at)::text AS detail
      FROM settlement.settlements s
      LEFT JOIN settlement.ledger_transactions t ON t.key = 'release:' || s.shop_order_id
      WHERE (released_at IS NOT NULL OR t.id IS NOT NULL)
        AND coalesce(least(released_at, t.posted_at) < release_at OR released_at IS NULL, true)`,
  },
  {
    id: 'EARNINGS',
    rule: 'What somebody has earned and was not paid out is what we owe them less what they owe us.',
    violations: sql`
      SELECT coalesce(e.payee, b.payee) AS subject,
        'earnings ' || coalesce(e.amount, 0) || ', books ' || coalesce(b.amount, 0) AS detail
      FROM (
        SELECT payee_kind || ':' || payee_id AS payee, currency, sum(amount) AS amount FROM settlement.earnings e
        WHERE NOT EXISTS (SELECT FROM settlement.payout_items i WHERE i.earning_id = e.id AND i.live)
        GROUP BY 1, 2 HAVING sum(amount) <> 0) e
      FULL JOIN (
        SELECT CASE split_part(code, ':', 1) WHEN 'agent_payable' THEN 'AGENT' WHEN 'fleet_payable' THEN 'FLEET'
            ELSE 'SHOP' END || ':' || split_part(code, ':', 2) AS payee, currency,
          sum(CASE split_part(code, ':', 1) WHEN 'seller_receivable' THEN 0 - ${BALANCE} ELSE ${BALANCE} END) AS amount
        FROM settlement.ledger_balances b JOIN settlement.ledger_accounts a ON a.id = b.account_id
        WHERE code ^@ 'seller_payable:' OR code ^@ 'seller_receivable:' OR code ^@ 'agent_payable:' OR code ^@ 'fleet_payable:'
        GROUP BY 1, 2 HAVING sum(CASE split_part(code, ':', 1) WHEN 'seller_receivable' THEN 0 - ${BALANCE} ELSE ${BALANCE} END) <> 0) b
        ON b.payee = e.payee AND b.currency = e.currency
      WHERE e.amount IS DISTINCT FROM b.amount`,
  },
  {
    id: 'PAYOUTS',
    rule: 'A shop order is in the payout that settles its release, and paid out when that has arrived.',
    violations: sql`
      SELECT 'shop order ' || s.shop_order_id AS subject, s.state || ', payout ' || coalesce(p.state, 'none') AS detail
      FROM settlement.settlements s
      LEFT JOIN (
        SELECT e.shop_order_id, p.id, p.state FROM settlement.earnings e
        JOIN settlement.payout_items i ON i.earning_id = e.id AND i.live
        JOIN settlement.payouts p ON p.id = i.payout_id WHERE e.kind = 'RELEASE') p USING (shop_order_id)
      WHERE s.payout_id IS DISTINCT FROM p.id OR (s.paid_at IS NOT NULL) <> (coalesce(p.state, '') = 'COMPLETED')`,
  },
  {
    id: 'RESERVES',
    rule: 'The reserve of a shop is what was kept back of its releases and is not due yet.',
    violations: sql`
      SELECT coalesce(r.code, b.code) AS subject,
        'kept back ' || coalesce(r.amount, 0) || ', books ' || coalesce(b.amount, 0) AS detail
      FROM (
        SELECT 'seller_reserve:' || shop_id AS code, sum(reserved) AS amount FROM settlement.settlements
        WHERE reserved > 0 AND reserve_released_at IS NULL GROUP BY 1) r
      FULL JOIN (
        SELECT code, credits - debits AS amount
        FROM settlement.ledger_balances b JOIN settlement.ledger_accounts a ON a.id = b.account_id
        WHERE starts_with(code, 'seller_reserve:') AND credits <> debits) b ON b.code = r.code
      WHERE r.amount IS DISTINCT FROM b.amount`,
  },
];
