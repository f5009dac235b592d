import { Injectable } from '@nestjs/common';
import {
  type ActiveConfiguration,
  type DepositInput,
  type Outcome,
  PawapayClient,
  type PawapayOperation,
  type PawapayOperator,
} from '@pakashop/providers/pawapay';
import { currentContext } from '@pakashop/platform';
import { randomUUID } from 'node:crypto';
import {
  type Attempt,
  type Method,
  PaymentProvider,
  type Purpose,
  type Sent,
  type Standing,
} from '../../payments.provider.js';

const OPERATORS: Partial<Record<Method, PawapayOperator>> = {
  MTN_MONEY: 'MTN_MOMO_ZMB',
  AIRTEL_MONEY: 'AIRTEL_OAPI_ZMB',
  ZAMTEL_MONEY: 'ZAMTEL_ZMB',
};

/** The configuration changes by the minute at most; asking for it at every checkout would slow each one down. */
const CONFIGURATION_MS = 60_000;

/** Mobile money through pawaPay: a PIN prompt appears on the buyer's phone. */
@Injectable()
export class PawapayAdapter extends PaymentProvider {
  readonly name = 'pawapay';
  private configuration?: { readonly readAt: number; readonly answer: Promise<ActiveConfiguration | undefined> };

  constructor(private readonly client: PawapayClient) {
    super();
  }

  supports(method: Method): boolean {
    return method in OPERATORS;
  }

  async isOpen(method: Method): Promise<boolean> {
    return (await this.operation(method))?.status !== 'CLOSED';
  }

  async accepts(method: Method, amount: number): Promise<boolean | undefined> {
    const operation = await this.operation(method);
    if (!operation) return undefined;
    return amount >= (operation.min ?? 0) && amount <= (operation.max ?? Number.MAX_SAFE_INTEGER);
  }

  /** pawaPay wants a UUID version 4. */
  newReference(): string {
    return randomUUID();
  }

  async send(attempt: Attempt, { orderNumber }: Purpose): Promise<Sent> {
    const input: DepositInput = {
      depositId: attempt.reference,
      amount: attempt.amount,
      currency: 'ZMW',
      phone: attempt.phone!,
      operator: OPERATORS[attempt.method]!,
      customerMessage: `Pakashop ${orderNumber}`,
      clientReferenceId: orderNumber,
    };
    return toSent(await this.client.deposit(input, { requestId: currentContext()?.correlationId }));
  }

  async ask({ reference }: Attempt): Promise<Standing> {
    const found = await this.client.depositStatus(reference, { requestId: currentContext()?.correlationId });
    if (found.kind === 'unknown') return { kind: 'unknown', reason: found.detail };
    if (found.kind === 'notFound') return found;
    const { standing, status, amount, currency, providerTransactionId, failure } = found.value;
    if (standing === 'failed') {
      return { kind: 'failed', code: failure?.code ?? 'UNSPECIFIED_FAILURE', message: failure?.message ?? status };
    }
    if (standing === 'unrecognised') return { kind: 'unknown', reason: `pawaPay says ${status}` };
    if (standing === 'pending') return { kind: 'pending' };
    if (amount === null || currency === null)
      return { kind: 'unknown', reason: 'completed, but the amount is unreadable' };
    return { kind: 'succeeded', amount, currency, transactionId: providerTransactionId, others: [] };
  }

  /** A PIN prompt cannot be taken back. */
  close(): Promise<boolean> {
    return Promise.resolve(false);
  }

  private async operation(method: Method): Promise<PawapayOperation | undefined> {
    const operator = OPERATORS[method];
    const configuration = await this.readConfiguration();
    const found = configuration?.operators.find((o) => o.operator === operator && (o.currency ?? 'ZMW') === 'ZMW');
    return found?.operations.find(({ type }) => type === 'DEPOSIT');
  }

  private readConfiguration(): Promise<ActiveConfiguration | undefined> {
    const now = Date.now();
    if (!this.configuration || now - this.configuration.readAt > CONFIGURATION_MS) {
      const answer = this.client
        .activeConfiguration({ timeoutMs: 2_000 })
        .then((found) => (found.kind === 'succeeded' ? found.value : this.forget()));
      this.configuration = { readAt: now, answer };
    }
    return this.configuration.answer;
  }

  /** An answer that did not come is not kept. */
  private forget(): undefined {
    this.configuration = undefined;
  }
}

function toSent(outcome: Outcome<unknown>): Sent {
  if (outcome.kind === 'succeeded') return { kind: 'accepted' };
  if (outcome.kind === 'unknown')
    return { kind: 'unknown', reason: `${outcome.reason}: ${outcome.detail}`, sent: outcome.sent };
  const { code, message } = outcome;
  return { kind: 'refused', code, message, unavailable: code === 'PROVIDER_TEMPORARILY_UNAVAILABLE' };
}
