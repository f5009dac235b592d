import type { Channel, Composed } from './messages.service.js';

export type CarrierName = 'whatsapp' | 'twilio' | 'resend' | 'smtp';

/**
 * Who can put a refusal right. `later`: the same message may be taken later. `opted-out`: the person told the company to
 * stop. `recipient`: this address cannot be reached this way. `account`: our account. `request`: our code.
 */
export type RefusalFault = 'later' | 'opted-out' | 'recipient' | 'account' | 'request';

/** What became of a hand-over; `unclear` may have been taken. */
export type Handed =
  | { readonly kind: 'accepted'; readonly id: string | null }
  | { readonly kind: 'refused'; readonly code: string; readonly fault: RefusalFault; readonly retryAfterMs?: number }
  | { readonly kind: 'unclear'; readonly reason: string };

/** What a carrier says about a message that it took. */
export type Standing = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';

/** Why an address must not be written to again. */
export const SUPPRESSION_REASONS = ['HARD_BOUNCE', 'COMPLAINT', 'OPT_OUT'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** News about a message. */
export interface Report {
  readonly standing: Standing;
  /** The carrier's id. */
  readonly id: string;
  /** Our id of the attempt, where the carrier repeats it. */
  readonly reference: string | null;
  readonly code: string | null;
  readonly suppression: SuppressionReason | null;
  /** The address that a suppression is about. */
  readonly recipient: string | null;
}

/** A message on its way out. In memory only. */
export interface Letter {
  readonly attemptId: string;
  readonly to: string;
  readonly composed: Composed;
  readonly secondsLeft: number;
}

/** What {@link Carrier.settle} may look at. */
export interface Doubt {
  /** When the hand-over began. */
  readonly since: Date;
  readonly ageSeconds: number;
  /** Which of these ids at the carrier belong to other attempts of ours. */
  others(ids: readonly string[]): Promise<readonly string[]>;
}

/** A company that carries messages over one channel. */
export abstract class Carrier {
  abstract readonly name: CarrierName;
  abstract readonly channel: Channel;
  /** Whether it says later what became of a message that it took. */
  abstract readonly reports: boolean;

  /** Where this message would go; undefined when it has no form for this channel. */
  abstract addressOf(composed: Composed): string | undefined;

  /** Milliseconds to wait for a turn; 0 takes one. */
  turn(): Promise<number> {
    return Promise.resolve(0);
  }

  /** Hands a message over. Once per attempt. */
  abstract send(letter: Letter): Promise<Handed>;

  /** Finds out whether an unclear hand-over was taken, where that can be found out without a second message. */
  abstract settle(letter: Letter, doubt: Doubt): Promise<Handed>;

  /** Whether it can be asked about a message by its id. */
  readonly canBeAsked: boolean = false;

  /** Asks what became of a message that was taken; undefined when there is no answer. */
  ask(_carrierId: string): Promise<Report | undefined> {
    return Promise.resolve(undefined);
  }

  /** Gives the connections back. */
  abstract close(): Promise<void> | void;
}
