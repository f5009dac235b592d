import type { Answer, CallOptions, Lookup, Outcome } from '../outcome.js';
import { refusedHere, succeeded } from '../outcome.js';
import { PawapayClient } from './pawapay.client.js';
import { ZAMBIA } from './pawapay.operators.js';
import {
  type BulkOutcome,
  type PawapayWallet,
  type PayoutAccepted,
  toBulkOutcome,
  toCancelOutcome,
  toPayoutLookup,
  toPayoutOutcome,
  toWallets,
} from './pawapay.payouts.replies.js';
import { MAX_BULK, type PayoutInput, toPayoutRequest } from './pawapay.payouts.requests.js';
import type { PawapayPayout } from './pawapay.payouts.wire.js';
import { UUID_V4 } from './pawapay.requests.js';
import { toAnswer } from './pawapay.replies.js';

/** pawaPay with what leaves the wallet: payouts, alone and in bulk. https://docs.pawapay.io/v2/docs/payouts */
export class PawapayPayoutClient extends PawapayClient {
  /**
   * Sends money to a wallet. Sent once; sending the same id again is safe (`unknown`, reason `duplicate`). A new payout
   * takes a new id, after a rejection too.
   */
  async payout(input: PayoutInput, options: CallOptions = {}): Promise<Outcome<PayoutAccepted>> {
    const request = toPayoutRequest(input);
    if ('kind' in request) return request;
    const call = { ...options, phone: input.phone, signed: true };
    return toPayoutOutcome(await this.post('payout', '/v2/payouts', request, call), input.payoutId);
  }

  /**
   * Sends up to twenty payouts in one request; each has its own outcome. What pawaPay would certainly refuse is left out
   * of the request, since one malformed payout makes it refuse all of them.
   */
  async payoutsInBulk(inputs: readonly PayoutInput[], options: CallOptions = {}): Promise<BulkOutcome> {
    if (inputs.length === 0 || inputs.length > MAX_BULK) {
      return { ...refusedHere('INVALID_INPUT', `A bulk has 1 to ${MAX_BULK} payouts`), whole: true };
    }
    const requests = inputs.map((input) => ({ id: input.payoutId, request: toPayoutRequest(input) }));
    const refused = requests.flatMap(({ id, request }) => ('kind' in request ? [[id, request] as const] : []));
    const good = requests.flatMap(({ request }) => ('kind' in request ? [] : [request]));
    if (good.length === 0) return { kind: 'lines', lines: new Map(refused) };
    const ids = good.map(({ payoutId }) => payoutId);
    const outcome = toBulkOutcome(
      await this.post('payoutsInBulk', '/v2/payouts/bulk', good, { ...options, signed: true }),
      ids,
    );
    if (outcome.kind !== 'lines' || refused.length === 0) return outcome;
    return { kind: 'lines', lines: new Map([...outcome.lines, ...refused]) };
  }

  /** Asks what became of a payout. */
  async payoutStatus(payoutId: string, options: CallOptions = {}): Promise<Lookup<PawapayPayout>> {
    const path = `/v2/payouts/${encodeURIComponent(payoutId)}`;
    const result = await this.http.call({ ...options, operation: 'payoutStatus', method: 'GET', path });
    return toPayoutLookup(result, payoutId);
  }

  /**
   * Cancels a payout that waits for a slow operator. Success only says that pawaPay has noted it: the payout is dead when
   * its status is FAILED. INVALID_STATE means that it waits no longer.
   */
  async cancelEnqueued(payoutId: string, options: CallOptions = {}): Promise<Outcome<PayoutAccepted>> {
    if (!UUID_V4.test(payoutId)) return refusedHere('INVALID_PARAMETER', 'payoutId must be a UUID version 4');
    const path = `/v2/payouts/fail-enqueued/${payoutId}`;
    return toCancelOutcome(await this.post('cancelEnqueued', path, {}, options), payoutId);
  }

  /** What is in our wallets of Zambia. */
  async walletBalances(options: CallOptions = {}): Promise<Answer<PawapayWallet[]>> {
    const call = { operation: 'walletBalances', method: 'GET', path: '/v2/wallet-balances' } as const;
    const answer = toAnswer(await this.http.call({ ...options, ...call, query: { country: ZAMBIA } }), toWallets);
    return answer.kind === 'succeeded' ? succeeded(answer.value) : answer;
  }
}
