import { type CallRecord, isSuccess, ProviderHttp, unknownOf } from '../http.js';
import { type Handed, type Report, refused } from '../messenger/messenger.js';
import type { Answer, CallOptions, Lookup } from '../outcome.js';
import { succeeded } from '../outcome.js';
import { codeOf, toHanded } from './twilio.replies.js';
import { toMessage, toMessages } from './twilio.wire.js';

const TWILIO_URL = 'https://api.twilio.com';

export interface TwilioOptions {
  /** The company's own when absent. */
  baseUrl?: string;
  accountSid: string;
  authToken: string;
  /** A number, an alphanumeric sender of up to 11 characters, or a messaging service (`MG…`). */
  from: string;
  timeoutMs?: number;
  connectMs?: number;
  log?: (record: CallRecord) => void;
}

export interface SmsInput {
  /** E.164. */
  to: string;
  /** Up to 1600 characters; in GSM-7 160 of them cost one part. */
  body: string;
  /** Where Twilio reports; a query in it comes back and is signed. */
  statusCallback: string;
  /** After so long Twilio gives up; 1 to 36000. */
  validitySeconds: number;
}

export interface SmsSearch {
  to: string;
  body: string;
  /** Made by Twilio not before this. */
  since: Date;
}

const E164 = /^\+[1-9]\d{7,14}$/;
const MESSAGING_SERVICE = /^MG[0-9a-f]{32}$/i;
const LONGEST_BODY = 1600;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** Twilio's Programmable Messaging, SMS only. https://www.twilio.com/docs/messaging/api/message-resource */
export class TwilioClient {
  private readonly http: ProviderHttp;
  private readonly path: string;

  constructor(private readonly options: TwilioOptions) {
    const { accountSid, authToken } = options;
    this.path = `/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages`;
    this.http = new ProviderHttp({
      provider: 'twilio',
      baseUrl: options.baseUrl ?? TWILIO_URL,
      headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
      timeoutMs: options.timeoutMs ?? 10_000,
      connectMs: options.connectMs,
      log: options.log,
      failureCode: codeOf,
    });
  }

  /** Sends one SMS. There is no idempotency key: after `unclear`, {@link search} before it is sent again. */
  async send(input: SmsInput, options: CallOptions = {}): Promise<Handed> {
    if (!E164.test(input.to)) return refused('21211', 'recipient');
    if (input.body === '' || input.body.length > LONGEST_BODY) return refused('21617', 'request');
    const { from } = this.options;
    const form = new URLSearchParams({
      To: input.to,
      [MESSAGING_SERVICE.test(from) ? 'MessagingServiceSid' : 'From']: from,
      Body: input.body,
      StatusCallback: input.statusCallback,
      ValidityPeriod: String(Math.min(36_000, Math.max(1, Math.floor(input.validitySeconds)))),
    });
    const call = { operation: 'send', method: 'POST', path: `${this.path}.json`, phone: input.to } as const;
    return toHanded(await this.http.call({ ...options, ...call, body: form.toString(), headers: FORM }));
  }

  /** Asks what became of a message. */
  async fetch(sid: string, options: CallOptions = {}): Promise<Lookup<Report>> {
    const path = `${this.path}/${encodeURIComponent(sid)}.json`;
    const result = await this.http.call({ ...options, operation: 'fetch', method: 'GET', path });
    if (result.ok && result.status === 404 && codeOf(result.json) === '20404') return { kind: 'notFound' };
    const message = isSuccess(result) ? toMessage(result.json) : undefined;
    return message?.report.id === sid ? { kind: 'found', value: message.report } : unknownOf(result);
  }

  /**
   * The messages to a number with this text, newest first. The list is filtered by `To` at Twilio and by text and time
   * here: its own filter looks at the day of sending, which a message that is still queued does not have.
   */
  async search({ to, body, since }: SmsSearch, options: CallOptions = {}): Promise<Answer<Report[]>> {
    const call = { operation: 'search', method: 'GET', path: `${this.path}.json`, phone: to } as const;
    const result = await this.http.call({ ...options, ...call, query: { To: to, PageSize: '50' } });
    const messages = isSuccess(result) ? toMessages(result.json) : undefined;
    if (!messages) return unknownOf(result);
    const ours = messages.filter(
      // A trial account puts a sentence before the text.
      (one) => one.to === to && one.body.endsWith(body) && one.createdAt !== null && one.createdAt >= since,
    );
    return succeeded(ours.map(({ report }) => report));
  }

  /** Gives the connections back. */
  async close(): Promise<void> {
    await this.http.close();
  }
}
