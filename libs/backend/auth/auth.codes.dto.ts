import { Omittable } from '@pakashop/platform';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsEmail, IsIn, IsString, IsUUID, Length, Matches, MaxLength, MinLength } from 'class-validator';
import { AUDIENCES, type Audience } from './auth.contract.js';
import { asEmail, PASSWORD_UNITS } from './auth.dto.js';

const trimmed = ({ value }: TransformFnParams): unknown => (typeof value === 'string' ? value.trim() : value);

/** Where a code goes: exactly one of the two. */
export class CodeTarget {
  @Omittable() @Transform(asEmail) @IsEmail() @MaxLength(254) email?: string;
  /** A Zambian mobile number, as people write it or with +260. */
  @Omittable() @IsString() @MaxLength(32) phone?: string;
}

export class AskForCode extends CodeTarget {
  @Omittable() @IsIn(AUDIENCES) audience: Audience = 'customer';
}

export class AskForLink {
  @Transform(asEmail) @IsEmail() @MaxLength(254) email: string;
  @Omittable() @IsIn(AUDIENCES) audience: Audience = 'customer';
}

/** A code is on its way, or it is not: this says nothing about who has an account. */
export class CodeSent {
  /** Belongs to this request: the code is good together with it only. */
  challengeId: string;
  /** ISO 8601. Until then the code is good, once. */
  expiresAt: string;
  /** ISO 8601. Not before then may the next code be asked for; it replaces this one. */
  resendAt: string;
}

/** A link is on its way, or it is not: this says nothing about who has an account. */
export class LinkSent {
  /** ISO 8601. Until then the link is good, once. */
  expiresAt: string;
  /** ISO 8601. Not before then may the next link be asked for; it replaces this one. */
  resendAt: string;
}

export class TypedCode {
  /** The six digits of the message. */
  @IsString() @Matches(/^\d{6}$/, { message: 'code must have six digits' }) code: string;
}

class MaybeNew {
  /** What to call the person, if this makes a new account. */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @Length(1, 100)
  @Matches(/^\P{C}*$/u, { message: 'name must not contain control characters' })
  name?: string;
}

export class ConfirmCode extends MaybeNew {
  /** The six digits of the message. */
  @IsString() @Matches(/^\d{6}$/, { message: 'code must have six digits' }) code: string;
}

export class ConfirmLink extends MaybeNew {
  /** What stands in the link behind `#token=`. */
  @IsString() @MinLength(1) @MaxLength(128) token: string;
}

/** A new password with what was sent to the account's contact: the token of a mail's link, or a challenge and its code. */
export class ResetPassword {
  /** What stands in the link behind `#token=`. */
  @Omittable() @IsString() @MinLength(1) @MaxLength(128) token?: string;
  @Omittable() @IsUUID() challengeId?: string;
  /** The six digits that came to the phone. */
  @Omittable() @IsString() @Matches(/^\d{6}$/, { message: 'code must have six digits' }) code?: string;
  /** 8 to 128 characters of any kind. */
  @IsString() @MinLength(1) @MaxLength(PASSWORD_UNITS) newPassword: string;
  /** Where to be signed in afterwards. */
  @Omittable() @IsIn(AUDIENCES) audience: Audience = 'customer';
}

export class FirstPassword {
  /** 8 to 128 characters of any kind. */
  @IsString() @MinLength(1) @MaxLength(PASSWORD_UNITS) newPassword: string;
}
