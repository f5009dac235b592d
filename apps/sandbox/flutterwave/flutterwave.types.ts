/** Ways to pay on the hosted page, as the API names them. */
export type Option = 'card' | 'mobilemoneyzambia';

/** Who pays. */
export interface Customer {
  id: number;
  name: string;
  email: string;
  phone: string | null;
}

/** Why a page takes no (further) attempt. */
export type LinkState = 'open' | 'paid' | 'disabled' | 'exhausted' | 'expired';

/** A hosted page: one tx_ref, any number of attempts. Amounts are ngwee. */
export interface Link {
  id: string;
  /** `charge` pages belong to a direct charge and know a single attempt. */
  kind: 'standard' | 'charge';
  txRef: string;
  amount: number;
  currency: string;
  redirectUrl?: string;
  options: Option[];
  customer: Customer;
  title: string;
  meta?: unknown;
  maxAttempts?: number;
  attempts: number;
  state: LinkState;
  createdAt: number;
  expiresAt?: number;
}

/** What the customer must do next in an attempt. */
export type Step = 'pin' | 'otp' | '3ds' | 'avs' | 'done';

/** One attempt to pay: a transaction of its own. */
export interface Transaction {
  id: number;
  linkId: string;
  txRef: string;
  flwRef: string;
  amount: number;
  currency: string;
  fee: number;
  status: 'pending' | 'successful' | 'failed';
  /** What the operator or bank said. */
  reason: string;
  paymentType: 'card' | 'mobilemoneyzm';
  authModel: string;
  step: Step;
  createdAt: number;
  endedAt?: number;
  card?: string;
  phone?: string;
  network?: string;
  /** Set by a fault: the attempt never ends, or ends with this reason. */
  doom?: { stuck: true } | { reason: string };
  settlementId?: number;
}

/** Money given back from a transaction. */
export interface Refund {
  id: number;
  transactionId: number;
  flwRef: string;
  amount: number;
  comments?: string;
  createdAt: number;
}

/** Money sent out. */
export interface Transfer {
  id: number;
  reference: string;
  accountBank: string;
  accountNumber: string;
  amount: number;
  currency: string;
  debitCurrency: string;
  fee: number;
  narration: string;
  beneficiaryName?: string;
  meta?: unknown;
  status: 'NEW' | 'PENDING' | 'SUCCESSFUL' | 'FAILED';
  message: string;
  createdAt: number;
  /** How and when it ends; without it, it stays pending. */
  ending?: { ms: number; failure?: string };
}

/** Collections made spendable together. */
export interface Settlement {
  id: number;
  transactionIds: number[];
  gross: number;
  fee: number;
  createdAt: number;
}
