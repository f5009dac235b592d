import { event } from '@pakashop/platform';
import { IsIn, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';

export const OWNER_KINDS = ['SHOP', 'AGENT', 'FLEET'] as const;
export type OwnerKind = (typeof OWNER_KINDS)[number];

/** How money travels to a wallet. */
export const RAILS = ['MOBILE_MONEY', 'BANK'] as const;
export type Rail = (typeof RAILS)[number];

export class WalletChangedFact {
  @IsUUID() walletId: string;
  @IsIn(OWNER_KINDS) ownerKind: OwnerKind;
  /** The shop, agent or fleet. */
  @IsUUID() ownerId: string;
  /** Nothing is paid to the wallet before. */
  @IsISO8601() payableAfter: string;
  @IsIn(RAILS) rail: Rail;
  /** Operator as pawaPay writes it, or the bank's BIC. */
  @IsString() provider: string;
  /** {@link WalletDestination} as JSON, sealed for {@link PAYEE_DESTINATION}; empty for an agent who was erased. */
  @IsString() destination: string;
  /** The agent as a person; absent for shops and fleets. */
  @IsOptional() @IsUUID() userId?: string;
}

/** Where money goes, as it stands inside the sealed destination. */
export interface WalletDestination {
  /** E.164, or the digits of a bank account. */
  readonly account: string;
  readonly holderName: string;
}

/** Where those who pay keep a destination: it is sealed for this place, the row being `<ownerKind>:<ownerId>`. */
export const PAYEE_DESTINATION = { table: 'settlement.payees', column: 'destination', id: 'ref' } as const;

/** A payout wallet was set, changed or held. What it says of the wallet is sealed for those who pay. */
export const WalletChanged = event('wallets.changed', WalletChangedFact);
