import type { ProviderName, WalletDestination } from '@pakashop/backend';
import type { Rail } from './payouts.kinds.js';

/** One payout as it leaves: the destination is open in memory for this moment only. */
export interface Line {
  readonly reference: string;
  /** Ngwee. */
  readonly amount: number;
  readonly rail: Rail;
  readonly network: string;
  readonly destination: WalletDestination;
  /** What our staff finds it by at the provider. */
  readonly label: string;
}

/** What came of sending one payout. */
export type Sent =
  | { readonly kind: 'accepted' }
  /** The provider's definite no, or our own check before it. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** Nobody knows; ask. `sent: false` only when no byte of the request was written. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly sent: boolean };

/** What came of sending several together: an answer for each, or one refusal of them all, of which none was taken. */
export type SentTogether =
  | { readonly kind: 'lines'; readonly lines: ReadonlyMap<string, Sent> }
  | { readonly kind: 'refusedWhole'; readonly code: string; readonly message: string };

/** Where a payout stands at the provider. */
export type Standing =
  | {
      readonly kind: 'completed';
      readonly amount: number;
      readonly currency: string;
      readonly transactionId: string | null;
    }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | { readonly kind: 'pending'; readonly evidence: string }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'notFound' };

/** Whether a network takes payouts now, and of which size. */
export interface NetworkState {
  readonly isOpen: boolean;
  /** Ngwee; null when there is no bound. */
  readonly min: number | null;
  readonly max: number | null;
}

/** A company that pays out. An adapter maps and decides nothing. */
export abstract class PayoutRail {
  abstract readonly name: ProviderName;
  /** How many payouts go into one request. */
  abstract readonly bulk: number;
  /** Whether the same reference may be sent again when the provider does not know it. */
  abstract readonly repeatable: boolean;
  abstract supports(rail: Rail, network: string): boolean;
  abstract newReference(payoutId: string): string;
  /** Undefined when the provider did not say. */
  abstract network(network: string): Promise<NetworkState | undefined>;
  /** Ngwee that can be paid out now; undefined when the provider did not say. */
  abstract balance(): Promise<number | undefined>;
  abstract send(lines: readonly Line[]): Promise<SentTogether>;
  abstract ask(reference: string): Promise<Standing>;
  /** Takes back what waits at the provider; true means that it has noted it, not that it is dead. */
  abstract cancel(reference: string): Promise<boolean>;
}
