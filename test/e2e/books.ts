import type pg from 'pg';
import type { Books } from './sandbox.js';

/** A connection or several. */
type Reader = Pick<pg.Pool, 'query'>;

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
async function booked(db: Reader): Promise<Sums> {
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
async function undecided(db: Reader): Promise<Set<string>> {
  const { rows } = await db.query<{ key: string }>(`
    SELECT a.provider || ' ' || a.reference AS key FROM backend.payment_attempts a
    JOIN backend.payment_breaks b ON b.attempt_id = a.id AND b.kind = 'AMOUNT_MISMATCH' AND b.state <> 'RESOLVED'
    WHERE a.state = 'UNKNOWN'`);
  return new Set(rows.map(({ key }) => key));
}

/** INV-05, both directions: each ngwee that a provider took is in our ledger under the same reference, and no other. */
export async function differences(db: Reader, books: Books): Promise<string[]> {
  const [theirs, ours, open] = [taken(books), await booked(db), await undecided(db)];
  const keys = new Set([...theirs.keys(), ...ours.keys()]);
  const differing = [...keys].filter((key) => !open.has(key) && (theirs.get(key) ?? 0) !== (ours.get(key) ?? 0));
  return [
    ...differing.map(
      (key) => `INV-05 ${key}: the provider took ${theirs.get(key) ?? 0}, our ledger says ${ours.get(key) ?? 0}`,
    ),
    ...(await chargedTwice(db, theirs)),
    ...(await givenAway(db, books)),
    ...(await balanceDrift(db, books, open)),
  ];
}

/** What the providers paid to people, by provider, kind and reference: of cards by theirs, since they keep none of ours. */
function givenByThem({ pawapay, flutterwave }: Books): Sums {
  const sums: Sums = new Map();
  for (const { kind, reference, amount, status } of pawapay.operations) {
    if (kind !== 'deposit' && status === 'COMPLETED') add(sums, `pawapay ${kind} ${reference}`, amount);
  }
  for (const { reference, amount, status } of flutterwave.transfers) {
    if (status === 'SUCCESSFUL') add(sums, `flutterwave payout ${reference}`, amount);
  }
  for (const { id, transactionId, amount } of flutterwave.refunds) {
    add(sums, `flutterwave refund ${id} of ${transactionId}`, amount);
  }
  return sums;
}

/**
 * What we say that the providers paid: what we ended so, unless they told us the opposite later and we wrote that down, or
 * people have found out.
 */
async function givenByUs(db: Reader): Promise<Sums> {
  const { rows } = await db.query<{ key: string; amount: string }>(`
    SELECT provider || CASE route WHEN 'SAME_RAIL' THEN ' refund ' ELSE ' payout ' END || CASE provider
        WHEN 'flutterwave' THEN coalesce(provider_refund_id, 'without an id, ' || reference) || ' of ' || source
        ELSE reference END AS key, amount
    FROM backend.refund_attempts a WHERE coalesce((
      SELECT b.kind = 'REFUND_LATE_SUCCESS' FROM backend.payment_breaks b
      WHERE b.provider = a.provider AND b.reference = a.reference AND b.kind IN ('REFUND_LATE_SUCCESS', 'REFUND_REVERSED')
      ORDER BY b.id DESC LIMIT 1), a.state = 'COMPLETED')
    UNION ALL
    SELECT p.provider || ' payout ' || p.reference, p.amount FROM settlement.payouts p WHERE coalesce((
      SELECT CASE b.state WHEN 'RESOLVED' THEN b.outcome IN ('PAID', 'LOST') ELSE b.kind = 'LATE_SUCCESS' END
      FROM settlement.payout_breaks b
      WHERE b.payout_id = p.id AND b.kind IN ('LATE_SUCCESS', 'LATE_FAILURE')
      ORDER BY b.id DESC LIMIT 1), p.state = 'COMPLETED')`);
  return new Map(rows.map(({ key, amount }) => [key, Number(amount)]));
}

/** INV-07 and INV-19: every refund and payout that a provider made is one that we know as done, and the other way round. */
async function givenAway(db: Reader, books: Books): Promise<string[]> {
  const [theirs, ours] = [givenByThem(books), await givenByUs(db)];
  return [...new Set([...theirs.keys(), ...ours.keys()])]
    .filter((key) => (theirs.get(key) ?? 0) !== (ours.get(key) ?? 0))
    .map(
      (key) =>
        `${key.includes(' refund ') ? 'INV-19' : 'INV-07'} ${key}: the provider paid ${theirs.get(key) ?? 0}, we say ${ours.get(key) ?? 0}`,
    );
}

/**
 * INV-02: what the books say that a provider holds for us is what came in there without what went out, but for what people
 * still have to decide about. Fees and transfers to the bank come from statements.
 */
async function balanceDrift(db: Reader, books: Books, open: ReadonlySet<string>): Promise<string[]> {
  const { rows } = await db.query<{ provider: string; balance: string }>(`
    SELECT provider, sum(amount) AS balance FROM (
      SELECT split_part(a.code, ':', 2) AS provider, CASE e.direction WHEN 'DEBIT' THEN e.amount ELSE -e.amount END AS amount
      FROM settlement.ledger_entries e
      JOIN settlement.ledger_accounts a ON a.id = e.account_id AND a.code LIKE 'provider:%'
      JOIN settlement.ledger_transactions t ON t.id = e.transaction_id AND t.kind NOT IN ('FEE', 'BANK_SENT')
      UNION ALL
      SELECT provider, amount FROM backend.payment_breaks WHERE kind = 'REFUND_REVERSED' AND state <> 'RESOLVED') s
    GROUP BY 1`);
  const ours: Sums = new Map(rows.map(({ provider, balance }) => [provider, Number(balance)]));
  for (const [key, amount] of taken(books)) if (!open.has(key)) add(ours, key.split(' ')[0]!, -amount);
  for (const [key, amount] of givenByThem(books)) add(ours, key.split(' ')[0]!, amount);
  return [...ours]
    .filter(([, drift]) => drift !== 0)
    .map(([provider, drift]) => `INV-02 the books differ by ${drift} from what ${provider} holds`);
}

/** INV-06 from the provider's side: more than the price of an order was taken only where we know that we owe it back. */
async function chargedTwice(db: Reader, theirs: Sums): Promise<string[]> {
  const { rows } = await db.query<{ key: string; order: string; total: string; surplus: string }>(`
    SELECT a.provider || ' ' || a.reference AS key, o.number AS "order", o.total,
      coalesce((SELECT sum(b.amount) FROM backend.payment_breaks b
                WHERE b.payment_id = a.payment_id AND b.state IN ('REFUND_DUE', 'RESOLVED')
                  AND b.kind IN ('LATE_SUCCESS', 'DOUBLE_SUCCESS', 'OVERPAYMENT', 'UNDERPAYMENT')), 0) AS surplus
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
