import { Env } from '@pakashop/platform';
import { IsInt, IsNumber, IsOptional, Matches, Max, Min } from 'class-validator';

/** One bank of the list below: `ZNCOZMLU=542:ZM210000`, the branch may be left out. */
const BANKS = /^([A-Z0-9]{8,11}=\w+(:\w+)?(,|$))*$/;

/** Who pays out, when, how much without a second person, and when to stop. */
export class PayoutsConfig {
  /** Banks that Flutterwave pays to, by BIC: its own code of the bank and the branch. */
  @Env() @IsOptional() @Matches(BANKS) FLUTTERWAVE_BANKS?: string;
  /** First delay before a provider is asked about an unsettled payout; later ones grow from it. */
  @Env() @IsNumber() @Min(0.1) @Max(600) PAYMENT_POLL_SECONDS: number = 10;
  /** After so long without trace at the provider a payout that was sent counts as never received. */
  @Env() @IsInt() @Min(1) PAYMENT_NOT_FOUND_SECONDS: number = 900;
  /** Ngwee: a batch above it is sent only when a second person has approved it. */
  @Env() @IsInt() @Min(0) PAYOUT_APPROVAL_ABOVE: number = 5_000_000;
  /** Hour in Lusaka from which on a day's cycle is prepared. */
  @Env() @IsInt() @Min(0) @Max(23) PAYOUT_HOUR: number = 6;
  /** A batch is paused when more of what was sent failed or is unknown. */
  @Env() @IsInt() @Min(0) @Max(100) PAYOUT_STOP_PERCENT: number = 20;
  /** But not before so many were sent. */
  @Env() @IsInt() @Min(1) PAYOUT_STOP_AFTER: number = 5;
}

/** Flutterwave's code and branch of each bank, by BIC. */
export function banksOf({ FLUTTERWAVE_BANKS = '' }: PayoutsConfig): ReadonlyMap<string, Bank> {
  const entries = FLUTTERWAVE_BANKS.split(',').filter(Boolean);
  return new Map(
    entries.map((entry) => {
      const [bic, target] = entry.split('=');
      const [code, branch] = target!.split(':');
      return [bic!, { code: code!, branch }];
    }),
  );
}

export interface Bank {
  readonly code: string;
  readonly branch?: string;
}
