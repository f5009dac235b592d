import { Omittable } from '@pakashop/platform';
import { IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import { AUDIENCES, type Audience } from './auth.contract.js';

export class StartGoogle {
  @Omittable() @IsIn(AUDIENCES) audience: Audience = 'customer';
}

export class GoogleStarted {
  /** Where to send the browser. Google sends it back to /sign-in/google of the shop. */
  url: string;
  /** Keep it in this tab, and refuse a way back that carries another one: somebody else began that one. */
  state: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** What stands in the address of the way back. */
export class FinishGoogle {
  @IsString() @MinLength(1) @MaxLength(2048) code: string;
  @IsString() @MinLength(1) @MaxLength(128) state: string;
  /** Who answered, where the address says it. */
  @Omittable() @IsString() @MaxLength(256) iss?: string;
}
