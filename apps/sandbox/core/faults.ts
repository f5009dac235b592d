/** The companies that take money. */
type PaymentProvider = 'pawapay' | 'flutterwave';
/** The companies that carry messages and report on them. */
export type Carrier = 'twilio' | 'resend' | 'whatsapp';
/** Those that call us back. */
export type Caller = PaymentProvider | Carrier | 'cloudinary';
/** All that the sandbox stands in for; a mail server only answers. */
export type Provider = Caller | 'smtp';

/** How an answer to a request can go wrong. */
export const replyKinds = [
  'timeout',
  'timeoutAfterApply',
  'http500BeforeApply',
  'http500AfterApply',
  'http503BeforeApply',
  'http503AfterApply',
  'reset',
  'resetAfterApply',
  'lateApply',
  'garbage',
  'garbageBeforeApply',
  'rejected',
  'unauthorized',
  'notFound',
  'rateLimited',
  'slow',
  'wrongAmount',
] as const;

/** How the payment itself can go, whatever the customer does. */
export const outcomeKinds = ['stuck', 'reconciliation', 'fail'] as const;

/** How a callback can go wrong. */
export const callbackKinds = ['drop', 'delay', 'duplicate', 'reorder', 'forge'] as const;

/** What a fault can be set on. */
export const operations: Record<Provider, readonly string[]> = {
  pawapay: [
    ...['deposit', 'deposit.status', 'deposit.resend'],
    ...['payout', 'payout.bulk', 'payout.status', 'payout.resend', 'payout.cancel'],
    ...['refund', 'refund.status', 'refund.resend', 'refund.cancel'],
    ...['balances', 'active-conf', 'availability', 'predict-provider', 'public-key', 'statement', 'statement.status'],
    'callback',
  ],
  flutterwave: [
    ...['payment', 'link.disable', 'verify', 'verify.reference', 'transactions', 'charge', 'refund', 'resend-hook'],
    ...['transfer', 'transfer.status', 'balances', 'settlements', 'banks', 'attempt'],
    'callback',
  ],
  twilio: ['message', 'message.status', 'messages', 'delivery', 'callback'],
  resend: ['email', 'email.batch', 'delivery', 'callback'],
  whatsapp: ['message', 'delivery', 'callback'],
  smtp: ['mail'],
  cloudinary: ['upload', 'resource', 'download', 'destroy', 'callback'],
};

/** A fault as it is set through the control API. */
export interface FaultOrder {
  provider: Provider;
  operation: string;
  kind: string;
  /** How many times it strikes: a number, or `always` until it is removed. Once when left out. */
  times?: number | 'always';
  match?: { phone?: string; reference?: string };
  ms?: number;
  count?: number;
  code?: string;
  amount?: string | number;
  status?: string;
  variant?: string;
  body?: string;
}

/** A fault that is set: how often it may still strike, and how often it did. */
export interface Fault extends FaultOrder {
  id: number;
  left: number;
  struck: number;
}

/** What a fault is compared with: the phone, and every name the payment goes by. */
export interface Subject {
  phone?: string;
  references: readonly string[];
}

/** Other names for kinds of faults. */
export const synonyms: Record<string, string> = { http500: 'http500BeforeApply', http503: 'http503BeforeApply' };

/** The faults that are set, oldest first; each strike uses one up. */
export class Faults {
  private list: Fault[] = [];
  private last = 0;

  add(order: FaultOrder): Fault {
    const kind = synonyms[order.kind] ?? order.kind;
    const fault = {
      ...order,
      kind,
      id: ++this.last,
      struck: 0,
      left: order.times === 'always' ? Infinity : (order.times ?? 1),
    };
    this.list.push(fault);
    return fault;
  }

  /** The first fault of one of these kinds that fits, used up once; undefined when there is none. */
  take(provider: Provider, operation: string, subject: Subject, kinds: readonly string[]): Fault | undefined {
    if (this.list.length === 0) return undefined;
    const fault = this.list.find(
      (candidate) =>
        candidate.provider === provider &&
        (candidate.operation === operation || (candidate.operation === '*' && operation !== 'callback')) &&
        kinds.includes(candidate.kind) &&
        fits(candidate, subject),
    );
    if (!fault) return undefined;
    fault.struck++;
    if (--fault.left <= 0) this.remove(fault.id);
    return fault;
  }

  all(): Fault[] {
    return this.list.map((fault) => ({ ...fault, times: fault.left === Infinity ? 'always' : fault.left }));
  }

  remove(id: number): boolean {
    const before = this.list.length;
    this.list = this.list.filter((fault) => fault.id !== id);
    return this.list.length < before;
  }

  clear(): void {
    this.list = [];
  }
}

function fits({ match }: Fault, subject: Subject): boolean {
  if (match?.phone !== undefined && match.phone !== subject.phone) return false;
  return match?.reference === undefined || subject.references.includes(match.reference);
}
