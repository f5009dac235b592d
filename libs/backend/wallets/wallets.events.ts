import { event } from '@pakashop/platform';
import { IsIn, IsISO8601, IsUUID } from 'class-validator';

export const OWNER_KINDS = ['SHOP', 'AGENT', 'FLEET'] as const;
export type OwnerKind = (typeof OWNER_KINDS)[number];

export class WalletChangedFact {
  @IsUUID() walletId: string;
  @IsIn(OWNER_KINDS) ownerKind: OwnerKind;
  /** The shop, agent or fleet. */
  @IsUUID() ownerId: string;
  /** Nothing is paid to the wallet before. */
  @IsISO8601() payableAfter: string;
}

/** A payout wallet was set, changed or held. Says nothing of the wallet itself. */
export const WalletChanged = event('wallets.changed', WalletChangedFact);
