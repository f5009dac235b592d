import type { SandboxConfig } from './config.js';

interface CommonSettings {
  /** Customers say yes by themselves, after `autoApproveMs`. */
  autoApprove: boolean;
  autoApproveMs: number;
  callbackUrl: string;
  /** Waiting time before each further attempt of a callback that was not answered 200. */
  callbackRetryMs: number[];
  callbackTimeoutMs: number;
  /** Our wallet with the provider before the first payment, in ngwee. */
  openingBalance: number;
}

/** Whether an operator takes payments: yes, yes but late, no. */
export type OperatorStatus = 'OPERATIONAL' | 'DELAYED' | 'CLOSED';

/** Settings of the pawaPay side. */
export interface PawapaySettings extends CommonSettings {
  /** From ACCEPTED to PROCESSING. */
  processingMs: number;
  /** From acceptance (published numbers, payouts, refunds) or from the customer's answer to the final state. */
  finishMs: number;
  promptTimeoutMs: number;
  /** A second prompt on a phone that has one open fails with PAYMENT_IN_PROGRESS. */
  singlePrompt: boolean;
  operators: Record<string, OperatorStatus | Record<string, OperatorStatus>>;
  /** Numbers that moved to another operator: number → provider code. */
  ported: Record<string, string>;
  minAmount: string;
  maxAmount: string;
  inclusiveLimits: boolean;
  /** Amounts such as `15.00` or `10.50` are refused. */
  rejectTrailingZeros: boolean;
  invalidTokenStatus: number;
  callbackScheme: 'signature' | 'hmac';
  /** Which of the two documented spellings the toolkit answers use. */
  dialect: 'guide' | 'postman';
  signedRequestsOnly: boolean;
  /** Public keys of the merchant by keyid, for signed requests. */
  merchantKeys: Record<string, string>;
  depositFeeBps: number;
  payoutFeeBps: number;
  /** Movements younger than this are missing on statements. */
  statementLagMs: number;
}

/** Settings of the Flutterwave side. */
interface FlutterwaveSettings extends CommonSettings {
  /** Length of a minute in session durations and transfer suffixes. */
  minuteMs: number;
  /** What happens to a second request with a known tx_ref or transfer reference. */
  reuse: 'reject' | 'allow';
  notFoundCode: number;
  cancelStatus: 'failed' | 'cancelled';
  /** Which attempt verify_by_reference tells when there are several. */
  referenceReturns: 'latest' | 'first';
  /** Whether disabling a link also ends an attempt that is under way. */
  disableStopsAttempts: boolean;
  feeBps: number;
  transferFee: number;
}

/** The settings of both sides. */
export interface Settings {
  pawapay: PawapaySettings;
  flutterwave: FlutterwaveSettings;
}

const MINUTE = 60_000;

/** What holds after the start and after every reset. */
export function defaultSettings(config: SandboxConfig): Settings {
  return {
    pawapay: {
      ...{ autoApprove: false, autoApproveMs: 300, processingMs: 20, finishMs: 300 },
      ...{ promptTimeoutMs: 5 * MINUTE, singlePrompt: false, operators: {}, ported: {} },
      ...{ minAmount: '1', maxAmount: '20000', inclusiveLimits: false, rejectTrailingZeros: true },
      ...{ invalidTokenStatus: 401, dialect: 'guide', signedRequestsOnly: false, merchantKeys: {} },
      ...{ depositFeeBps: 150, payoutFeeBps: 100, statementLagMs: 0, openingBalance: 5_000_000 },
      callbackScheme: 'signature',
      callbackUrl: `${config.callbackUrl}/api/v1/payments/webhook/pawapay`,
      callbackRetryMs: config.retryMs ?? [2, 5, 15, 30, 60, 120, 180, 240, 240].map((seconds) => seconds * 1_000),
      callbackTimeoutMs: 10_000,
    },
    flutterwave: {
      ...{ autoApprove: false, autoApproveMs: 300, minuteMs: MINUTE, reuse: 'reject', notFoundCode: 400 },
      ...{ cancelStatus: 'failed', referenceReturns: 'latest', disableStopsAttempts: false },
      ...{ feeBps: 250, transferFee: 850, openingBalance: 5_000_000 },
      callbackUrl: `${config.callbackUrl}/api/v1/payments/webhook/flutterwave`,
      callbackRetryMs: config.retryMs ?? [30 * MINUTE, 30 * MINUTE, 30 * MINUTE],
      callbackTimeoutMs: MINUTE,
    },
  };
}
