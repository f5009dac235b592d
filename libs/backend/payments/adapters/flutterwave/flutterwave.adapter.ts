import { Inject, Injectable } from '@nestjs/common';
import { currentContext } from '@pakashop/platform';
import { FlutterwaveClient, type FlutterwaveTransaction, type Outcome } from '@pakashop/providers/flutterwave';
import { PaymentsConfig } from '../../payments.config.js';
import {
  type Attempt,
  type Method,
  PaymentProvider,
  type Purpose,
  type Sent,
  type Standing,
} from '../../payments.provider.js';

/** Cards, and mobile money where pawaPay cannot take it: the buyer is sent to Flutterwave's own page. */
@Injectable()
export class FlutterwaveAdapter extends PaymentProvider {
  readonly name = 'flutterwave';

  constructor(
    private readonly client: FlutterwaveClient,
    @Inject(PaymentsConfig) private readonly config: PaymentsConfig,
  ) {
    super();
  }

  supports(): boolean {
    return true;
  }

  /** Flutterwave tells no state in advance. */
  isOpen(): Promise<boolean> {
    return Promise.resolve(true);
  }

  accepts(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  newReference(attemptId: string): string {
    return `pk_${attemptId}`;
  }

  /**
   * Both methods use the hosted page: a direct mobile money charge needs a redirect as well and, other than a page,
   * cannot be closed again.
   */
  async send(attempt: Attempt, { orderId, orderNumber, name, email }: Purpose): Promise<Sent> {
    const outcome = await this.client.createPayment(
      {
        txRef: attempt.reference,
        amount: attempt.amount,
        currency: 'ZMW',
        redirectUrl: `${this.config.STOREFRONT_URL}/payment/callback?orderId=${orderId}`,
        customer: { name, email, phone: attempt.phone ?? undefined },
        methods: [pageMethod(attempt.method)],
        sessionMinutes: 30,
        maxRetries: 3,
        title: `Pakashop ${orderNumber}`,
        meta: { order: orderNumber },
      },
      { requestId: currentContext()?.correlationId },
    );
    return toSent(outcome);
  }

  /**
   * Reads every transaction under the reference: one link allows several, and a failed one ends nothing while the link
   * is open. The attempt is over only when the link is closed and nothing succeeded or is under way; see {@link close}.
   */
  async ask({ reference }: Attempt): Promise<Standing> {
    const listed = await this.client.listTransactions(
      { txRef: reference },
      { requestId: currentContext()?.correlationId },
    );
    if (listed.kind === 'unknown') return { kind: 'unknown', reason: listed.detail };
    const successes = listed.value.filter((t) => t.standing === 'succeeded').map(toSuccess);
    const [first, ...others] = successes;
    if (first?.readable) return { kind: 'succeeded', ...first, others: others.filter((o) => o.readable) };
    if (first) return { kind: 'unknown', reason: 'successful, but the amount is unreadable' };
    const unsettled = listed.value.some((t) => t.standing === 'pending' || t.standing === 'unrecognised');
    return unsettled ? { kind: 'pending' } : { kind: 'notFound' };
  }

  async close({ redirectUrl }: Attempt): Promise<boolean> {
    if (!redirectUrl) return false;
    const outcome = await this.client.disableLink(redirectUrl, { requestId: currentContext()?.correlationId });
    return outcome.kind === 'succeeded';
  }
}

const pageMethod = (method: Method) => (method === 'CARD' ? 'card' : 'mobilemoneyzambia');

const toSuccess = ({ id, amount, currency }: FlutterwaveTransaction) => ({
  transactionId: id,
  amount: amount ?? 0,
  currency: currency ?? '',
  readable: amount !== null && currency !== null,
});

function toSent(outcome: Outcome<{ link: string }>): Sent {
  if (outcome.kind === 'succeeded') return { kind: 'accepted', redirectUrl: outcome.value.link };
  if (outcome.kind === 'unknown')
    return { kind: 'unknown', reason: `${outcome.reason}: ${outcome.detail}`, sent: outcome.sent };
  return { kind: 'refused', code: outcome.code, message: outcome.message, unavailable: outcome.fault === 'provider' };
}
