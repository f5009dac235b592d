import { Omittable } from '@pakashop/platform';
import { IsIn, IsInt, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { Line } from '../applications/applications.fields.js';
import type { OwnerKind } from './wallets.events.js';
import { type Rail, RAILS } from './wallets.events.js';
import type { Cause } from './wallets.kinds.js';

/** Where the owner is to be paid out from now on. */
export class SetWallet {
  @IsIn(RAILS) rail: Rail;
  /** MTN_MOMO_ZMB, AIRTEL_OAPI_ZMB or ZAMTEL_ZMB; the BIC of a bank. */
  @IsString() @MaxLength(32) provider: string;
  /** Phone number of the wallet, or number of the bank account. */
  @IsString() @MaxLength(40) account: string;
  /** Whose wallet it is, as operator or bank know them. */
  @Line(2, 120) holderName: string;
}

/** A payout wallet; its number is masked wherever it is shown. */
export class WalletView {
  id: string;
  ownerKind: OwnerKind;
  /** The shop, agent or fleet. */
  ownerId: string;
  rail: Rail;
  provider: string;
  account: string;
  holderName: string;
  /** Nothing is paid to the wallet before. */
  payableAfter: string;
  changedAt: string;
}

export class WalletList {
  data: WalletView[];
  nextCursor: string | null;
}

/** One thing that happened to a wallet, with what it was then. */
export class WalletChange {
  id: string;
  cause: Cause;
  rail: Rail;
  provider: string;
  account: string;
  payableAfter: string;
  at: string;
}

export class WalletHistory {
  data: WalletChange[];
  nextCursor: string | null;
}

/** Exactly one of the two. */
export class FindWallets {
  /** Phone number of a wallet, or number of a bank account. */
  @Omittable() @IsString() @MaxLength(40) account?: string;
  /** The shop, agent or fleet. */
  @Omittable() @IsUUID() ownerId?: string;
}

export class HoldWallet {
  /** Kept in the audit, and told to nobody outside. */
  @Line(3, 1000) reason: string;
  /** For how long; as after a change when absent. */
  @Omittable() @IsInt() @Min(1) @Max(720) hours?: number;
}
