import { Inject, Injectable } from '@nestjs/common';
import { PAYEE_DESTINATION, ProviderAccess, type ProviderName, type WalletDestination } from '@pakashop/backend';
import { Vault } from '@pakashop/platform';
import type { PayeeRef, Payout, Rail } from './payouts.kinds.js';
import type { Line, NetworkState, PayoutRail } from './payouts.rail.js';

/** The companies that pay out in this process, in the order in which they are preferred. */
export const RAILS = Symbol('pakashop:payout-rails');

/** Where a payout keeps its destination. */
export const PAYOUT_DESTINATION = { table: 'settlement.payouts', column: 'destination', id: 'id' } as const;

/** Chooses who pays, and opens destinations for the moment of sending. */
@Injectable()
export class PayoutRails {
  constructor(
    @Inject(RAILS) private readonly rails: readonly PayoutRail[],
    @Inject(ProviderAccess) private readonly access: ProviderAccess,
    private readonly vault: Vault,
  ) {}

  /** All that may be used, for balances. */
  get all(): readonly PayoutRail[] {
    return this.access.PAYMENT_PROVIDER === 'PAWAPAY'
      ? this.rails.filter(({ name }) => name === 'pawapay')
      : this.rails;
  }

  rail(name: ProviderName): PayoutRail {
    return this.rails.find((rail) => rail.name === name)!;
  }

  /** Who pays to such a wallet, the preferred first. */
  offering(rail: Rail, network: string): readonly PayoutRail[] {
    return this.all.filter((one) => one.supports(rail, network));
  }

  /** State and limits of a network at the one who would pay to it. */
  async limits(rail: Rail, network: string): Promise<NetworkState | undefined> {
    return this.offering(rail, network)[0]?.network(network);
  }

  /** The company that pays while the payout's own is closed; nothing of it may have been sent. */
  second({ rail, network, provider, sentAt }: Payout): PayoutRail | undefined {
    const offering = this.offering(rail, network);
    return sentAt === null ? offering[offering.findIndex(({ name }) => name === provider) + 1] : undefined;
  }

  async toLine({ id, reference, amount, rail, network, destination }: Payout): Promise<Line> {
    const { table, column } = PAYOUT_DESTINATION;
    const opened = await this.vault.open(destination, { table, column, row: id });
    return {
      reference,
      amount,
      rail,
      network,
      destination: JSON.parse(opened) as WalletDestination,
      label: labelOf(id),
    };
  }

  /** Where a payee is paid now. */
  async openPayee({ kind, id }: PayeeRef, destination: string): Promise<WalletDestination> {
    const { table, column } = PAYEE_DESTINATION;
    const opened = await this.vault.open(destination, { table, column, row: `${kind}:${id}` });
    return JSON.parse(opened) as WalletDestination;
  }

  seal(payoutId: string, destination: WalletDestination): Promise<string> {
    const { table, column } = PAYOUT_DESTINATION;
    return this.vault.seal(JSON.stringify(destination), { table, column, row: payoutId });
  }
}

/** What people call a payout: the random end of its id. */
const labelOf = (id: string): string => `PO-${id.slice(-12)}`;
