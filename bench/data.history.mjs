const ORDERS = 10_000;
/** One order in so many is not paid yet. */
const UNPAID = 20;
const CARTS = 2_000;

const past = (table) => `FROM backend.${table} `;
const ADJUSTMENTS = `(VALUES ('COMMISSION', 'SHOP'), ('COMMISSION_VAT', 'SHOP'), ('DELIVERY_FEE', 'CUSTOMER')) AS a (kind, funder)`;

/**
 * What had happened in a marketplace of this size before: orders, most of them paid, with all that belongs to them, and
 * carts. Without it
 * the first plans of the database would be made for empty tables.
 */
export const HISTORY = [
  `INSERT INTO backend.orders (id, number, guest_hash, status, payment_status, contact_name, contact_phone, province, town,
     landmark, delivery_phone, goods_total, delivery_total, total, currency, expires_at, created_at)
   SELECT uuidv7(), 'PK-' || n, md5('guest' || n / 2), 'CONFIRMED', 'PAID', 'Chanda Mwila', '+260966123456', 'Lusaka', 'Lusaka',
     'Market', '+260966123456', v.price, 2500, v.price + 2500, 'ZMW', now() - n * interval '2 minutes', now() - n * interval '2 minutes'
   FROM generate_series(1, ${ORDERS}) n
   JOIN (SELECT row_number() OVER () AS n, price FROM backend.variants LIMIT ${ORDERS}) v USING (n)`,
  `INSERT INTO backend.shop_orders (id, order_id, shop_id, shop_name, status, goods_total, delivery_fee, total, currency)
   SELECT uuidv7(), o.id, s.id, s.name, 'CONFIRMED', o.goods_total, o.delivery_total, o.total, 'ZMW' ${past('orders o')}
   JOIN backend.shops s ON s.slug = 'bench-shop-' || (1 + hashtext(o.number) & 31)`,
  `INSERT INTO backend.order_lines
     (id, shop_order_id, variant_id, product_id, sku, title, quantity, unit_price, total, tax_amount, tax_rate)
   SELECT uuidv7(), s.id, uuidv7(), uuidv7(), 'BEN', 'Product', 1, s.goods_total, s.goods_total, s.goods_total * 4 / 29, 1600
   ${past('shop_orders s')}`,
  `INSERT INTO backend.order_adjustments (id, shop_order_id, line_id, kind, amount, funder, reason)
   SELECT uuidv7(), l.shop_order_id, l.id, a.kind, l.total / 20, a.funder, 'default' ${past('order_lines l')}, ${ADJUSTMENTS}`,
  `INSERT INTO backend.payments (id, order_id, status, amount, currency, captured_amount, captured_at)
   SELECT uuidv7(), o.id, 'CAPTURED', o.total, 'ZMW', o.total, o.created_at ${past('orders o')}`,
  `INSERT INTO backend.payment_attempts
     (id, payment_id, order_id, provider, method, reference, provider_transaction_id, state, amount, currency, sent_at)
   SELECT uuidv7(), p.id, p.order_id, 'pawapay', 'MTN_MONEY', uuidv4()::text, uuidv4()::text, 'SUCCEEDED', p.amount, 'ZMW', now()
   ${past('payments p')}`,
  `INSERT INTO backend.transitions (machine, subject_id, seq, from_state, to_state, cause, actor)
   SELECT m.machine, m.id, t.seq, t.from_state, t.to_state, 'history', 'system:bench'
   FROM (SELECT 'order' AS machine, id ${past('orders')} UNION ALL SELECT 'shop_order', id ${past('shop_orders')}
         UNION ALL SELECT 'payment', id ${past('payments')} UNION ALL SELECT 'attempt', id ${past('payment_attempts')}) m,
        (VALUES (1, NULL, 'PENDING'), (2, 'PENDING', 'CONFIRMED')) AS t (seq, from_state, to_state)`,
  `INSERT INTO backend.stock_movements (variant_id, kind, quantity, key, actor)
   SELECT v.id, k.kind, 1, lower(k.kind) || ':' || uuidv7(), 'system:bench'
   FROM (SELECT id FROM backend.variants LIMIT ${ORDERS}) v, (VALUES ('HOLD'), ('SALE')) AS k (kind)`,
  `UPDATE backend.variants v SET available = available - 1, sold = sold + 1
   WHERE EXISTS (SELECT FROM backend.stock_movements m WHERE m.variant_id = v.id AND m.kind = 'SALE')`,
  `INSERT INTO backend.carts (id, guest_hash) SELECT uuidv7(), md5('cart' || n) FROM generate_series(1, ${CARTS}) n`,
  `INSERT INTO backend.cart_items (cart_id, variant_id, quantity)
   SELECT c.id, v.id, 1 ${past('carts c')}, LATERAL (SELECT id FROM backend.variants OFFSET hashtext(c.guest_hash) & 8191 LIMIT 3) v`,
  `UPDATE backend.orders SET status = 'PENDING', payment_status = 'PENDING', expires_at = now() + interval '20 minutes'
   WHERE hashtext(number) % ${UNPAID} = 0`,
  `UPDATE backend.payments p SET status = 'PENDING', captured_amount = 0, captured_at = NULL
   ${past('orders o')} WHERE o.id = p.order_id AND o.status = 'PENDING'`,
  `UPDATE backend.shop_orders s SET status = 'PENDING' ${past('orders o')} WHERE o.id = s.order_id AND o.status = 'PENDING'`,
  `UPDATE backend.payment_attempts a SET state = 'FAILED' ${past('orders o')} WHERE o.id = a.order_id AND o.status = 'PENDING'`,
  `INSERT INTO platform.outbox (id, kind, name, version, key, aggregate_id, actor, correlation_id, payload)
   SELECT uuidv7(), 'job', 'payments.follow_attempt', 1, 'follow:' || a.id, a.id, 'guest', uuidv7(), jsonb_build_object('attemptId', a.id)
   ${past('payment_attempts a')}`,
  `INSERT INTO platform.deliveries (message_id, handler, next_at, done_at)
   SELECT id, 'backend.PaymentsProcessor.follow', now(), now() FROM platform.outbox`,
  `INSERT INTO platform.idempotency (scope, key, fingerprint, state, status, response)
   SELECT 'POST /api/v1/orders ' || o.guest_hash, uuidv4(), sha256(o.number::bytea), 'DONE', 201, to_jsonb(o) ${past('orders o')}`,
  `INSERT INTO platform.inbox (id, source, dedupe_key, headers, raw, body_hash, processed_at)
   SELECT uuidv7(), 'pawapay', 'deposit:' || a.reference, '{}', convert_to(to_jsonb(a)::text, 'UTF8'), sha256(a.reference::bytea), now()
   ${past('payment_attempts a')}`,
  `INSERT INTO fraud.assessments (id, payment_id, order_id, score, decision, rules, ruleset)
   SELECT uuidv7(), p.id, p.order_id, 0, 'PASS', '{}', 'bench' ${past('payments p')}`,
  `INSERT INTO settlement.ledger_accounts (id, code, class, currency, normal_side)
   SELECT uuidv7(), 'bench:' || n, 'CONTROL', 'ZMW', 'DEBIT' FROM generate_series(1, ${ORDERS}) n`,
  `INSERT INTO settlement.ledger_transactions (id, key, kind, reference, occurred_at)
   SELECT a.id, a.code, 'CAPTURE', '{}', now() FROM settlement.ledger_accounts a`,
  `INSERT INTO settlement.ledger_entries (transaction_id, account_id, direction, amount, currency)
   SELECT a.id, a.id, d.direction, 1, 'ZMW' FROM settlement.ledger_accounts a, (VALUES ('DEBIT'), ('CREDIT')) AS d (direction)`,
  `INSERT INTO settlement.ledger_balances (account_id, debits, credits) SELECT id, 1, 1 FROM settlement.ledger_accounts`,
  `INSERT INTO settlement.settlements (shop_order_id, order_id, shop_id, state, amount, currency, goods, delivery_fee)
   SELECT s.id, s.order_id, s.shop_id, 'HELD', s.total, 'ZMW', s.goods_total, s.delivery_fee ${past('shop_orders s')}`,
];
