import { Inject, Injectable } from '@nestjs/common';
import { Clock, Inbox, type Tx } from '@pakashop/platform';
import {
  parseOutgoing,
  parseWebhook,
  verifyFlutterwaveWebhook,
  withoutCardTokens,
} from '@pakashop/providers/flutterwave';
import {
  parseCallback,
  parsePayoutCallback,
  parseRefundCallback,
  PawapayKeys,
  type ReceivedHeaders,
  verifyPawapayHmac,
  verifyPawapaySignature,
  type Verdict,
} from '@pakashop/providers/pawapay';
import { createHash } from 'node:crypto';
import { ApplyRefundCallback, type RefundNews } from '../refunds/refunds.jobs.js';
import { recordBreak } from './payments.breaks.js';
import { PaymentsConfig } from './payments.config.js';
import { paymentsProblems as problems } from './payments.errors.js';
import { ApplyCallback, type News } from './payments.jobs.js';
import type { ProviderName } from './payments.events.js';

/** What a callback is about: money that comes in, or money that goes out. */
type AnyNews = News | RefundNews;

const isOutgoing = (news: AnyNews): news is RefundNews => 'operation' in news;

/** Under this key pawaPay's callbacks are one and the same delivery. */
const pawapayKey = (raw: Buffer): string | undefined =>
  (parseCallback(raw) ?? parseRefundCallback(raw) ?? parsePayoutCallback(raw))?.key;

/** Reads a callback; undefined when it is about something else. */
function readCallback(source: string, raw: Buffer): AnyNews | undefined {
  if (source === 'pawapay') return readPawapay(raw);
  const outgoing = parseOutgoing(raw);
  if (outgoing) return { provider: 'flutterwave', ...outgoing };
  const transaction = parseWebhook(raw)?.transaction;
  return transaction
    ? { provider: 'flutterwave', reference: transaction.txRef, amount: transaction.amount }
    : undefined;
}

function readPawapay(raw: Buffer): AnyNews | undefined {
  const provider = 'pawapay';
  const deposit = parseCallback(raw)?.deposit;
  if (deposit) return { provider, reference: deposit.depositId, amount: deposit.amount };
  const refund = parseRefundCallback(raw)?.refund;
  if (refund) return { provider, operation: 'REFUND', reference: refund.refundId, amount: refund.amount };
  const payout = parsePayoutCallback(raw)?.payout;
  return payout && { provider, operation: 'PAYOUT', reference: payout.payoutId, amount: payout.amount };
}

export interface ReceivedWebhook {
  readonly headers: ReceivedHeaders;
  /** The bytes before any parser. */
  readonly raw: Buffer;
  readonly path: string;
}

/** Takes in what providers send: verified over the raw bytes, stored, answered at once, worked on later. */
@Injectable()
export class PaymentCallbacks {
  constructor(
    private readonly inbox: Inbox,
    private readonly clock: Clock,
    private readonly pawapayKeys: PawapayKeys,
    @Inject(PaymentsConfig) private readonly config: PaymentsConfig,
  ) {}

  /** @throws Problem payments.webhook_invalid, payments.webhook_unchecked when pawaPay's keys cannot be had */
  async receivePawapay(webhook: ReceivedWebhook): Promise<void> {
    check(await this.verifyPawapay(webhook));
    await this.store('pawapay', pawapayKey(webhook.raw), webhook.raw);
  }

  /** @throws Problem payments.webhook_invalid */
  async receiveFlutterwave({ headers, raw }: ReceivedWebhook): Promise<void> {
    check(verifyFlutterwaveWebhook({ headers, rawBody: raw }, [this.config.FLUTTERWAVE_SECRET_HASH]));
    // A card's reusable token must not be kept.
    await this.store('flutterwave', parseWebhook(raw)?.key, Buffer.from(withoutCardTokens(raw) ?? raw));
  }

  private async verifyPawapay({ headers, raw, path }: ReceivedWebhook): Promise<Verdict> {
    if (this.config.PAWAPAY_WEBHOOK_VERIFIER === 'hmac') {
      const secret = this.config.PAWAPAY_WEBHOOK_SECRET;
      return verifyPawapayHmac({ headers, rawBody: raw }, secret ? [secret] : []);
    }
    const authority = new URL(this.config.PUBLIC_URL).host;
    const received = { method: 'POST', authority, path, headers, rawBody: raw, receivedAt: this.clock.now() };
    return verifyPawapaySignature(received, this.pawapayKeys);
  }

  private async store(source: ProviderName, key: string | undefined, raw: Buffer): Promise<void> {
    const dedupeKey = key ?? `unread:${createHash('sha256').update(raw).digest('hex')}`;
    const news = readCallback(source, raw);
    const message = { source, dedupeKey, headers: {}, raw };
    const differs = (tx: Tx, earlier: Buffer) => noteContradiction(tx, readCallback(source, earlier), news);
    if (news && isOutgoing(news)) {
      await this.inbox.receive(message, ApplyRefundCallback, (inboxId) => ({ inboxId, news }), differs);
    } else {
      await this.inbox.receive(message, ApplyCallback, (inboxId) => ({ inboxId, ...(news && { news }) }), differs);
    }
  }
}

/** Two verified callbacks that name the same news but not the same amount. */
async function noteContradiction(tx: Tx, earlier?: AnyNews, later?: AnyNews): Promise<void> {
  if (!earlier || !later || earlier.amount === later.amount) return;
  const { provider, reference, amount } = later;
  const detail = `a callback said ${earlier.amount} first and ${amount} later`;
  await recordBreak(tx, {
    kind: 'CALLBACK_ALTERED',
    provider,
    reference,
    amount: amount ?? undefined,
    currency: 'ZMW',
    detail,
    state: 'OPEN',
  });
}

function check(verdict: Verdict): void {
  if (verdict.ok) return;
  if (verdict.retry) throw problems.webhookUnchecked('Send it again.', { retryAfter: 30 });
  throw problems.webhookInvalid(`It was refused (${verdict.reason}) and changes nothing.`);
}
