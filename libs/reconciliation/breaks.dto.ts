import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { IsIn, IsISO4217CurrencyCode, IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator';
import { IsDay } from './reconciliation.days.js';
import { CATEGORIES, type Category } from './breaks.rules.js';

export const BREAK_STATES = ['OPEN', 'PROPOSED', 'RESOLVED'] as const;

export class BreakQuery extends PageQuery {
  @Omittable() @IsIn(BREAK_STATES) state?: 'OPEN' | 'PROPOSED' | 'RESOLVED';
  @Omittable() @IsIn(CATEGORIES) category?: Category;
  @Omittable() @Matches(/^[a-z]{1,20}$/) provider?: string;
  @Omittable() @IsISO4217CurrencyCode() currency?: string;
  /** The day on which the money moved. */
  @Omittable() @IsDay() day?: string;
  @Omittable() @IsUUID() owner?: string;
}

export class Reason {
  /** Why; stands in the history and in the audit. */
  @IsString() @MinLength(5) @MaxLength(250) reason: string;
}

export class BreakOwner {
  /** The member of staff who looks after it. */
  @IsUUID() userId: string;
}

export class BreakNote {
  @IsString() @MinLength(1) @MaxLength(1_000) text: string;
}

export class HandMatch extends Reason {
  /** The other side: `movement:42` for a line, `line:42` for a movement or a settlement. */
  @Matches(/^(line|movement):\d{1,15}$/) counterpart: string;
}

/** One side of a break: a line of a statement, or a movement of ours. */
export class BreakSide {
  /** `line:42` or `movement:42`. */
  id: string;
  /** DEPOSIT, REFUND, PAYOUT, FEE, SETTLEMENT, CREDIT, OTHER. */
  kind: string;
  /** Our id at the provider. */
  reference: string | null;
  providerId: string | null;
  amount: Money;
  occurredAt: string;
}

export class BreakEventView {
  act: string;
  actor: string;
  note: string | null;
  at: string;
}

export class BreakView {
  id: string;
  category: Category;
  provider: string;
  /** The day on which the money moved. */
  day: string;
  state: 'OPEN' | 'PROPOSED' | 'RESOLVED';
  /** Value in question. */
  amount: Money;
  /** Ngwee that the statement has more than the books; less when negative. A write-off books it. */
  difference: number;
  detail: string;
  owner: string | null;
  /** Whole days since it was opened. */
  ageDays: number;
  proposedBy: string | null;
  approvedBy: string | null;
  /** What is proposed, or was approved, is to owe it back; a write-off otherwise. */
  owedBack: boolean;
  resolution: 'MATCHED' | 'AUTO' | 'WRITTEN_OFF' | 'OWED_BACK' | 'ACCEPTED' | 'SUPERSEDED' | null;
  reason: string | null;
  openedAt: string;
  resolvedAt: string | null;
  /** On the statement. */
  line: BreakSide | null;
  /** What we know. */
  movement: BreakSide | null;
}

export class BreakDetail extends BreakView {
  /** What happened to it, oldest first. */
  history: BreakEventView[];
}

export class BreakList {
  data: BreakView[];
  nextCursor: string | null;
}

/** What could be the other side; for a person to decide. */
export class Proposal extends BreakSide {
  /** Seconds between the two. */
  apartSeconds: number;
}

export class MatchProposalList {
  data: Proposal[];
  nextCursor: string | null;
}
