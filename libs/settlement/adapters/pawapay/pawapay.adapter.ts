import { Injectable } from '@nestjs/common';
import { currentContext } from '@pakashop/platform';
import {
  type ActiveConfiguration,
  isPawapayOperator,
  MAX_BULK,
  type Outcome,
  PawapayPayoutClient,
  type PayoutInput,
} from '@pakashop/providers/pawapay';
import { randomUUID } from 'node:crypto';
import type { Rail } from '../../payouts.kinds.js';
import {
  type Line,
  type NetworkState,
  PayoutRail,
  type Sent,
  type SentTogether,
  type Standing,
} from '../../payouts.rail.js';

/** The configuration changes by the minute at most. */
const CONFIGURATION_MS = 30_000;

/** Mobile money through pawaPay, up to twenty payouts in one request. */
@Injectable()
export class PawapayPayouts extends PayoutRail {
  readonly name = 'pawapay';
  readonly bulk = MAX_BULK;
  /** A known id is ignored, by pawaPay's own promise. */
  readonly repeatable = true;
  private configuration?: { readonly readAt: number; readonly answer: Promise<ActiveConfiguration | undefined> };

  constructor(private readonly client: PawapayPayoutClient) {
    super();
  }

  supports(rail: Rail, network: string): boolean {
    return rail === 'MOBILE_MONEY' && isPawapayOperator(network);
  }

  /** pawaPay wants a UUID version 4. */
  newReference(): string {
    return randomUUID();
  }

  async network(network: string): Promise<NetworkState | undefined> {
    const configuration = await this.readConfiguration();
    const found = configuration?.operators.find((o) => o.operator === network && (o.currency ?? 'ZMW') === 'ZMW');
    const operation = found?.operations.find(({ type }) => type === 'PAYOUT');
    if (!configuration) return undefined;
    if (!operation) return { isOpen: false, min: null, max: null };
    // A delayed operator is open: pawaPay takes the payout and holds it.
    return { isOpen: operation.status !== 'CLOSED', min: operation.min, max: operation.max };
  }

  async balance(): Promise<number | undefined> {
    const answer = await this.client.walletBalances(withId());
    if (answer.kind === 'unknown') return undefined;
    const wallets = answer.value.filter(({ country, currency }) => country === 'ZMB' && currency === 'ZMW');
    return wallets.find(({ operator }) => operator === null)?.balance;
  }

  async send(lines: readonly Line[]): Promise<SentTogether> {
    const inputs = lines.map(toInput);
    const [only] = inputs;
    if (inputs.length === 1) {
      const sent = toSent(await this.client.payout(only!, withId()));
      return { kind: 'lines', lines: new Map([[only!.payoutId, sent]]) };
    }
    const outcome = await this.client.payoutsInBulk(inputs, withId());
    if (outcome.kind === 'failed') return { kind: 'refusedWhole', code: outcome.code, message: outcome.message };
    const sentAs = (id: string): Sent => toSent(outcome.kind === 'lines' ? outcome.lines.get(id)! : outcome);
    return { kind: 'lines', lines: new Map(inputs.map(({ payoutId }) => [payoutId, sentAs(payoutId)])) };
  }

  async ask(reference: string): Promise<Standing> {
    const found = await this.client.payoutStatus(reference, withId());
    if (found.kind === 'unknown') return { kind: 'unknown', reason: found.detail };
    if (found.kind === 'notFound') return found;
    const { standing, status, amount, currency, providerTransactionId: transactionId, failure } = found.value;
    if (standing === 'failed') {
      return { kind: 'failed', code: failure?.code ?? 'UNSPECIFIED_FAILURE', message: failure?.message ?? status };
    }
    if (standing === 'unrecognised') return { kind: 'unknown', reason: `pawaPay says ${status}` };
    if (standing === 'pending') return { kind: 'pending', evidence: status };
    if (amount === null || currency === null)
      return { kind: 'unknown', reason: 'completed, but the amount is unreadable' };
    return { kind: 'completed', amount, currency, transactionId };
  }

  async cancel(reference: string): Promise<boolean> {
    return (await this.client.cancelEnqueued(reference, withId())).kind === 'succeeded';
  }

  private readConfiguration(): Promise<ActiveConfiguration | undefined> {
    const now = Date.now();
    if (!this.configuration || now - this.configuration.readAt > CONFIGURATION_MS) {
      const answer = this.client
        .activeConfiguration({ operationType: 'PAYOUT' })
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

const withId = () => ({ requestId: currentContext()?.correlationId });

const toInput = ({ reference, amount, network, destination, label }: Line): PayoutInput => ({
  payoutId: reference,
  amount,
  currency: 'ZMW',
  phone: destination.account,
  operator: network as PayoutInput['operator'],
  customerMessage: 'Pakashop payout',
  clientReferenceId: label,
});

function toSent(outcome: Outcome<unknown>): Sent {
  if (outcome.kind === 'succeeded') return { kind: 'accepted' };
  if (outcome.kind === 'unknown')
    return { kind: 'unknown', reason: `${outcome.reason}: ${outcome.detail}`, sent: outcome.sent };
  return { kind: 'refused', code: outcome.code, message: outcome.message };
}
