import { Money, op, port } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsISO4217CurrencyCode, IsISO8601, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';

/** What the books say of the money at one provider between two moments. */
export class WalletQuestion {
  @IsString() @MaxLength(40) provider: string;
  @IsISO4217CurrencyCode() currency: string;
  /** Inclusive; by when the cause happened. */
  @IsISO8601() from: string;
  /** Exclusive. */
  @IsISO8601() to: string;
}

export class WalletMovement {
  @IsObject() @ValidateNested() @Type(() => Money) opening: Money;
  @IsObject() @ValidateNested() @Type(() => Money) debits: Money;
  @IsObject() @ValidateNested() @Type(() => Money) credits: Money;
  /** opening + debits − credits. */
  @IsObject() @ValidateNested() @Type(() => Money) closing: Money;
}

export class SettlementPort extends port('settlement', {
  /** Movement of the books' account of one provider. Changes nothing. */
  walletMovement: op(WalletQuestion, WalletMovement),
}) {}
