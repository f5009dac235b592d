/** What the companies that carry messages to people have in common. */

/** What became of handing a message over. There is no exception for a network fault. */
export type Handed = Accepted | Refused | Unclear;

/** The company took it. Whether the person gets it comes later. */
export interface Accepted {
  readonly kind: 'accepted';
  /** The company's id of the message. */
  readonly id: string | null;
}

/** The company's definite word, or our own before it: this message was not taken and will not be delivered. */
export interface Refused {
  readonly kind: 'refused';
  /** The company's code, or our own word. Holds nothing personal. */
  readonly code: string;
  readonly fault: RefusalFault;
  /** How long the company asks us to stay away. */
  readonly retryAfterMs?: number;
}

/** Nobody knows: it may have been taken. Ask, and do not send it again by guess. */
export interface Unclear {
  readonly kind: 'unclear';
  /** `timeout`, `connection-lost`, `server-error` … */
  readonly reason: string;
}

/**
 * Who can put a refusal right. `later`: the same message may be taken later. `opted-out`: the person told the company to
 * stop. `recipient`: this address cannot be reached this way. `account`: our account or credentials. `request`: our code.
 */
export type RefusalFault = 'later' | 'opted-out' | 'recipient' | 'account' | 'request';

/** What a company says about a message that it took. */
export type Standing = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';

/** Why an address must not be written to again. */
export type Suppression = 'HARD_BOUNCE' | 'COMPLAINT' | 'OPT_OUT';

/** News about a message, from a webhook or from asking. */
export interface Report {
  readonly standing: Standing;
  /** The company's id. */
  readonly id: string;
  /** Our id of the attempt, where the company repeats it. */
  readonly reference: string | null;
  readonly code: string | null;
  readonly suppression: Suppression | null;
  /** The address that a suppression is about: keep it only as a keyed hash. */
  readonly recipient: string | null;
}

export const accepted = (id: string | null): Accepted => ({ kind: 'accepted', id });
export const refused = (code: string, fault: RefusalFault, retryAfterMs?: number): Refused => ({
  kind: 'refused',
  code,
  fault,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});
export const unclear = (reason: string): Unclear => ({ kind: 'unclear', reason });
