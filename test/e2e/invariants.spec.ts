import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { differences } from './books.js';
import { MUST_BE_EMPTY } from './invariants.queries.js';
import { DISPUTED_MONEY } from './invariants.disputes.js';
import type { Books } from './sandbox.js';

const BEFORE = '2026-11-02T08:00:00.000Z';
const HEARD = '2026-11-02T09:00:00.000Z';
const DURING = '2026-11-02T10:00:00.000Z';
const ENDED = '2026-11-02T11:00:00.000Z';
const AFTER = '2026-11-02T12:00:00.000Z';

/** A check that never fires proves nothing: each is shown rows that somebody has written past the code. */
const db = new pg.Client({ connectionString: process.env.DATABASE_URL });
const insert = (table: string, row: Record<string, unknown>) => {
  const names = Object.keys(row);
  const places = names.map((_, i) => `$${i + 1}`);
  return db.query(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places.join(', ')})`, Object.values(row));
};

beforeAll(async () => {
  await db.connect();
  await db.query("SET session_replication_role = 'replica'"); // no triggers, no foreign keys
});
beforeEach(() => db.query('BEGIN'));
afterEach(() => db.query('ROLLBACK'));
afterAll(() => db.end());

describe('the checks that nothing is paid in dispute', () => {
  const [dispute, shopOrder, order, shop, payout, earning] = Array.from({ length: 6 }, () => randomUUID());
  const names = Object.keys(DISPUTED_MONEY);
  const [released, taken, both, frozen] = names;

  /** The checks that find something. */
  async function broken(): Promise<string[]> {
    const found: string[] = [];
    for (const [name, query] of Object.entries(DISPUTED_MONEY)) {
      if ((await db.query(query)).rows.length > 0) found.push(name);
    }
    return found;
  }

  async function heard(name: string, at: string): Promise<void> {
    const id = randomUUID();
    const payload = { disputeId: dispute, shopOrderId: shopOrder };
    const message = { id, kind: 'event', name, version: 1, aggregate_id: shopOrder, actor: 'test', correlation_id: id };
    await insert('platform.outbox', { ...message, payload });
    await insert('platform.deliveries', {
      message_id: id,
      handler: 'settlement.SettlementProcessor.heard',
      done_at: at,
    });
  }

  /** A dispute that settlement heard of at nine, and whose end it heard at eleven. */
  async function disputed(isOver: boolean): Promise<void> {
    const end = isOver
      ? { state: 'REJECTED', decision: 'The handle is whole.', decided_by: 'user:support', closed_at: ENDED }
      : {};
    const about = { shop_order_id: shopOrder, order_id: order, shop_id: shop };
    await insert('backend.disputes', { id: dispute, ...about, reason: 'DAMAGED', complaint: 'Look at it.', ...end });
    await insert('settlement.disputes', { id: dispute, shop_order_id: shopOrder, is_closed: isOver });
    const money = { state: isOver ? 'RELEASABLE' : 'FROZEN', amount: 9_000, goods: 9_000, currency: 'ZMW' };
    const times = { delivered_at: BEFORE, release_at: BEFORE };
    await insert('settlement.settlements', { ...about, ...money, ...times, disputes: isOver ? 0 : 1 });
    await heard('disputes.opened', HEARD);
    if (isOver) await heard('disputes.closed', ENDED);
  }

  /** The money of the shop order was released. */
  async function release(at: string, frozenNow: boolean): Promise<void> {
    const key = `release:${shopOrder}`;
    await insert('settlement.ledger_transactions', {
      ...{ id: randomUUID(), key, kind: 'RELEASE', reference: {}, occurred_at: at, posted_at: at },
    });
    await insert('settlement.earnings', {
      ...{ id: earning, payee_kind: 'SHOP', payee_id: shop, kind: 'RELEASE', amount: 9_000, currency: 'ZMW' },
      ...{ shop_order_id: shopOrder, cause: key, available_at: at, frozen: frozenNow },
    });
  }

  /** A payout has taken it. */
  async function payOut(at: string): Promise<void> {
    const to = {
      payee_kind: 'SHOP',
      payee_id: shop,
      rail: 'MOBILE_MONEY',
      network: 'MTN_MOMO_ZMB',
      provider: 'pawapay',
    };
    await insert('settlement.payouts', {
      ...{ id: payout, batch_id: randomUUID(), state: 'RESERVED', amount: 9_000, currency: 'ZMW', ...to },
      ...{ destination: 'sealed', masked: '097*****', reference: payout, created_at: at },
    });
    await insert('settlement.payout_items', { payout_id: payout, earning_id: earning, amount: 9_000 });
  }

  it('are among those that the suites and the storm ask', () => {
    expect(names).toHaveLength(4);
    expect(MUST_BE_EMPTY).toMatchObject(DISPUTED_MONEY);
  });

  it('find nothing where all went well', async () => {
    await disputed(true);
    await release(AFTER, false);
    await payOut(AFTER);
    expect(await broken()).toEqual([]);
  });

  it('find nothing where money was released and paid before anybody could know', async () => {
    await disputed(false);
    await release(BEFORE, true);
    await payOut(BEFORE);
    expect(await broken()).toEqual([]);
  });

  it('find money released during a dispute, whether it is over now or stands', async () => {
    await disputed(true);
    await release(DURING, false);
    expect(await broken()).toEqual([released]);
    await db.query('UPDATE settlement.ledger_transactions SET posted_at = $1', [AFTER]);
    expect(await broken()).toEqual([]);
    await db.query(`DELETE FROM platform.deliveries d USING platform.outbox m WHERE m.id = d.message_id
                    AND m.name = 'disputes.closed'`);
    expect(await broken()).toEqual([released]);
  });

  it('find a reserve released during a dispute', async () => {
    await disputed(true);
    await db.query('UPDATE settlement.settlements SET reserve_released_at = $1 WHERE shop_order_id = $2', [
      DURING,
      shopOrder,
    ]);
    expect(await broken()).toEqual([released]);
  });

  it('find disputed money in a payout', async () => {
    await disputed(false);
    await release(BEFORE, true);
    await payOut(DURING);
    expect(await broken()).toEqual([taken]);
  });

  it('find a dispute that only one side knows, or knows otherwise', async () => {
    await disputed(false);
    await db.query('UPDATE settlement.disputes SET is_closed = true');
    expect(await broken()).toEqual([both]);
    await db.query('DELETE FROM settlement.disputes');
    expect(await broken()).toEqual([both]);
    await insert('settlement.disputes', { id: dispute, shop_order_id: shopOrder });
    expect(await broken()).toEqual([]);
    await db.query(`UPDATE settlement.settlements SET disputes = 0, state = 'RELEASABLE'`);
    expect(await broken()).toEqual([both]);
    await db.query(`UPDATE settlement.settlements SET disputes = 1, state = 'FROZEN'`);
    await db.query('DELETE FROM backend.disputes');
    expect(await broken()).toEqual([both]);
  });

  it('find money that is not frozen though a dispute stands, and frozen though none does', async () => {
    await disputed(false);
    await release(BEFORE, false);
    expect(await broken()).toEqual([frozen]);
    await db.query('DELETE FROM platform.outbox');
    await db.query('DELETE FROM backend.disputes');
    await db.query('DELETE FROM settlement.disputes');
    await db.query(`UPDATE settlement.settlements SET disputes = 0, state = 'RELEASABLE'`);
    expect(await broken()).toEqual([]);
    await db.query('UPDATE settlement.earnings SET frozen = true');
    expect(await broken()).toEqual([frozen]);
    await db.query(`UPDATE settlement.settlements SET doubts = 1, state = 'FROZEN'`);
    expect(await broken()).toEqual([]);
  });
});

describe('the checks of what refunds give back', () => {
  const [shopOrder, order, shop, refund, line] = Array.from({ length: 5 }, () => randomUUID());
  const names = Object.keys(MUST_BE_EMPTY).filter((name) => /^INV-19 (the commission|a refund takes)/.test(name));
  const [commission, lines] = names;

  async function broken(): Promise<string[]> {
    const found: string[] = [];
    for (const name of names) if ((await db.query(MUST_BE_EMPTY[name]!)).rows.length > 0) found.push(name);
    return found;
  }

  it('find commission that is not that of the lines, and goods that come off no line', async () => {
    expect(names).toHaveLength(2);
    await insert('settlement.settlements', {
      ...{ shop_order_id: shopOrder, order_id: order, shop_id: shop, amount: 10_000, currency: 'ZMW', goods: 20_000 },
      ...{ commission: 2_000, refunded_goods: 10_000, commission_back: 2_000 },
    });
    await insert('backend.refunds', {
      ...{ id: refund, order_id: order, payment_id: randomUUID(), shop_order_id: shopOrder, shop_id: shop },
      ...{ key: randomUUID(), reason: 'STAFF', state: 'COMPLETED', goods: 10_000, amount: 10_000, currency: 'ZMW' },
      ...{ funder: 'PLATFORM', provider: 'pawapay', source: 'S', opened_by: 'system' },
    });
    expect(await broken()).toEqual([commission, lines]);
    const share = { refund_id: refund, line_id: line, amount: 10_000, commission: 2_000, commission_vat: 0 };
    await insert('backend.refund_shares', share);
    expect(await broken()).toEqual([]);
    await db.query('UPDATE settlement.settlements SET commission_back = 1_000');
    expect(await broken()).toEqual([commission]);
    // All goods are back, and the platform keeps some of it.
    await db.query(`
      UPDATE settlement.settlements
      SET commission_back = 2_000, commission = 2_100, refunded_goods = 20_000, amount = 0, state = 'REFUNDED'`);
    expect(await broken()).toEqual([commission]);
    await db.query('UPDATE backend.refund_shares SET amount = 9_999');
    expect(await broken()).toEqual([commission, lines]);
  });
});

describe("the comparison with the providers' books", () => {
  const TRANSACTION = 900_000_001;
  const [refund, second] = [500_000_001, 500_000_002];
  const books = (...refunds: readonly (readonly [id: number, transactionId: number, amount: number])[]): Books => ({
    pawapay: { operations: [] },
    flutterwave: {
      links: [],
      transactions: [],
      transfers: [],
      refunds: refunds.map(([id, transactionId, amount]) => ({ id, transactionId, amount })),
    },
    posts: [],
  });

  /** A card was refunded, says our table, and the ledger with it. */
  async function refunded(providerRefundId: number | null, amount: number, state = 'COMPLETED'): Promise<string> {
    const id = randomUUID();
    await insert('backend.refund_attempts', {
      ...{
        id,
        refund_id: randomUUID(),
        number: 1,
        route: 'SAME_RAIL',
        provider: 'flutterwave',
        amount,
        currency: 'ZMW',
      },
      ...{ source: String(TRANSACTION), reference: `pkr_${id}`, provider_refund_id: providerRefundId, state },
      ...{ sent_at: BEFORE, settled_at: AFTER, failure_code: state === 'FAILED' ? 'NO_TRACE' : null },
    });
    if (state === 'COMPLETED') await leave('flutterwave', amount);
    return id;
  }

  /** The ledger takes something out of a provider's wallet. */
  async function leave(provider: string, amount: number): Promise<void> {
    const [transaction_id, account] = [randomUUID(), randomUUID()];
    await db.query(
      `INSERT INTO settlement.ledger_accounts (id, code, class, currency, normal_side)
       VALUES ($1, $2, 'ASSET', 'ZMW', 'DEBIT') ON CONFLICT DO NOTHING`,
      [account, `provider:${provider}:ZMW`],
    );
    const posted = { id: transaction_id, key: randomUUID(), kind: 'REFUND_PAID', reference: {}, occurred_at: AFTER };
    await insert('settlement.ledger_transactions', posted);
    await db.query(
      `INSERT INTO settlement.ledger_entries (transaction_id, account_id, direction, amount, currency)
       SELECT $1, id, 'CREDIT', $2, 'ZMW' FROM settlement.ledger_accounts WHERE code = $3`,
      [transaction_id, amount, `provider:${provider}:ZMW`],
    );
  }

  const wrong = (given: number, ours: number, id: number | string = refund, of = TRANSACTION): string =>
    `INV-19 flutterwave refund ${id} of ${of}: the provider paid ${given}, we say ${ours}`;
  const drift = (amount: number, provider = 'flutterwave'): string =>
    `INV-02 the books differ by ${amount} from what ${provider} holds`;

  it('finds nothing where every refund of a card is one of ours', async () => {
    await refunded(refund, 4_000);
    await refunded(second, 1_000);
    expect(await differences(db, books([refund, TRANSACTION, 4_000], [second, TRANSACTION, 1_000]))).toEqual([]);
  });

  it('finds a card that was refunded twice', async () => {
    await refunded(refund, 4_000);
    const found = await differences(db, books([refund, TRANSACTION, 4_000], [second, TRANSACTION, 4_000]));
    expect(found).toEqual([wrong(4_000, 0, second), drift(4_000)]);
  });

  it('finds another amount and another transaction', async () => {
    await refunded(refund, 4_000);
    expect(await differences(db, books([refund, TRANSACTION, 4_001]))).toEqual([wrong(4_001, 4_000), drift(1)]);
    expect(await differences(db, books([refund, 7, 4_000]))).toEqual([wrong(4_000, 0, refund, 7), wrong(0, 4_000)]);
    // One refund of theirs for two tries of ours: the database keeps that away.
    await expect(refunded(refund, 4_000)).rejects.toMatchObject({ constraint: 'refund_attempts_provider_key' });
  });

  it('finds a refund that we call done and the provider never made', async () => {
    await refunded(refund, 4_000);
    expect(await differences(db, books())).toEqual([wrong(0, 4_000), drift(-4_000)]);
  });

  it('finds a refund that names none of theirs, and one that counts as failed and was made', async () => {
    const id = await refunded(null, 4_000);
    expect(await differences(db, books([refund, TRANSACTION, 4_000]))).toEqual([
      wrong(4_000, 0),
      wrong(0, 4_000, `without an id, pkr_${id}`),
    ]);
    await refunded(second, 1_000, 'FAILED');
    expect(await differences(db, books([second, TRANSACTION, 1_000]))).toContain(wrong(1_000, 0, second));
  });

  it('believes what the provider told last, where a break of ours says so', async () => {
    const told = async (attempt: string, kind: string) =>
      insert('backend.payment_breaks', {
        ...{ id: randomUUID(), kind, provider: 'flutterwave', reference: `pkr_${attempt}`, amount: 4_000 },
        ...{ currency: 'ZMW', detail: 'it says the opposite', state: 'OPEN' },
      });
    const late = await refunded(refund, 4_000, 'FAILED');
    await told(late, 'REFUND_LATE_SUCCESS');
    await leave('flutterwave', 4_000);
    const reversed = await refunded(second, 4_000);
    expect(await differences(db, books([refund, TRANSACTION, 4_000]))).toEqual([
      wrong(0, 4_000, second),
      drift(-4_000),
    ]);
    await told(reversed, 'REFUND_REVERSED');
    expect(await differences(db, books([refund, TRANSACTION, 4_000]))).toEqual([]);
  });

  it.each(['pawapay', 'flutterwave'])('finds money that left the wallet at %s in the books alone', async (provider) => {
    await leave(provider, 700);
    expect(await differences(db, books())).toEqual([drift(-700, provider)]);
  });
});
