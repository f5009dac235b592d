import { Inject, Injectable } from '@nestjs/common';
import { Clock, Inbox } from '@pakashop/platform';
import { parseResendEvent, svixIdOf, verifySvixSignature } from '@pakashop/providers/resend';
import { parseTwilioCallback, verifyTwilioSignature } from '@pakashop/providers/twilio';
import { answerChallenge, parseWhatsappStatuses, verifyHubSignature } from '@pakashop/providers/whatsapp';
import { createHash } from 'node:crypto';
import { ACCOUNTS, type Accounts } from './messages.accounts.js';
import type { CarrierName, Report } from './messages.carrier.js';
import { MessagesConfig } from './messages.config.js';
import { messagesProblems as problems } from './messages.errors.js';
import { ApplyReport } from './messages.jobs.js';
import type { StoredReport } from './messages.reports.js';
import type { Channel } from './messages.service.js';
import { Suppressions } from './messages.suppressions.js';

/** A request as a carrier sent it. */
export interface ReceivedCall {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes before any parser. */
  readonly raw: Buffer;
  /** Path and query, as they were called. */
  readonly url: string;
}

type Verdict = { ok: true } | { ok: false; reason: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Takes in what carriers report: verified over the raw bytes, stored, answered at once, worked on later. Their bodies
 * name the person, so only what is needed is stored: which attempt, what became of it, and a keyed hash of an address
 * that must not be written to again.
 */
@Injectable()
export class MessageCallbacks {
  constructor(
    private readonly inbox: Inbox,
    private readonly clock: Clock,
    private readonly suppressions: Suppressions,
    @Inject(ACCOUNTS) private readonly accounts: Accounts,
    @Inject(MessagesConfig) private readonly config: MessagesConfig,
  ) {}

  /** @throws Problem messages.webhook_invalid */
  async receiveTwilio({ headers, raw, url }: ReceivedCall): Promise<void> {
    const called = this.config.PUBLIC_URL.replace(/\/+$/, '') + url;
    const tokens = secretsOf(this.accounts.twilio?.authToken);
    check(verifyTwilioSignature({ headers, url: called, rawBody: raw }, tokens));
    const report = parseTwilioCallback(raw);
    const reference = new URL(called).searchParams.get('attempt');
    if (report) await this.store('twilio', 'sms', { ...report, reference }, `${report.id}:${report.standing}`);
  }

  /** @throws Problem messages.webhook_invalid */
  async receiveResend({ headers, raw }: ReceivedCall): Promise<void> {
    const secrets = secretsOf(this.accounts.resend?.webhookSecret);
    check(verifySvixSignature({ headers, rawBody: raw, receivedAt: this.clock.now() }, secrets));
    const report = parseResendEvent(raw);
    if (report) await this.store('resend', 'email', report, svixIdOf(headers)!);
  }

  /** @throws Problem messages.webhook_invalid */
  async receiveWhatsapp({ headers, raw }: ReceivedCall): Promise<void> {
    const { appSecret, businessId = '' } = this.accounts.whatsapp ?? {};
    check(verifyHubSignature({ headers, rawBody: raw }, secretsOf(appSecret)));
    for (const report of parseWhatsappStatuses(raw, businessId)) {
      // Their ids hold the number.
      const key = createHash('sha256').update(report.id).digest('base64url');
      await this.store('whatsapp', 'whatsapp', { ...report, id: key }, `${key}:${report.standing}`);
    }
  }

  /**
   * Answers Meta's question before it sends anything.
   *
   * @throws Problem messages.challenge_invalid
   */
  answerWhatsapp(query: Readonly<Record<string, unknown>>): string {
    const answer = answerChallenge(query, this.accounts.whatsapp?.verifyToken ?? '');
    if (answer === undefined)
      throw problems.challengeInvalid('Register the webhook with the token of this marketplace.');
    return answer;
  }

  private async store(source: CarrierName, channel: Channel, report: Report, dedupeKey: string): Promise<void> {
    const { standing, id, code, suppression, recipient } = report;
    const isAbout = suppression !== null && recipient !== null;
    const stored: StoredReport = {
      ...{ carrier: source, channel, standing, id, code, suppression },
      reference: report.reference !== null && UUID.test(report.reference) ? report.reference : null,
      contactIndex: isAbout ? (await this.suppressions.indexOf(channel, recipient)).toString('base64') : null,
    };
    const raw = Buffer.from(JSON.stringify(stored));
    const message = { source, dedupeKey, headers: {}, raw };
    await this.inbox.receive(message, ApplyReport, (inboxId) => ({ inboxId }), nothingMore);
  }
}

/** A second report under the same key says nothing new: an attempt's states only rise. */
const nothingMore = (): Promise<void> => Promise.resolve();

const secretsOf = (secret: string | undefined): string[] => (secret === undefined ? [] : [secret]);

function check(verdict: Verdict): void {
  if (!verdict.ok) throw problems.webhookInvalid(`It was refused (${verdict.reason}) and changes nothing.`);
}
