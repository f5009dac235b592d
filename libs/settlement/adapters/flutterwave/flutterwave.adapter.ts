import { Inject, Injectable } from '@nestjs/common';
import { currentContext } from '@pakashop/platform';
import { FlutterwaveTransferClient, type TransferInput } from '@pakashop/providers/flutterwave';
import { type Bank, banksOf, PayoutsConfig } from '../../payouts.config.js';
import type { Rail } from '../../payouts.kinds.js';
import { type Line, type NetworkState, PayoutRail, type SentTogether, type Standing } from '../../payouts.rail.js';

/** Bank accounts, and mobile money while pawaPay's operator is closed: transfers of Flutterwave, one by one. */
@Injectable()
export class FlutterwavePayouts extends PayoutRail {
  readonly name = 'flutterwave';
  readonly bulk = 1;
  /** What a repeated reference does is not documented. */
  readonly repeatable = false;
  private readonly banks: ReadonlyMap<string, Bank>;

  constructor(
    private readonly client: FlutterwaveTransferClient,
    @Inject(PayoutsConfig) config: PayoutsConfig,
  ) {
    super();
    this.banks = banksOf(config);
  }

  supports(rail: Rail, network: string): boolean {
    return rail === 'MOBILE_MONEY' || this.banks.has(network);
  }

  newReference(payoutId: string): string {
    return `po_${payoutId}`;
  }

  /** Flutterwave tells neither state nor limits in advance. */
  network(): Promise<NetworkState> {
    return Promise.resolve({ isOpen: true, min: null, max: null });
  }

  async balance(): Promise<number | undefined> {
    const answer = await this.client.balance('ZMW', withId());
    return answer.kind === 'succeeded' ? answer.value.available : undefined;
  }

  async send([line]: readonly Line[]): Promise<SentTogether> {
    const { reference } = line!;
    const outcome = await this.client.transfer(this.toInput(line!), withId());
    const { kind } = outcome;
    if (kind === 'succeeded') return { kind: 'lines', lines: new Map([[reference, { kind: 'accepted' }]]) };
    if (kind === 'failed') {
      const { code, message } = outcome;
      return { kind: 'lines', lines: new Map([[reference, { kind: 'refused', code, message }]]) };
    }
    const reason = `${outcome.reason}: ${outcome.detail}`;
    return { kind: 'lines', lines: new Map([[reference, { kind, reason, sent: outcome.sent }]]) };
  }

  async ask(reference: string): Promise<Standing> {
    const found = await this.client.transferByReference(reference, withId());
    if (found.kind === 'unknown') return { kind: 'unknown', reason: found.detail };
    if (found.kind === 'notFound') return found;
    const { id, standing, status, amount, currency, message, waitsForApproval } = found.value;
    if (standing === 'failed') return { kind: 'failed', code: 'FAILED', message: message ?? status };
    if (standing === 'unrecognised') return { kind: 'unknown', reason: `Flutterwave says ${status}` };
    if (standing === 'pending') {
      return { kind: 'pending', evidence: waitsForApproval ? 'waits for approval in the dashboard' : status };
    }
    if (amount === null || currency === null)
      return { kind: 'unknown', reason: 'successful, but the amount is unreadable' };
    return { kind: 'completed', amount, currency, transactionId: id };
  }

  /** A transfer cannot be taken back. */
  cancel(): Promise<boolean> {
    return Promise.resolve(false);
  }

  private toInput({ reference, amount, rail, network, destination, label }: Line): TransferInput {
    const bank = this.banks.get(network);
    return {
      reference,
      amount,
      currency: 'ZMW',
      beneficiary: destination.holderName,
      narration: `Pakashop payout ${label}`,
      to:
        rail === 'MOBILE_MONEY'
          ? { phone: destination.account }
          : { account: destination.account, bank: bank?.code ?? '', branch: bank?.branch },
    };
  }
}

const withId = () => ({ requestId: currentContext()?.correlationId });
