import { Injectable } from '@nestjs/common';
import { currentContext } from '@pakashop/platform';
import { type Answer, type FlutterwaveRefund, FlutterwaveRefundClient } from '@pakashop/providers/flutterwave';
import { type RefundAttempt, RefundProvider, type RefundSent, type RefundStanding } from '../../refunds.provider.js';

/** Clocks may differ; a list is read back to so long before the request was sent. */
const SLACK_MS = 3_600_000;

/** Gives transactions back through Flutterwave. It knows no reference of ours: a refund is sent once, then looked for. */
@Injectable()
export class FlutterwaveRefunds extends RefundProvider {
  readonly name = 'flutterwave';
  readonly knowsRepeats = false;

  constructor(private readonly client: FlutterwaveRefundClient) {
    super();
  }

  newReference(attemptId: string): string {
    return `pkr_${attemptId}`;
  }

  async send({ source, amount, reference }: RefundAttempt): Promise<RefundSent> {
    const input = { transactionId: source, amount, currency: 'ZMW', comments: reference } as const;
    const outcome = await this.client.refund(input, { requestId: currentContext()?.correlationId });
    if (outcome.kind === 'succeeded') return { kind: 'accepted', providerRefundId: outcome.value.id };
    if (outcome.kind === 'unknown') {
      return { kind: 'unknown', reason: `${outcome.reason}: ${outcome.detail}`, sent: outcome.sent };
    }
    // Version 3 has messages instead of codes.
    const code = /insufficient/i.test(outcome.message) ? 'OUT_OF_FUNDS' : outcome.code;
    return { kind: 'refused', code, message: outcome.message };
  }

  async ask(attempt: RefundAttempt, others: readonly string[]): Promise<RefundStanding> {
    const options = { requestId: currentContext()?.correlationId };
    if (attempt.providerRefundId) {
      return toStanding(await this.client.refundById(attempt.providerRefundId, options));
    }
    const since = new Date(Date.now() - attempt.secondsSinceSent * 1000 - SLACK_MS);
    const listed = await this.client.refundsOf(attempt.source, since, options);
    if (listed.kind === 'unknown') return { kind: 'unknown', reason: listed.detail };
    const found = theOne(
      attempt,
      listed.value.filter(({ id }) => !others.includes(id)),
    );
    return found ? toStanding({ kind: 'succeeded', value: found }) : { kind: 'notFound', unnamed: true };
  }
}

/** Ours is the one with our comment; where comments are not told, the one of our amount: only one is under way at a time. */
const theOne = ({ reference, amount }: RefundAttempt, refunds: FlutterwaveRefund[]): FlutterwaveRefund | undefined =>
  refunds.find(({ comments }) => comments === reference) ??
  refunds.find((refund) => refund.comments === null && refund.amount === amount);

function toStanding(answer: Answer<FlutterwaveRefund>): RefundStanding {
  if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.detail };
  const { id: providerRefundId, standing, status, amount } = answer.value;
  switch (standing) {
    case 'failed':
      return { kind: 'failed', code: 'REFUSED', message: `Flutterwave says ${status}` };
    case 'unrecognised':
      return { kind: 'unknown', reason: `Flutterwave says ${status}` };
    case 'pending':
      return { kind: 'pending', providerRefundId };
    case 'succeeded':
      if (amount === null) return { kind: 'unknown', reason: 'completed without an amount' };
      return { kind: 'completed', amount, currency: 'ZMW', providerRefundId };
  }
}
