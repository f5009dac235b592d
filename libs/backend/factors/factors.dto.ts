import { Omittable } from '@pakashop/platform';
import { IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import { SECOND_FACTORS, type SecondFactor } from '../auth/auth.proofs.js';
import { Tokens } from '../auth/auth.dto.js';

/** Factors that are a message to a verified contact. */
export const MESSAGE_FACTORS = ['sms', 'email'] as const;
export type MessageFactor = (typeof MESSAGE_FACTORS)[number];

/** Factors that people set up. */
export const FACTOR_KINDS = ['totp', ...MESSAGE_FACTORS] as const;
export type FactorKind = (typeof FACTOR_KINDS)[number];

export const STEP_UP_METHODS = [...SECOND_FACTORS, 'password'] as const;
export type StepUpMethod = (typeof STEP_UP_METHODS)[number];

export class FactorView {
  id: string;
  kind: FactorKind;
  /** Where its codes go, in part; null for `totp`. */
  contact: string | null;
  createdAt: string;
  lastUsedAt: string | null;
}

export class FactorList {
  data: FactorView[];
  nextCursor: string | null;
  /** Recovery codes that are not used yet. */
  recoveryCodesLeft: number;
}

/** What an authenticator app needs. It is shown this once. */
export class NewTotp {
  /** Base32, for typing. */
  secret: string;
  /** `otpauth://…`, for a QR code. */
  uri: string;
}

export class ConfirmFactor {
  /** The first code of the new factor. */
  @IsString() @MinLength(1) @MaxLength(64) code: string;
}

export class NewMessageFactor {
  /** Codes go to the verified phone or e-mail address of the account. */
  @IsIn(MESSAGE_FACTORS) kind: MessageFactor;
}

export class ConfirmMessageFactor extends ConfirmFactor {
  @IsIn(MESSAGE_FACTORS) kind: MessageFactor;
}

/** A code is on its way. */
export class FactorCodeSent {
  /** Where to, in part. */
  sentTo: string;
  /** ISO 8601. */
  expiresAt: string;
  /** ISO 8601. Not before then can the next one be sent. */
  resendAt: string;
}

/** The second factor counts from now on. Tokens from before are dead. */
export class FactorAdded {
  factor: FactorView;
  /** With the first factor: codes for the day it is lost. They are shown this once. */
  recoveryCodes: string[] | null;
  tokens: Tokens;
}

export class RecoveryCodeList {
  /** Each is good once. They are shown this once. */
  codes: string[];
}

export class SendFactorCode {
  /** Of the answer to the sign-in. */
  @IsString() @MinLength(1) @MaxLength(128) token: string;
  @IsIn(MESSAGE_FACTORS) method: MessageFactor;
}

export class ProveFactor {
  /** Of the answer to the sign-in. */
  @IsString() @MinLength(1) @MaxLength(128) token: string;
  @IsIn(SECOND_FACTORS) method: SecondFactor;
  @IsString() @MinLength(1) @MaxLength(64) code: string;
}

export class AskStepUp {
  /** Sends a code this way; without it nothing is sent. */
  @Omittable() @IsIn(MESSAGE_FACTORS) method?: MessageFactor;
}

export class StepUpChoice {
  /** What the person can prove with that it is them. When there is nothing, they have to sign in again. */
  methods: StepUpMethod[];
  /** The code that was sent, if one was asked for. */
  sent: FactorCodeSent | null;
}

export class ConfirmStepUp {
  @IsIn(STEP_UP_METHODS) method: StepUpMethod;
  /** The code, or the password. */
  @IsString() @MinLength(1) @MaxLength(256) code: string;
}

export class ResetFactors {
  /** How it is known that it is them, for the audit. */
  @IsString() @MinLength(10) @MaxLength(500) reason: string;
}
