import { PageQuery, Omittable } from '@pakashop/platform';
import { Transform } from 'class-transformer';
import { IsEmail, IsIn, IsString, MaxLength } from 'class-validator';
import { Line } from '../applications/applications.fields.js';
import { asEmail } from '../auth/auth.dto.js';
import { type CarrierName, SUPPRESSION_REASONS, type SuppressionReason } from './messages.carrier.js';
import { type Channel, CHANNELS } from './messages.service.js';

/** A contact that gets no messages over one channel. Which one it is stands nowhere: it is kept as a hash. */
export class SuppressionView {
  id: string;
  channel: Channel;
  /** It bounced for good, its owner complained, or told the company to stop. */
  reason: SuppressionReason;
  /** Who said so. */
  carrier: CarrierName;
  /** ISO 8601. */
  since: string;
  /** ISO 8601. When it is tried again; null for one that holds for good. */
  until: string | null;
}

export class SuppressionList {
  data: SuppressionView[];
  nextCursor: string | null;
}

export class SuppressionsQuery extends PageQuery {
  @Omittable() @IsIn(CHANNELS) channel?: Channel;
  @Omittable() @IsIn(SUPPRESSION_REASONS) reason?: SuppressionReason;
}

/** A contact whose owner asks why nothing comes: exactly one of the two. */
export class FindSuppressions {
  @Omittable() @Transform(asEmail) @IsEmail() @MaxLength(254) email?: string;
  /** A Zambian mobile number, as people write it or with +260. */
  @Omittable() @IsString() @MaxLength(32) phone?: string;
}

export class LiftSuppression {
  /** Kept in the audit: who asked for it, and what has changed. */
  @Line(3, 1000) reason: string;
}
