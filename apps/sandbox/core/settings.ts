import type { SandboxConfig } from './config.js';
import type { Carrier } from './faults.js';

interface CallbackSettings {
  callbackUrl: string;
  /** Waiting time before each further attempt of a callback that was not answered 200. */
  callbackRetryMs: number[];
  callbackTimeoutMs: number;
}

interface CommonSettings extends CallbackSettings {
  /** Customers say yes by themselves, after `autoApproveMs`. */
  autoApprove: boolean;
  autoApproveMs: number;
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

/** Settings of every company that carries messages. */
interface CarrierSettings extends CallbackSettings {
  /** From acceptance to `sent`, and from there to `delivered`. */
  sentMs: number;
  deliveredMs: number;
}

export interface TwilioSettings extends CarrierSettings {
  /** Numbers that answered STOP. */
  optedOut: string[];
}

export interface ResendSettings extends CarrierSettings {
  /** Requests that are taken in one second. */
  perSecond: number;
}

/** A template as Meta has approved it. */
export interface WhatsappTemplate {
  category: 'AUTHENTICATION' | 'UTILITY' | 'MARKETING';
  /** Parameters of its body. */
  params: number;
}

export interface WhatsappSettings extends CarrierSettings {
  templates: Record<string, WhatsappTemplate>;
  /** From `delivered` to `read`; never without it. */
  readMs: number;
  /** Numbers that wrote to us within 24 hours, to which free text may go. */
  openWindows: string[];
}

export interface CloudinarySettings extends CallbackSettings {
  /** How the account signs notifications and expects calls to be signed. */
  signatureAlgorithm: 'sha1' | 'sha256';
  /** How long after its time-stamp a signature is honoured. */
  signatureSeconds: number;
  /** Without it pictures are stored as they come, whatever transformation the call asks for. */
  applyIncoming: boolean;
  maxBytes: number;
}

/** The settings of all sides. */
export interface Settings {
  pawapay: PawapaySettings;
  flutterwave: FlutterwaveSettings;
  twilio: TwilioSettings;
  resend: ResendSettings;
  whatsapp: WhatsappSettings;
  cloudinary: CloudinarySettings;
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
    ...carrierSettings(config),
    cloudinary: {
      ...{ signatureAlgorithm: 'sha1', signatureSeconds: 3_600, applyIncoming: true, maxBytes: 10_485_760 },
      callbackUrl: '',
      callbackRetryMs: config.retryMs ?? [3, 10, 30].map((seconds) => seconds * 1_000),
      callbackTimeoutMs: 10_000,
    },
  };
}

function carrierSettings(config: SandboxConfig): Pick<Settings, Carrier> {
  const common = (carrier: Carrier) => ({
    ...{ sentMs: 30, deliveredMs: 30 },
    callbackUrl: `${config.callbackUrl}/api/v1/messages/webhook/${carrier}`,
    callbackRetryMs: config.retryMs ?? [5, 300, 1_800, 7_200].map((seconds) => seconds * 1_000),
    callbackTimeoutMs: 15_000,
  });
  return {
    // Twilio names its callback's address in each message, and calls it once.
    twilio: { ...common('twilio'), callbackRetryMs: config.retryMs ?? [], optedOut: [] },
    resend: { ...common('resend'), perSecond: 5 },
    whatsapp: {
      ...common('whatsapp'),
      templates: {
        pakashop_code: { category: 'AUTHENTICATION', params: 1 },
        pakashop_notice: { category: 'UTILITY', params: 1 },
      },
      ...{ readMs: 0, openWindows: [] },
    },
  };
}
