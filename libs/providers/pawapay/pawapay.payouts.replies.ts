import { type HttpResult, isSuccess, unknownOf } from '../http.js';
import { asArray, asObject, asText, type JsonObject } from '../json.js';
import { toNgwee } from '../money.js';
import { type Failed, type Lookup, type Outcome, succeeded, type Unknown, unknown } from '../outcome.js';
import { toFailure } from './pawapay.failures.js';
import { type PawapayPayout, toPayout } from './pawapay.payouts.wire.js';

/** pawaPay has taken the payout up; the amount is reserved in the wallet and a callback will follow. */
export interface PayoutAccepted {
  payoutId: string;
}

/** A wallet with pawaPay: one per country unless an operator is named. */
export interface PawapayWallet {
  country: string;
  currency: string;
  operator: string | null;
  /** Ngwee. */
  balance: number;
}

/** What came of a bulk request: an outcome for each payout, or a refusal of the whole, of which nothing was taken. */
export type BulkOutcome =
  { kind: 'lines'; lines: ReadonlyMap<string, Outcome<PayoutAccepted>> } | (Failed & { whole: true }) | Unknown;

/** Reads the reply to one payout, by the rules of a deposit's: only a word about our id counts. */
export function toPayoutOutcome(result: HttpResult, payoutId: string): Outcome<PayoutAccepted> {
  const body = result.ok && (result.status === 400 || isSuccess(result)) ? asObject(result.json) : undefined;
  if (!body) return unknownOf(result);
  return toLine(body, payoutId, isSuccess(result)) ?? unknownOf(result);
}

/**
 * Reads the reply to a bulk request: an array with one word per payout, found by its id and never by its place. A single
 * object with HTTP 400 refuses the whole. A payout that the reply does not name is unknown.
 */
export function toBulkOutcome(result: HttpResult, payoutIds: readonly string[]): BulkOutcome {
  if (!result.ok) return unknownOf(result);
  const rows = isSuccess(result) ? asArray(result.json) : undefined;
  if (!rows) {
    const failure = result.status === 400 ? toFailure(result.json) : undefined;
    return failure ? { kind: 'failed', ...failure, sent: true, whole: true } : unknownOf(result);
  }
  const named = new Map(rows.flatMap((row) => nameOf(asObject(row))));
  const lines = payoutIds.map((id): [string, Outcome<PayoutAccepted>] => {
    const row = named.get(id.toLowerCase());
    return [id, (row && toLine(row, id, true)) ?? unknown('unreadable', 'The reply does not speak of this payout')];
  });
  return { kind: 'lines', lines: new Map(lines) };
}

/** Reads the reply to a status request; see the deposit's. */
export function toPayoutLookup(result: HttpResult, payoutId: string): Lookup<PawapayPayout> {
  if (!isSuccess(result)) return unknownOf(result);
  const body = asObject(result.json);
  if (body?.['status'] === 'NOT_FOUND') return { kind: 'notFound' };
  const payout = body?.['status'] === 'FOUND' ? toPayout(body['data']) : null;
  if (!payout) return unknownOf(result);
  if (payout.payoutId !== payoutId.toLowerCase()) return unknown('mismatch', 'The reply names another payout');
  if (payout.standing === 'succeeded' && (payout.amount === null || payout.currency === null)) {
    return unknown('unreadable', 'Completed without a readable amount');
  }
  return { kind: 'found', value: payout };
}

/** Reads the reply to a cancellation. Accepted is a promise: the payout is failed only when its status says so. */
export function toCancelOutcome(result: HttpResult, payoutId: string): Outcome<PayoutAccepted> {
  return toPayoutOutcome(result, payoutId);
}

/** Reads the wallets; one whose balance is unreadable makes the answer useless. */
export function toWallets(body: unknown): PawapayWallet[] | null {
  const rows = asArray(asObject(body)?.['balances']);
  if (!rows) return null;
  const wallets = rows.map((row) => {
    const wallet = asObject(row);
    const [country, currency] = [asText(wallet?.['country']), asText(wallet?.['currency'])];
    const balance = toNgwee(wallet?.['balance']);
    if (!country || !currency || balance === null) return null;
    return { country, currency, operator: asText(wallet?.['provider']) ?? null, balance };
  });
  return wallets.every((wallet) => wallet !== null) ? wallets : null;
}

const nameOf = (row: JsonObject | undefined): [string, JsonObject][] => {
  const id = asText(row?.['payoutId'])?.toLowerCase();
  return row && id ? [[id, row]] : [];
};

function toLine(body: JsonObject, payoutId: string, isOk: boolean): Outcome<PayoutAccepted> | undefined {
  const named = body['payoutId'];
  const isOurs = named === undefined || named === null || asText(named)?.toLowerCase() === payoutId.toLowerCase();
  if (!isOurs) return unknown('mismatch', 'The reply names another payout');
  if (body['status'] === 'REJECTED') {
    const failure = toFailure(body);
    if (!failure) return unknown('unreadable', 'Rejected without a reason');
    if (failure.code === 'UNKNOWN_ERROR') return unknown('server-error', failure.code);
    return { kind: 'failed', ...failure, sent: true };
  }
  if (!isOk) return undefined;
  if (body['status'] === 'DUPLICATE_IGNORED') return unknown('duplicate', 'DUPLICATE_IGNORED');
  return body['status'] === 'ACCEPTED' ? succeeded({ payoutId }) : undefined;
}
