import type { Attempt, AttemptState, Standing, Success } from './payments.provider.js';

/** States in which an attempt may still take the buyer's money. */
export const LIVE: readonly AttemptState[] = ['CREATED', 'SENT', 'PENDING', 'UNKNOWN'];

export const isLive = (state: AttemptState): boolean => LIVE.includes(state);

/** States of a payment over all its attempts. */
export type PaymentState =
  | 'PENDING'
  | 'REVIEW'
  | 'PROCESSING'
  | 'CAPTURED'
  | 'PARTIALLY_REFUNDED'
  | 'REFUNDED'
  | 'FAILED'
  | 'EXPIRED'
  | 'CANCELLED';

/** States of a payment in which an attempt may be started. */
export const PAYABLE = ['PENDING', 'PROCESSING', 'FAILED'] as const satisfies readonly PaymentState[];

/** Whether the payment has its money, or had it and gave it back: more money is surplus. */
export const isCaptured = (state: PaymentState): boolean =>
  ['CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED'].includes(state);

/** What an answer of the provider does to an attempt; the guarded statements in the flow carry it out. */
export type Verdict =
  | { readonly kind: 'capture'; readonly surplus: number }
  | { readonly kind: 'surplus'; readonly reason: 'LATE_SUCCESS' | 'DOUBLE_SUCCESS' }
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'fail'; readonly code: string; readonly message: string }
  | { readonly kind: 'wait'; readonly state: 'PENDING' | 'UNKNOWN'; readonly evidence: string }
  | { readonly kind: 'nothing' };

export interface Situation {
  readonly attempt: Pick<Attempt, 'state' | 'amount' | 'currency' | 'provider' | 'redirectUrl' | 'secondsSinceSent'>;
  readonly paymentCaptured: boolean;
  /** Seconds without trace after which a sent request counts as never received. */
  readonly notFoundSeconds: number;
}

/**
 * Decides what a standing means for an attempt. Total over state × standing, and the same whatever the order of the
 * news: only explicit evidence fails an attempt, unknown stays unknown, and what is final stays.
 */
export function judge(situation: Situation, standing: Standing): Verdict {
  const { attempt, paymentCaptured, notFoundSeconds } = situation;
  if (standing.kind === 'succeeded') return judgeSuccess(attempt, paymentCaptured, standing);
  if (!isLive(attempt.state)) return { kind: 'nothing' };
  switch (standing.kind) {
    case 'failed':
      return { kind: 'fail', code: standing.code, message: standing.message };
    case 'pending':
      return { kind: 'wait', state: 'PENDING', evidence: 'the provider is working on it' };
    case 'unknown':
      return { kind: 'wait', state: 'UNKNOWN', evidence: standing.reason };
    case 'notFound':
      return judgeNotFound(attempt, notFoundSeconds);
  }
}

/** {@link judge} for money that the provider took. */
export function judgeSuccess(
  attempt: Situation['attempt'],
  paymentCaptured: boolean,
  { amount, currency }: Success,
): Verdict {
  if (attempt.state === 'SUCCEEDED') return { kind: 'nothing' };
  if (paymentCaptured) return { kind: 'surplus', reason: 'DOUBLE_SUCCESS' };
  if (!isLive(attempt.state)) return { kind: 'surplus', reason: 'LATE_SUCCESS' };
  if (currency !== attempt.currency || amount < attempt.amount) return { kind: 'mismatch' };
  return { kind: 'capture', surplus: amount - attempt.amount };
}

/**
 * pawaPay not knowing a deposit proves that it never arrived once our request is surely dead and 15 minutes have passed
 * (payments practice §7). Flutterwave not knowing a reference proves nothing while its page may be open; a page whose
 * address never reached us cannot have reached the buyer either, so the same time ends it.
 */
function judgeNotFound(attempt: Situation['attempt'], notFoundSeconds: number): Verdict {
  if (attempt.redirectUrl !== null) return { kind: 'wait', state: 'PENDING', evidence: 'the buyer has not tried yet' };
  if ((attempt.secondsSinceSent ?? 0) < notFoundSeconds) {
    return { kind: 'wait', state: 'UNKNOWN', evidence: 'the provider does not know it yet' };
  }
  return { kind: 'fail', code: 'NOT_RECEIVED', message: 'the provider never received the request' };
}

const DELAYS = [1, 3, 6, 12, 30, 60, 90];

/**
 * Seconds until a provider is asked again: 10 s, 30 s, 1, 2, 5, 10, 15 min with the default first delay, then half an
 * hour, then an hour, without end.
 */
export function pollDelay(round: number, first: number): number {
  return first * (DELAYS[round] ?? (round < 20 ? 180 : 360));
}

/** What shows that an attempt is dead: the provider's definite no, or that no byte of its only request was written. */
export type Proof = { readonly kind: 'refused'; readonly unavailable: boolean } | { readonly kind: 'notSent' };

/**
 * Whether another provider may be tried (payments practice §7): only when the first one surely has nothing that could
 * still take money, and not when the cause lies with the buyer.
 */
export const mayFailOver = (proof: Proof): boolean => proof.kind === 'notSent' || proof.unavailable;

/** Failures that the buyer can do something about, in words for the buyer. */
const ADVICE: Readonly<Record<string, string>> = {
  PAYMENT_NOT_APPROVED: 'The payment was not approved in time. Try again and enter your PIN when the prompt appears.',
  INSUFFICIENT_BALANCE: 'There is not enough money in the wallet. Top it up or choose another way to pay.',
  PAYMENT_IN_PROGRESS: 'Another payment is pending on this number. Wait about ten minutes and try again.',
  PAYER_NOT_FOUND: 'This number has no wallet with the operator. Check the number and the operator.',
  PAYER_LIMIT_REACHED: 'The limit of the wallet is reached. Try a smaller amount or another way to pay.',
  WALLET_LIMIT_REACHED: 'The limit of the wallet is reached. Try a smaller amount or another way to pay.',
  CANCELLED: 'The payment was cancelled.',
};

export const adviceFor = (code: string): string =>
  ADVICE[code] ?? 'The payment did not go through and nothing was charged. Try again or choose another way to pay.';
