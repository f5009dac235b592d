import { type CallRecord, ProviderHttp } from '../http.js';
import type { MailInput } from '../messenger/mail.js';
import type { Handed } from '../messenger/messenger.js';
import type { CallOptions } from '../outcome.js';
import { codeOf, toHanded } from './resend.replies.js';
import { ATTEMPT_TAG } from './resend.wire.js';

const RESEND_URL = 'https://api.resend.com';

/** Requests a team may make in a second. https://resend.com/docs/api-reference/introduction#rate-limit */
export const RESEND_PER_SECOND = 5;

export interface ResendOptions {
  /** The company's own when absent. */
  baseUrl?: string;
  apiKey: string;
  timeoutMs?: number;
  connectMs?: number;
  log?: (record: CallRecord) => void;
}

/**
 * Resend, one mail at a time. Its own SDK hides whether a request left, which decides whether another company may be
 * asked; so the calls are made here. https://resend.com/docs/api-reference/emails/send-email
 */
export class ResendClient {
  private readonly http: ProviderHttp;

  constructor(options: ResendOptions) {
    this.http = new ProviderHttp({
      provider: 'resend',
      baseUrl: options.baseUrl ?? RESEND_URL,
      headers: { authorization: `Bearer ${options.apiKey}` },
      timeoutMs: options.timeoutMs ?? 10_000,
      connectMs: options.connectMs,
      log: options.log,
      failureCode: codeOf,
    });
  }

  /**
   * Sends a mail. Our reference is the Idempotency-Key, and webhooks repeat it as a tag: after `unclear`, the same input
   * again is safe for 24 hours.
   */
  async send({ reference, from, to, subject, text, html }: MailInput, options: CallOptions = {}): Promise<Handed> {
    const tags = [{ name: ATTEMPT_TAG, value: reference }];
    const body = JSON.stringify({ from, to: [to], subject, text, ...(html !== undefined && { html }), tags });
    const headers = { 'idempotency-key': reference };
    return toHanded(
      await this.http.call({ ...options, operation: 'send', method: 'POST', path: '/emails', body, headers }),
    );
  }

  /** Gives the connections back. */
  async close(): Promise<void> {
    await this.http.close();
  }
}
