import { Omittable } from '@pakashop/platform';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsEmail, IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import { PersonName, UserView } from '../users/users.dto.js';
import { AUDIENCES, type Audience } from './auth.contract.js';
import type { SecondFactor } from './auth.proofs.js';

export const asEmail = ({ value }: TransformFnParams): unknown =>
  typeof value === 'string' ? value.trim().toLowerCase() : value;

/** Twice the 128 characters of the rule, since one character may count as two here. */
export const PASSWORD_UNITS = 256;

/**
 * A new account, reached by e-mail, by phone, or both. The code goes to the phone, if there is one; the other contact is
 * proven later, by `POST /me/contacts`.
 */
export class Register extends PersonName {
  @Omittable() @Transform(asEmail) @IsEmail() @MaxLength(254) email?: string;
  /** A Zambian mobile number, as people write it or with +260. */
  @Omittable() @IsString() @MaxLength(32) phone?: string;
  /** 8 to 128 characters of any kind. */
  @IsString() @MinLength(1) @MaxLength(PASSWORD_UNITS) password: string;
  /** Where to be signed in: `vendor` makes the account that of a seller. */
  @Omittable() @IsIn(['customer', 'vendor']) audience: 'customer' | 'vendor' = 'customer';
}

export class SignIn {
  /** E-mail address or phone number. */
  @IsString() @MinLength(1) @MaxLength(254) login: string;
  @IsString() @MinLength(1) @MaxLength(PASSWORD_UNITS) password: string;
  @Omittable() @IsIn(AUDIENCES) audience: Audience = 'customer';
  /** The deviceKey of an earlier sign-in: others who guess at the account then cannot lock this device out. */
  @Omittable() @IsString() @MaxLength(128) deviceKey?: string;
}

export class RefreshSession {
  @IsString() @MinLength(1) @MaxLength(128) refreshToken: string;
}

export class BootstrapAdmin extends PersonName {
  /** The value of BOOTSTRAP_ADMIN_TOKEN. */
  @IsString() @MaxLength(512) token: string;
  @Transform(asEmail) @IsEmail() @MaxLength(254) email: string;
  @IsString() @MinLength(1) @MaxLength(PASSWORD_UNITS) password: string;
}

export class ChangePassword {
  @IsString() @MinLength(1) @MaxLength(PASSWORD_UNITS) currentPassword: string;
  /** 8 to 128 characters of any kind. */
  @IsString() @MinLength(1) @MaxLength(PASSWORD_UNITS) newPassword: string;
}

export class Tokens {
  /** Send it as `Authorization: Bearer`. */
  accessToken: string;
  /** ISO 8601. Refresh shortly before. */
  accessExpiresAt: string;
  /** Good once: every refresh gives the next one. */
  refreshToken: string;
  /** ISO 8601. When the session ends whatever happens; it ends earlier when it is not used. */
  sessionExpiresAt: string;
}

export class SignedIn {
  user: UserView;
  tokens: Tokens;
  /** Keep it on the device, beyond sign-out, and send it with the next sign-in. */
  deviceKey: string;
}

export class PendingFactor {
  /** Send it with the code to `POST /auth/second-factor`. It opens nothing else. */
  token: string;
  /** What the person may prove themselves with: `recovery` is one of the codes that were written down. */
  methods: SecondFactor[];
  /** ISO 8601. */
  expiresAt: string;
}

/** The first factor was right; the person has a second one, and is signed in once that is proven. */
export class FactorPending {
  pending: PendingFactor;
}

export class SessionView {
  id: string;
  audience: Audience;
  /** What the client called itself at sign-in. */
  userAgent: string | null;
  /** The same in short, like `Chrome on Android`. */
  deviceName: string | null;
  address: string | null;
  /** Town and country of the address, like `Lusaka, ZM`, where that is known. */
  place: string | null;
  createdAt: string;
  lastUsedAt: string;
  expiresAt: string;
  /** The session of this request. */
  current: boolean;
}

export class SessionList {
  data: SessionView[];
  nextCursor: string | null;
}
