import { Process } from './processes.js';

export type Provider = 'pawapay' | 'flutterwave' | 'twilio' | 'resend' | 'whatsapp' | 'smtp';

/** What the customer does with the PIN prompt. */
export type PhoneAnswer = 'approve' | 'wrongPin' | 'insufficientFunds' | 'ignore';

export interface Fault {
  readonly provider: Provider;
  readonly operation: string;
  readonly kind: string;
  readonly times?: number | 'always';
  readonly match?: { readonly phone?: string; readonly reference?: string };
  readonly ms?: number;
  readonly count?: number;
  readonly code?: string;
  readonly amount?: string | number;
  readonly status?: string;
  readonly variant?: string;
}

/** What was sent to somebody. */
export interface SentMessage {
  readonly id: string;
  readonly carrier: Provider;
  readonly channel: 'whatsapp' | 'sms' | 'email';
  readonly state: 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';
  readonly subject?: string;
  readonly text: string;
}

/** One attempt to deliver a callback: the receiver's status, or what went wrong on the way. */
export interface Told {
  readonly answer: number | string;
  /** How it was forged, if it was. */
  readonly forged?: string;
}

export interface CallbackStory {
  readonly id: number;
  readonly provider: Provider;
  readonly reference: string;
  readonly state: string;
  readonly attempts: readonly Told[];
}

export interface Books {
  readonly pawapay: { readonly operations: readonly PawapayEntry[] };
  readonly flutterwave: {
    readonly links: readonly FlutterwaveLink[];
    readonly transactions: readonly FlutterwaveEntry[];
    readonly transfers: readonly FlutterwaveEntry[];
    readonly refunds: readonly FlutterwaveRefundEntry[];
  };
  readonly posts: readonly { provider: Provider; operation: string; reference: string; count: number }[];
}

export interface PawapayEntry {
  readonly kind: string;
  readonly reference: string;
  readonly clientReferenceId: string;
  readonly amount: number;
  readonly status: string;
  readonly phone: string;
  readonly posts: number;
}

export interface FlutterwaveLink {
  readonly reference: string;
  readonly status: string;
  readonly posts: number;
}

export interface FlutterwaveEntry {
  readonly id: number;
  readonly reference: string;
  readonly amount: number;
  readonly status: string;
}

/** Money given back from a transaction. */
export interface FlutterwaveRefundEntry {
  readonly id: number;
  readonly transactionId: number;
  readonly amount: number;
}

/** Forgeries that no signature covers. */
const UNSIGNED = new Set([
  'signature',
  'otherKey',
  'unknownKey',
  'unsigned',
  'uncovered',
  'otherPath',
  'expired',
  'body',
  'digest',
]);

/** The simulated providers: the process and the strings behind their stage. */
export class Sandbox extends Process {
  /** Sets what goes wrong next. */
  async fault(...faults: Fault[]): Promise<void> {
    await this.control('POST', '/control/faults', faults);
  }

  /** What was set and has not struck as often as it was to. */
  faultsLeft(): Promise<object[]> {
    return this.control('GET', '/control/faults');
  }

  async clearFaults(): Promise<void> {
    await this.control('DELETE', '/control/faults');
  }

  async settings(provider: Provider, change: object): Promise<void> {
    await this.control('POST', `/control/${provider}/settings`, change);
  }

  /** The customer answers the prompt on the phone, which has to ring. */
  async phone(phone: string, answer: PhoneAnswer): Promise<void> {
    await this.control('POST', '/control/pawapay/prompts', { phone: phone.replace('+', ''), answer });
  }

  /** Whether a PIN prompt waits on the phone. */
  async rings(phone: string): Promise<boolean> {
    const prompts = await this.control<unknown[]>('GET', `/control/pawapay/prompts?phone=${phone.replace('+', '')}`);
    return prompts.length > 0;
  }

  /** pawaPay changes its mind about a deposit, a payout or a refund, whatever it said before. */
  async force(id: string, status: 'COMPLETED' | 'FAILED', failureCode?: string): Promise<void> {
    await this.control('POST', `/control/pawapay/operations/${id}`, { status, failureCode });
  }

  /** Pays a page without a browser; `leave` stops at the first question. */
  payPage(reference: string, how: object = {}): Promise<{ id: number; status: string }> {
    return this.control('POST', '/control/flutterwave/pay', { tx_ref: reference, ...how });
  }

  async forcePage(id: number, status: 'successful' | 'failed'): Promise<void> {
    await this.control('POST', `/control/flutterwave/transactions/${id}`, { status });
  }

  /** Sends a callback that the provider would never send; what the receiver answered. */
  async forge(provider: Provider, forgery: object): Promise<number | string> {
    return (await this.control<Told>('POST', `/control/${provider}/callbacks/forge`, forgery)).answer;
  }

  /** Sends an earlier callback again, byte for byte. */
  async replay(provider: Provider, id: number): Promise<number | string> {
    return (await this.control<Told>('POST', '/control/callbacks/replay', { provider, id })).answer;
  }

  /** What was sent to a number or an address, newest first. */
  messages(to: string): Promise<SentMessage[]> {
    return this.control('GET', `/control/messages?to=${encodeURIComponent(to)}`);
  }

  callbacks(reference: string): Promise<CallbackStory[]> {
    return this.control('GET', `/control/callbacks?reference=${reference}`);
  }

  /** Callbacks whose signature did not hold and that were accepted all the same. */
  async forgeriesLetIn(): Promise<string[]> {
    const stories = await this.control<CallbackStory[]>('GET', '/control/callbacks');
    return stories.flatMap(({ provider, reference, attempts }) =>
      attempts
        .filter(({ forged, answer }) => UNSIGNED.has(forged ?? '') && typeof answer === 'number' && answer < 300)
        .map(({ forged }) => `${provider} ${reference} ${forged}`),
    );
  }

  async flushCallbacks(): Promise<void> {
    await this.control('POST', '/control/callbacks/flush', {});
  }

  books(reference?: string): Promise<Books> {
    return this.control('GET', `/control/books${reference ? `?reference=${reference}` : ''}`);
  }

  private async control<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`sandbox: ${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  }
}
