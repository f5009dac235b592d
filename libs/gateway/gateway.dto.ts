import { ActReason, Omittable } from '@pakashop/platform';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsISO8601,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator';
import { type ClientScope, SCOPES } from './gateway.scopes.js';

export const CLIENT_KINDS = ['WEB', 'MOBILE', 'PARTNER'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** As browsers send it: small letters, no path, and no port where it is the scheme's own. */
const ORIGIN = /^[a-z][a-z\d+.-]{1,20}:\/\/[a-z\d.-]{1,253}(:\d{1,5})?$/;
const ORIGIN_FAULT = { each: true, message: 'each of origins must be an origin like https://pakashop.store' };

/** Asks for a client and its first key. */
export class NewClient extends ActReason {
  /** Name of the application, for good. */
  @IsString()
  @Matches(/^[a-z0-9][a-z0-9-]{1,39}$/, { message: 'name must be 2 to 40 lower-case letters, digits or hyphens' })
  name: string;
  @IsIn(CLIENT_KINDS) kind: ClientKind;
  /** Groups of routes that the application needs. */
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(SCOPES, { each: true }) scopes: ClientScope[];
  /** Origins of the pages that use it; an application of kind WEB has one at least. */
  @Omittable()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @Matches(ORIGIN, ORIGIN_FAULT)
  origins?: string[];
  /** When its first key ends by itself. */
  @Omittable() @IsString() @MaxLength(40) @IsISO8601({ strict: true }) expiresAt?: string;
}

/** Changes what a client may do; what is absent stays. */
export class ChangeClient extends ActReason {
  @Omittable() @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(SCOPES, { each: true }) scopes?: ClientScope[];
  @Omittable()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @Matches(ORIGIN, ORIGIN_FAULT)
  origins?: string[];
}

/** Asks for a further key of a client. */
export class NewClientKey extends ActReason {
  /** When it ends by itself. */
  @Omittable() @IsString() @MaxLength(40) @IsISO8601({ strict: true }) expiresAt?: string;
}

export class ClientKeyView {
  id: string;
  /** The middle part of the key, to tell keys apart. */
  kid: string;
  createdAt: string;
  expiresAt: string | null;
  /** To the minute. */
  lastUsedAt: string | null;
  revokedAt: string | null;
}

export class NewClientKeyView extends ClientKeyView {
  /** The key itself, this once; null in the answer to a repeat of the request. */
  key: string | null;
}

export class ClientView {
  id: string;
  name: string;
  kind: ClientKind;
  scopes: ClientScope[];
  origins: string[];
  createdAt: string;
  closedAt: string | null;
  /** All keys that it ever had, the newest first. */
  keys: ClientKeyView[];
}

export class NewClientView extends ClientView {
  /** Its first key, this once; null in the answer to a repeat of the request. */
  key: string | null;
}

export class ClientList {
  data: ClientView[];
  nextCursor: string | null;
}
