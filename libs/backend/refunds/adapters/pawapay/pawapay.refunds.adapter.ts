import { Injectable } from '@nestjs/common';
import { currentContext } from '@pakashop/platform';
import {
  type Lookup,
  type Outcome,
  type PawapayPayout,
  type PawapayRefund,
  PawapayRefundClient,
} from '@pakashop/providers/pawapay';
import { randomUUID } from 'node:crypto';
import { type RefundAttempt, RefundProvider, type RefundSent, type RefundStanding } from '../../refunds.provider.js';

/** Gives deposits back through pawaPay, or pays to another wallet where the way back is closed. */
@Injectable()
export class PawapayRefunds extends RefundProvider {
  readonly name = 'pawapay';
  readonly knowsRepeats = true;

  constructor(private readonly client: PawapayRefundClient) {
    super();
  }

  /** pawaPay wants a UUID version 4. */
  newReference(): string {
    return randomUUID();
  }

  async send(attempt: RefundAttempt): Promise<RefundSent> {
    return toSent(await (attempt.route === 'SAME_RAIL' ? this.refund(attempt) : this.payout(attempt)));
  }

  async ask({ reference, route }: RefundAttempt): Promise<RefundStanding> {
    const options = { requestId: currentContext()?.correlationId };
    return route === 'SAME_RAIL'
      ? toStanding(await this.client.refundStatus(reference, options))
      : toStanding(await this.client.payoutStatus(reference, options));
  }

  private refund({ reference, source, amount }: RefundAttempt): Promise<Outcome<unknown>> {
    const input = { refundId: reference, depositId: source, amount, currency: 'ZMW' } as const;
    return this.client.refund(input, { requestId: currentContext()?.correlationId });
  }

  private payout({ reference, amount, phone, operator }: RefundAttempt): Promise<Outcome<unknown>> {
    const to = { phone: phone!, operator: operator!, customerMessage: 'Pakashop refund' };
    const input = { payoutId: reference, amount, currency: 'ZMW', ...to } as const;
    return this.client.payout(input, { requestId: currentContext()?.correlationId });
  }
}

function toSent(outcome: Outcome<unknown>): RefundSent {
  if (outcome.kind === 'succeeded') return { kind: 'accepted' };
  if (outcome.kind === 'failed') return { kind: 'refused', code: outcome.code, message: outcome.message };
  return { kind: 'unknown', reason: `${outcome.reason}: ${outcome.detail}`, sent: outcome.sent };
}

function toStanding(found: Lookup<PawapayRefund | PawapayPayout>): RefundStanding {
  if (found.kind === 'unknown') return { kind: 'unknown', reason: found.detail };
  if (found.kind === 'notFound') return found;
  const { standing, status, amount, currency, failure } = found.value;
  switch (standing) {
    case 'failed':
      return { kind: 'failed', code: failure?.code ?? 'UNSPECIFIED_FAILURE', message: failure?.message ?? status };
    case 'unrecognised':
      return { kind: 'unknown', reason: `pawaPay says ${status}` };
    case 'pending':
      return { kind: 'pending' };
    case 'succeeded':
      if (amount === null || currency === null) return { kind: 'unknown', reason: 'completed without an amount' };
      return { kind: 'completed', amount, currency };
  }
}
