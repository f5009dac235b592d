import { Inject, Injectable } from '@nestjs/common';
import { Clock, Inbox, type Tx } from '@pakashop/platform';
import { parseWebhook, verifyFlutterwaveWebhook, withoutCardTokens } from '@pakashop/providers/flutterwave';
import {
  parseCallback,
  PawapayKeys,
  type ReceivedHeaders,
  verifyPawapayHmac,
  verifyPawapaySignature,
  type Verdict,
} from '@pakashop/providers/pawapay';
import { createHash } from 'node:crypto';
import { recordBreak } from './payments.breaks.js';
import { PaymentsConfig } from './payments.config.js';
import { paymentsProblems as problems } from './payments.errors.js';
import { ApplyCallback, type News } from './payments.jobs.js';
import type { ProviderName } from './payments.events.js';

/** Reads a callback; undefined when it is about something else. */
function readCallback(source: string, raw: Buffer): News | undefined {
  if (source === 'pawapay') {
    const deposit = parseCallback(raw)?.deposit;
    return deposit && { provider: 'pawapay', reference: deposit.depositId, amount: deposit.amount };
  }
  const transaction = parseWebhook(raw)?.transaction;
  return transaction
    ? { provider: 'flutterwave', reference: transaction.txRef, amount: transaction.amount }
    : undefined;
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
    await this.store('pawapay', parseCallback(webhook.raw)?.key, webhook.raw);
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
    await this.inbox.receive(
      { source, dedupeKey, headers: {}, raw },
      ApplyCallback,
      (inboxId) => ({ inboxId, ...(news && { news }) }),
      (tx, earlier) => noteContradiction(tx, readCallback(source, earlier), news),
    );
  }
}

/** Two verified callbacks that name the same news but not the same amount. */
async function noteContradiction(tx: Tx, earlier?: News, later?: News): Promise<void> {
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
