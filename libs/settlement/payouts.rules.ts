import { dice } from '@pakashop/platform';
import type { BatchState, Payout, PayoutState } from './payouts.kinds.js';
import type { Standing } from './payouts.rail.js';

/** States in which a payout may still take money from the provider's wallet, or is about to. */
export const OPEN: readonly PayoutState[] = ['CREATED', 'RESERVED', 'SENT', 'PENDING', 'UNKNOWN'];
/** States in which the provider may have it. */
export const IN_FLIGHT: readonly PayoutState[] = ['SENT', 'PENDING', 'UNKNOWN'];

export const isOpen = (state: PayoutState): boolean => OPEN.includes(state);
export const isInFlight = (state: PayoutState): boolean => IN_FLIGHT.includes(state);

/** From which states people may end a batch: what is in flight goes on to its own end. */
export const CANCELLABLE: readonly BatchState[] = ['DRAFT', 'AWAITING_APPROVAL', 'APPROVED', 'SENDING', 'PAUSED'];

/** What an answer of the provider does to a payout. */
export type Verdict =
  | { readonly kind: 'complete' }
  | { readonly kind: 'fail'; readonly to: 'FAILED' | 'CANCELLED'; readonly code: string; readonly message: string }
  | { readonly kind: 'wait'; readonly state: 'PENDING' | 'UNKNOWN'; readonly evidence: string }
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'contradiction'; readonly as: 'LATE_SUCCESS' | 'LATE_FAILURE' }
  | { readonly kind: 'nothing' };

type Judged = Pick<Payout, 'state' | 'amount' | 'currency' | 'acknowledged' | 'secondsSinceSent'>;

/**
 * Decides what a standing means for a payout. Total over state × standing. Only explicit evidence fails one, unknown stays
 * unknown, and an end stays an end: what contradicts it is recorded and never applied.
 *
 * @param notFoundSeconds seconds without trace after which a sent request counts as never received
 */
export function judge(payout: Judged, standing: Standing, notFoundSeconds: number): Verdict {
  const { state } = payout;
  if (state === 'COMPLETED') return standing.kind === 'failed' ? contradiction('LATE_FAILURE') : nothing;
  if (!isOpen(state)) return standing.kind === 'completed' ? contradiction('LATE_SUCCESS') : nothing;
  switch (standing.kind) {
    case 'completed':
      return isExact(payout, standing) ? { kind: 'complete' } : { kind: 'mismatch' };
    case 'failed': {
      const { code, message } = standing;
      return { kind: 'fail', to: code === 'MANUALLY_CANCELLED' ? 'CANCELLED' : 'FAILED', code, message };
    }
    case 'pending':
      return { kind: 'wait', state: 'PENDING', evidence: standing.evidence };
    case 'unknown':
      return isInFlight(state) ? { kind: 'wait', state: 'UNKNOWN', evidence: standing.reason } : nothing;
    case 'notFound':
      return isInFlight(state) ? judgeNotFound(payout, notFoundSeconds) : nothing;
  }
}

/**
 * Not knowing a payout proves that it never arrived once its request is surely dead and 15 minutes have passed (payments
 * practice §7), but proves nothing when the provider has known it before.
 */
function judgeNotFound({ acknowledged, secondsSinceSent }: Judged, notFoundSeconds: number): Verdict {
  if (acknowledged)
    return { kind: 'wait', state: 'UNKNOWN', evidence: 'the provider took it and does not know it now' };
  if ((secondsSinceSent ?? 0) < notFoundSeconds) {
    return { kind: 'wait', state: 'UNKNOWN', evidence: 'the provider does not know it yet' };
  }
  const message = 'the provider never received the request';
  return { kind: 'fail', to: 'FAILED', code: 'NOT_RECEIVED', message };
}

const isExact = (payout: Judged, { amount, currency }: Standing & { kind: 'completed' }): boolean =>
  amount === payout.amount && currency === payout.currency;

const contradiction = (as: 'LATE_SUCCESS' | 'LATE_FAILURE'): Verdict => ({ kind: 'contradiction', as });
const nothing: Verdict = { kind: 'nothing' };

const DELAYS = [1, 3, 6, 12, 30, 60, 90];

/**
 * Seconds until a provider is asked again: 10 s, 30 s, 1, 2, 5, 10, 15 min with the default first delay, then half an
 * hour, then an hour, without end; a fifth more or less, so that a batch does not ask at one moment.
 *
 * @param random between 0 and 1
 */
export function pollDelay(round: number, first: number, random = dice()): number {
  return first * (DELAYS[round] ?? (round < 20 ? 180 : 360)) * (0.8 + 0.4 * random);
}

export interface Course {
  /** Since the batch was started or resumed. */
  readonly sent: number;
  readonly failed: number;
  readonly unknown: number;
}

/** Whether a batch goes so badly that a person has to look before more is sent. */
export function mustStop({ sent, failed, unknown }: Course, limit: { after: number; percent: number }): boolean {
  return sent >= limit.after && (failed + unknown) * 100 > limit.percent * sent;
}
