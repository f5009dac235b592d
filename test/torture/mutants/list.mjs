/**
 * Mistakes that good engineers make, each made on purpose in a copy of the built marketplace.
 *
 * @typedef {object} Mutant
 * @property {string} name
 * @property {string} [file] under dist
 * @property {string} [from] occurs exactly once
 * @property {string} [to]
 * @property {string} [sql] changes the database, too or instead
 */

/** @type {readonly Mutant[]} */
export const MUTANTS = [
  {
    name: 'work that Redis lost is not handed out again',
    file: 'libs/platform/work/relay.js',
    from: 'const VISIBILITY_SECONDS = 3;',
    to: 'const VISIBILITY_SECONDS = 86_400;',
  },
  {
    name: 'each try has a new key at the provider',
    file: 'libs/backend/payments/adapters/pawapay/pawapay.adapter.js',
    from: 'depositId: attempt.reference,',
    to: 'depositId: randomUUID(),',
  },
  {
    name: 'a time-out counts as never sent',
    file: 'libs/backend/payments/payments.sender.js',
    from: '!sent.sent && isNew',
    to: 'isNew',
  },
  {
    name: 'a move does not look where it comes from',
    file: 'libs/backend/transitions.js',
    from: 'AND t.${state} = ANY(${from})',
    to: 'AND ${from}::text[] IS NOT NULL',
  },
  {
    name: 'stock is taken whether it is there or not',
    file: 'libs/backend/products/products.stock.js',
    from: 'WHERE coalesce(l.available, 0) < w.quantity)',
    to: 'WHERE coalesce(l.available, 0) < 0)',
  },
  {
    name: 'a cause is posted as often as it is told',
    file: 'libs/settlement/ledger.service.js',
    from: 'SELECT c.id, c.key, c.kind',
    to: "SELECT c.id, c.key || ':' || c.id, c.kind",
  },
  {
    name: 'callbacks are believed without their signature',
    file: 'libs/backend/payments/payments.callbacks.js',
    from: 'check(await this.verifyPawapay(webhook));',
    to: '',
  },
  {
    name: 'a vendor sees the orders of every shop',
    file: 'libs/backend/orders/orders.scope.js',
    from: 's.shop_id = ANY(${shops}::uuid[])',
    to: 'true',
  },
  {
    name: 'each try of a refund has a new id',
    file: 'libs/backend/refunds/adapters/pawapay/pawapay.refunds.adapter.js',
    from: 'refundId: reference,',
    to: 'refundId: crypto.randomUUID(),',
  },
  {
    name: 'each try of a payout has a new id',
    file: 'libs/settlement/adapters/pawapay/pawapay.adapter.js',
    from: 'payoutId: reference,',
    to: 'payoutId: crypto.randomUUID(),',
  },
  {
    name: 'any PIN will do',
    file: 'libs/backend/delivery/delivery.pins.js',
    from: 'return sameSecret(pin, this.of(ref));',
    to: 'return true;',
  },
  {
    name: 'tries of a PIN are not counted',
    file: 'libs/backend/delivery/delivery.proof.js',
    from: 'SET pin_tries = pin_tries + 1',
    to: 'SET pin_tries = pin_tries',
  },
  {
    name: 'money is released although it is disputed',
    file: 'libs/settlement/settlement.record.js',
    from: 'release_at <= now() AND released_at IS NULL AND disputes = 0',
    to: 'release_at <= now() AND released_at IS NULL',
  },
  {
    name: 'money is released before its time',
    file: 'libs/settlement/settlement.record.js',
    from: 'release_at <= now() AND released_at IS NULL',
    to: 'released_at IS NULL',
    // The code alone would only be refused.
    sql: 'ALTER TABLE settlement.settlements DROP CONSTRAINT settlements_release_check',
  },
  {
    name: 'disputed money is paid out',
    file: 'libs/settlement/payouts.selection.js',
    from: ' AND NOT e.frozen',
    to: '',
  },
  {
    name: 'a payout that failed keeps its earnings',
    file: 'libs/settlement/payouts.flow.js',
    from: 'SET live = false WHERE payout_id',
    to: 'SET live = live WHERE payout_id',
  },
  {
    name: 'a payout that the provider does not know yet has failed',
    file: 'libs/settlement/payouts.rules.js',
    from: '(secondsSinceSent ?? 0) < notFoundSeconds',
    to: 'false',
  },
  {
    name: 'more is refunded than was paid',
    sql: `DROP TRIGGER take_refund ON backend.refunds; DROP TRIGGER take_refund_line ON backend.refund_lines`,
  },
];
