import { PageQuery, Omittable } from '@pakashop/platform';
import { IsISO8601, IsString, MaxLength } from 'class-validator';

/** Which acts to show. */
export class AuditQuery extends PageQuery {
  /** Who did it: `person:<id>`, `system:<handler>`. */
  @Omittable() @IsString() @MaxLength(200) actor?: string;
  @Omittable() @IsString() @MaxLength(100) act?: string;
  /** Kind of what it was done to: `user`, `shop`. */
  @Omittable() @IsString() @MaxLength(100) subject?: string;
  @Omittable() @IsString() @MaxLength(200) subjectId?: string;
  /** Not before this moment, ISO 8601. */
  @Omittable() @IsISO8601({ strict: true }) from?: string;
  /** Before this moment, ISO 8601. */
  @Omittable() @IsISO8601({ strict: true }) to?: string;
}

/** One act. */
export class AuditEntry {
  id: string;
  at: string;
  actor: string;
  /** Whom the actor stood for, or who caused what the system did. */
  onBehalfOf: string | null;
  act: string;
  subject: string;
  subjectId: string;
  detail: Record<string, unknown>;
  /** What changed; personal data is masked. */
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** The reason that the person gave. */
  why: string | null;
  address: string | null;
  /** Name of the client key. */
  client: string | null;
  sessionId: string | null;
  correlationId: string;
  /** Place in the sealed chain; null for about a second. */
  sequence: number | null;
}

export class AuditList {
  data: AuditEntry[];
  nextCursor: string | null;
}
