import type pg from 'pg';
import type { Books } from './sandbox.js';

/** Ngwee by `provider reference`. */
type Sums = Map<string, number>;

const add = (sums: Sums, key: string, amount: number): Sums => sums.set(key, (sums.get(key) ?? 0) + amount);

/** What the providers took, by our reference. */
function taken({ pawapay, flutterwave }: Books): Sums {
  const sums: Sums = new Map();
  for (const { kind, reference, amount, status } of pawapay.operations) {
    if (kind === 'deposit' && status === 'COMPLETED') add(sums, `pawapay ${reference}`, amount);
  }
  for (const { reference, amount, status } of flutterwave.transactions) {
    if (status === 'successful') add(sums, `flutterwave ${reference}`, amount);
  }
  return sums;
}

/** What our ledger says that the providers have, by reference. */
async function booked(db: pg.Pool): Promise<Sums> {
  const { rows } = await db.query<{ key: string; amount: string }>(`
    SELECT split_part(acc.code, ':', 2) || ' ' || coalesce(a.reference, 'without an attempt') AS key,
           sum(CASE e.direction WHEN 'DEBIT' THEN e.amount ELSE -e.amount END) AS amount
    FROM settlement.ledger_entries e
    JOIN settlement.ledger_accounts acc ON acc.id = e.account_id AND acc.code LIKE 'provider:%'
    JOIN settlement.ledger_transactions t ON t.id = e.transaction_id AND t.kind IN ('CAPTURE', 'SURPLUS')
    LEFT JOIN backend.payment_attempts a ON a.id = (t.reference ->> 'attemptId')::uuid
    GROUP BY 1`);
  return new Map(rows.map(({ key, amount }) => [key, Number(amount)]));
}

/** References of open attempts about whose amount a person has to decide: not in the ledger yet, by design. */
async function undecided(db: pg.Pool): Promise<Set<string>> {
  const { rows } = await db.query<{ key: string }>(`
    SELECT a.provider || ' ' || a.reference AS key FROM backend.payment_attempts a
    JOIN backend.payment_breaks b ON b.attempt_id = a.id AND b.kind = 'AMOUNT_MISMATCH' AND b.state = 'OPEN'
    WHERE a.state = 'UNKNOWN'`);
  return new Set(rows.map(({ key }) => key));
}

/** INV-05, both directions: each ngwee that a provider took is in our ledger under the same reference, and no other. */
export async function differences(db: pg.Pool, books: Books): Promise<string[]> {
  const [theirs, ours, open] = [taken(books), await booked(db), await undecided(db)];
  const keys = new Set([...theirs.keys(), ...ours.keys()]);
  const differing = [...keys].filter((key) => !open.has(key) && (theirs.get(key) ?? 0) !== (ours.get(key) ?? 0));
  return [
    ...differing.map(
      (key) => `INV-05 ${key}: the provider took ${theirs.get(key) ?? 0}, our ledger says ${ours.get(key) ?? 0}`,
    ),
    ...(await chargedTwice(db, theirs)),
    ...(await givenAway(db, books)),
    ...(await balanceDrift(db, books)),
  ];
}

/** What the providers paid to people, by provider, kind and our reference; refunds of cards have none. */
function givenByThem({ pawapay, flutterwave }: Books): Sums {
  const sums: Sums = new Map();
  for (const { kind, reference, amount, status } of pawapay.operations) {
    if (kind !== 'deposit' && status === 'COMPLETED') add(sums, `pawapay ${kind} ${reference}`, amount);
  }
  for (const { reference, amount, status } of flutterwave.transfers) {
    if (status === 'SUCCESSFUL') add(sums, `flutterwave payout ${reference}`, amount);
  }
  return sums;
}

/** INV-07 and INV-19: every refund and payout that the provider made is one that we know as done, and the other way round. */
async function givenAway(db: pg.Pool, books: Books): Promise<string[]> {
  const { rows } = await db.query<{ key: string; amount: string }>(`
    SELECT provider || CASE route WHEN 'SAME_RAIL' THEN ' refund ' ELSE ' payout ' END || reference AS key, amount
    FROM backend.refund_attempts WHERE provider = 'pawapay' AND state = 'COMPLETED'
    UNION ALL
    SELECT p.provider || ' payout ' || p.reference, p.amount FROM settlement.payouts p
    WHERE (p.state = 'COMPLETED') <> EXISTS (
      SELECT FROM settlement.payout_breaks b WHERE b.payout_id = p.id AND b.kind IN ('LATE_SUCCESS', 'LATE_FAILURE'))`);
  const ours: Sums = new Map(rows.map(({ key, amount }) => [key, Number(amount)]));
  const theirs = givenByThem(books);
  return [...new Set([...theirs.keys(), ...ours.keys()])]
    .filter((key) => (theirs.get(key) ?? 0) !== (ours.get(key) ?? 0))
    .map(
      (key) =>
        `${key.includes(' refund ') ? 'INV-19' : 'INV-07'} ${key}: the provider paid ${theirs.get(key) ?? 0}, we say ${ours.get(key) ?? 0}`,
    );
}

/** INV-02: what the books say that pawaPay holds for us is what came in there without what went out. */
async function balanceDrift(db: pg.Pool, books: Books): Promise<string[]> {
  const { rows } = await db.query<{ balance: string }>(`
    SELECT coalesce(sum(CASE e.direction WHEN 'DEBIT' THEN e.amount ELSE -e.amount END), 0) AS balance
    FROM settlement.ledger_entries e JOIN settlement.ledger_accounts a ON a.id = e.account_id
    JOIN settlement.ledger_transactions t ON t.id = e.transaction_id
    WHERE a.code = 'provider:pawapay:ZMW' AND t.kind NOT IN ('FEE', 'BANK_SENT')`);
  const sum = (sums: Iterable<number>): number => [...sums].reduce((total, amount) => total + amount, 0);
  const atPawapay = (sums: Sums) => [...sums].filter(([key]) => key.startsWith('pawapay ')).map(([, amount]) => amount);
  const expected = sum(atPawapay(taken(books))) - sum(atPawapay(givenByThem(books)));
  const open = await undecided(db);
  const drift = Number(rows[0]!.balance) - expected;
  return drift === 0 || open.size > 0 ? [] : [`INV-02 the books differ by ${drift} from what pawaPay holds`];
}

/** INV-06 from the provider's side: more than the price of an order was taken only where we know that we owe it back. */
async function chargedTwice(db: pg.Pool, theirs: Sums): Promise<string[]> {
  const { rows } = await db.query<{ key: string; order: string; total: string; surplus: string }>(`
    SELECT a.provider || ' ' || a.reference AS key, o.number AS "order", o.total,
      coalesce((SELECT sum(b.amount) FROM backend.payment_breaks b
                WHERE b.payment_id = a.payment_id AND b.state IN ('REFUND_DUE', 'RESOLVED')
                  AND b.kind IN ('LATE_SUCCESS', 'DOUBLE_SUCCESS', 'OVERPAYMENT')), 0) AS surplus
    FROM backend.payment_attempts a JOIN backend.orders o ON o.id = a.order_id`);
  const orders = new Map<string, { paid: number; allowed: number }>();
  for (const { key, order, total, surplus } of rows) {
    const known = orders.get(order) ?? { paid: 0, allowed: Number(total) + Number(surplus) };
    orders.set(order, { ...known, paid: known.paid + (theirs.get(key) ?? 0) });
  }
  return [...orders]
    .filter(([, { paid, allowed }]) => paid > allowed)
    .map(([order, { paid, allowed }]) => `INV-06 ${order} was charged ${paid}, at most ${allowed} is explained`);
}
