import { type HttpResult, isSuccess, unknownOf } from '../http.js';
import { asArray, asObject } from '../json.js';
import type { Currency } from '../money.js';
import { type Answer, type CallOptions, type Lookup, type Outcome, succeeded, unknown } from '../outcome.js';
import { FlutterwaveClient } from './flutterwave.client.js';
import { toOutcome } from './flutterwave.replies.js';
import { type TransferInput, toTransferRequest } from './flutterwave.transfers.requests.js';
import {
  type FlutterwaveBalance,
  type FlutterwaveTransfer,
  isReadableTransfer,
  toBalance,
  toTransfer,
} from './flutterwave.transfers.wire.js';

/** Flutterwave with what leaves the wallet. https://developer.flutterwave.com/docs/payout-outflow/introduction */
export class FlutterwaveTransferClient extends FlutterwaveClient {
  /**
   * Sends money out. What a second request under a known reference does is not documented: a reference is sent once, and
   * after an unknown outcome it is looked up.
   */
  async transfer(input: TransferInput, options: CallOptions = {}): Promise<Outcome<{ id: string }>> {
    const request = toTransferRequest(input);
    if ('kind' in request) return request;
    return toOutcome(await this.post('transfer', '/transfers', request, options), (body) => {
      const transfer = toTransfer(body['data']);
      return transfer?.reference === input.reference ? { id: transfer.id } : undefined;
    });
  }

  /**
   * Asks by our reference. Should there be several under it, one that succeeded speaks for all, then one that is under
   * way: a failed one ends nothing while another may still be paid.
   */
  async transferByReference(reference: string, options: CallOptions = {}): Promise<Lookup<FlutterwaveTransfer>> {
    const call = { operation: 'transferByReference', method: 'GET', path: '/transfers' } as const;
    return toTransferLookup(await this.http.call({ ...options, ...call, query: { reference } }), reference);
  }

  /** What is in our wallet of a currency. */
  async balance(currency: Currency = 'ZMW', options: CallOptions = {}): Promise<Answer<FlutterwaveBalance>> {
    const call = { operation: 'balance', method: 'GET', path: `/balances/${currency}` } as const;
    const result = await this.http.call({ ...options, ...call });
    const balance = isSuccess(result) ? toBalance(asObject(result.json)?.['data']) : null;
    if (balance === null) return unknownOf(result);
    return balance.currency === currency ? succeeded(balance) : unknown('mismatch', 'The balance of another wallet');
  }
}

const WEIGHT = { succeeded: 0, unrecognised: 1, pending: 2, failed: 3 } as const;

/** One unreadable entry makes the list worthless: it could be a success. */
function toTransferLookup(result: HttpResult, reference: string): Lookup<FlutterwaveTransfer> {
  const body = isSuccess(result) ? asObject(result.json) : undefined;
  const rows = body?.['status'] === 'success' ? asArray(body['data']) : undefined;
  if (!rows) return unknownOf(result);
  const transfers = rows.map(toTransfer);
  if (!transfers.every((row) => row !== null && isReadableTransfer(row)))
    return unknown('unreadable', 'An entry of the list');
  const own = (transfers as FlutterwaveTransfer[]).filter((row) => row.reference === reference);
  if (own.length === 0 && rows.length > 0) return unknown('mismatch', 'The list is about other transfers');
  const [first] = own.toSorted((a, b) => WEIGHT[a.standing] - WEIGHT[b.standing]);
  return first ? { kind: 'found', value: first } : { kind: 'notFound' };
}
