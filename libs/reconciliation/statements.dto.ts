import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO4217CurrencyCode, Max, Min } from 'class-validator';
import { IsDay } from './reconciliation.days.js';

/** What the uploaded file is. */
export class StatementFile {
  @IsIn(['pawapay', 'flutterwave', 'bank']) provider: 'pawapay' | 'flutterwave' | 'bank';
  @IsISO4217CurrencyCode() currency: string;
  /** First day that it covers, in UTC. */
  @IsDay() from: string;
  /** Last day; at most 31 days in all. */
  @IsDay() to: string;
}

export class StatementDay {
  @IsIn(['pawapay', 'flutterwave']) provider: 'pawapay' | 'flutterwave';
  @IsDay() day: string;
}

export class StatementQuery extends PageQuery {
  @Omittable() @IsIn(['pawapay', 'flutterwave', 'bank']) provider?: string;
}

export class LineQuery extends PageQuery {
  /** Only lines that are matched, or only those that are not. */
  @Omittable() @IsIn(['true', 'false']) matched?: 'true' | 'false';
}

export class LineRef {
  @Type(() => Number) @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) lineId: number;
}

export class StatementTaken {
  id: string;
  /** False when the same file was taken before: nothing was written. */
  isNew: boolean;
}

export class Ordered {
  /** It is done in the background. */
  ordered: boolean;
}

export class StatementView {
  id: string;
  provider: string;
  currency: string;
  format: string;
  /** FILE or API. */
  source: string;
  /** REFUSED ones have new lines in a day that is closed. */
  state: 'RECEIVED' | 'IMPORTING' | 'IMPORTED' | 'MATCHED' | 'REFUSED' | 'FAILED';
  /** Why it is refused, and which day has to be reopened. */
  problem: string | null;
  /** Of the file, hex. */
  sha256: string;
  bytes: number;
  /** How many of them have been read. */
  bytesRead: number;
  from: string;
  /** Exclusive. */
  to: string;
  lines: number;
  matched: number;
  takenBy: string;
  takenAt: string;
  matchedAt: string | null;
}

export class StatementList {
  data: StatementView[];
  nextCursor: string | null;
}

export class LineView {
  lineId: number;
  /** Counted from the first line behind the heading. */
  no: number;
  kind: string;
  ourId: string | null;
  providerId: string | null;
  status: string;
  gross: Money;
  /** Ngwee. */
  fee: number;
  /** What it did to the balance, ngwee; negative when money left. */
  net: number;
  occurredAt: string;
  /** False when another statement brought the same line before. */
  counts: boolean;
  /** Why it could not be read. */
  fault: string | null;
  /** By what it was matched: OUR_ID, PROVIDER_ID, PERSON. */
  matchedBy: string | null;
}

export class LineList {
  data: LineView[];
  nextCursor: string | null;
}
