import { PageQuery, Omittable } from '@pakashop/platform';
import { IsBoolean, IsIn, IsString, Matches, MaxLength } from 'class-validator';
import {
  CONSENT_KINDS,
  type ConsentKind,
  ERASURE_STATES,
  type ErasureState,
  type ExportState,
} from './privacy.rules.js';

export class ConsentPath {
  @IsIn(CONSENT_KINDS) kind: ConsentKind;
}

export class SetConsent {
  /** False takes the consent back. */
  @IsBoolean() given: boolean;
  /** Of the text that the person saw. */
  @Matches(/^[\w.-]{1,40}$/) version: string;
}

export class ConsentView {
  kind: ConsentKind;
  given: boolean;
  version: string;
  at: string;
}

export class ConsentList {
  data: ConsentView[];
  nextCursor: string | null;
}

/** A copy of everything that is held about the person. */
export class ExportView {
  id: string;
  state: ExportState;
  requestedAt: string;
  readyAt: string | null;
  /** When it is destroyed. */
  expiresAt: string | null;
}

export class ExportList {
  data: ExportView[];
  nextCursor: string | null;
}

/** Downloads the copy once, in this session, as `?token=`. */
export class ExportLink {
  token: string;
  expiresAt: string;
}

export class LinkQuery {
  @IsString() @MaxLength(100) token: string;
}

export class ErasureView {
  id: string;
  userId: string;
  state: ErasureState;
  requestedAt: string;
  /** Until then it can be cancelled. */
  dueAt: string;
  endedAt: string | null;
}

export class ErasureList {
  data: ErasureView[];
  nextCursor: string | null;
}

export class ErasuresQuery extends PageQuery {
  @Omittable() @IsIn(ERASURE_STATES) state?: ErasureState;
}

/** What a person agreed to, asked for and got. */
export class PersonPrivacy {
  /** All that was given and taken back, the newest first. */
  consents: ConsentView[];
  exports: ExportView[];
  erasures: ErasureView[];
}
