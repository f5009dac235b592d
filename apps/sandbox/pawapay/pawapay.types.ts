/** What money can do at pawaPay. */
export type Kind = 'deposit' | 'payout' | 'refund';

/** Where an operation stands. */
export type Status = 'ACCEPTED' | 'ENQUEUED' | 'PROCESSING' | 'IN_RECONCILIATION' | 'COMPLETED' | 'FAILED';

/** A payment as it was asked for. Amounts are ngwee. */
export interface Draft {
  kind: Kind;
  id: string;
  amount: number;
  currency: string;
  provider: string;
  phone: string;
  depositId?: string;
  customerMessage?: string;
  clientReferenceId?: string;
  metadata?: Record<string, unknown>;
}

/** It ends by itself after a while, well or with a failure. */
export interface Finish {
  how: 'finish';
  ms: number;
  failureCode?: string;
  failureMessage?: string;
}

/** How an operation goes on: by itself, by the customer's answer, or never. */
export type Plan = Finish | { how: 'prompt' | 'stuck' | 'reconciliation' };

/** The PIN prompt on the customer's phone. */
type Prompt = 'waiting' | 'ignored' | 'answered' | 'expired';

/** A payment pawaPay knows about. */
export interface Operation extends Draft {
  status: Status;
  created: string;
  /** When it came to its end, in milliseconds. */
  endedAt?: number;
  failureCode?: string;
  failureMessage?: string;
  /** Receipt number of the operator. */
  providerTransactionId?: string;
  fee: number;
  plan: Plan;
  prompt?: Prompt;
}

/** The names by which each kind goes in paths and bodies. */
export const names = {
  deposit: { path: 'deposits', id: 'depositId', party: 'payer', operation: 'DEPOSIT' },
  payout: { path: 'payouts', id: 'payoutId', party: 'recipient', operation: 'PAYOUT' },
  refund: { path: 'refunds', id: 'refundId', party: 'recipient', operation: 'REFUND' },
} as const;

/** Whether nothing more is to come. */
export const isFinal = (status: Status): boolean => status === 'COMPLETED' || status === 'FAILED';
