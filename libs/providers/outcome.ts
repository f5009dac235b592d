/**
 * What we know after a call to a provider. There is no exception for a network fault and no boolean: a caller has to
 * say what it does when nobody knows.
 */

/** A call that does something: it happened, it was refused, or nobody knows. */
export type Outcome<T> = Succeeded<T> | Failed | Unknown;

/** A call that only reads: there is an answer or there is none. */
export type Answer<T> = Succeeded<T> | Unknown;

/**
 * A question about one payment. `notFound` is what the provider says at this moment and never proof by itself: our own
 * request may still be under way (pawaPay), or the customer may not have tried yet (Flutterwave).
 */
export type Lookup<T> = { kind: 'found'; value: T } | { kind: 'notFound' } | Unknown;

export interface Succeeded<T> {
  kind: 'succeeded';
  value: T;
}

/**
 * The provider's definite word about this call, or (with `sent: false`) our own check before it. If an earlier call with
 * the same reference ended unknown, ask about that one before the payment counts as dead.
 */
export interface Failed {
  kind: 'failed';
  code: string;
  /** For staff, not for customers. Phone numbers are masked. */
  message: string;
  fault: Fault;
  sent: boolean;
}

/** Nothing is known about the effect. Ask the provider; never guess. */
export interface Unknown {
  kind: 'unknown';
  reason: UnknownReason;
  detail: string;
  /**
   * False only if no byte of this request was ever written to a connection. It speaks of this call alone: an earlier
   * call with the same reference may have arrived.
   */
  sent: boolean;
  /** How long the provider asked us to stay away (HTTP 429). */
  retryAfterMs?: number;
}

/** Who can put it right: the payer, our request, the provider, our account there, or nobody said. */
export type Fault = 'payer' | 'request' | 'provider' | 'account' | 'unspecified';

export type UnknownReason =
  | 'not-sent'
  | 'timeout'
  | 'connection-lost'
  | 'aborted'
  | 'too-large'
  | 'unauthorised'
  | 'rate-limited'
  | 'server-error'
  | 'unexpected-status'
  | 'unreadable'
  | 'mismatch'
  | 'duplicate';

/** Where a payment stands at the provider. `unrecognised` is a word we do not know: it needs a person, it is no failure. */
export type Standing = 'succeeded' | 'failed' | 'pending' | 'unrecognised';

/** The result of checking a webhook. `retry` says that we could not check: answer 5xx, so that it is sent again. */
export type Verdict = { ok: true; scheme: string } | { ok: false; reason: string; retry: boolean };

/** What every client method takes besides its input. */
export interface CallOptions {
  /** Goes out as `x-request-id` and into the log. */
  requestId?: string;
  signal?: AbortSignal;
  timeoutMs?: number;
}

/** Makes a success. */
export function succeeded<T>(value: T): Succeeded<T> {
  return { kind: 'succeeded', value };
}

/** Makes a refusal by our own check: nothing left the process. */
export function refusedHere(code: string, message: string): Failed {
  return { kind: 'failed', code, message, fault: 'request', sent: false };
}

/** Makes an unknown about a reply that did arrive. */
export function unknown(reason: UnknownReason, detail: string): Unknown {
  return { kind: 'unknown', reason, detail, sent: true };
}
