import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import {
  BREAK_KINDS,
  BREAK_OUTCOMES,
  BREAK_STATES,
  type BreakKind,
  type BreakOutcome,
  type BreakState,
} from './payments.breaks.rules.js';
import type { ProviderName } from './payments.events.js';

export class BreaksQuery extends PageQuery {
  /** OPEN and PROPOSED wait for a person. */
  @Omittable() @IsIn(BREAK_STATES) state?: BreakState;
  @Omittable() @IsIn(BREAK_KINDS) kind?: BreakKind;
  @Omittable() @IsUUID() owner?: string;
}

export class AssignBreak {
  /** The member of staff who looks after it. */
  @IsUUID() userId: string;
}

/** What a decision about a break needs. */
export class BreakReason {
  /** Why; kept with the break and in the audit. */
  @IsString() @Length(5, 500) reason: string;
}

export class ResolveBreak extends BreakReason {
  /**
   * REFUND gives back what came in; REOPEN_REFUND has a refund sent again that came back; SETTLE_REFUND takes what arrived
   * late for the refund that is owed, BOOK_LOSS for lost; ACCEPTED says that there is nothing to do.
   */
  @IsIn(BREAK_OUTCOMES) outcome: BreakOutcome;
}

/** Money or news that did not fit. */
export class PaymentBreakView {
  id: string;
  kind: BreakKind;
  provider: ProviderName;
  reference: string;
  paymentId: string | null;
  orderId: string | null;
  /** The refund that it is about, or that gives it back. */
  refundId: string | null;
  amount: Money | null;
  detail: string;
  /** PROPOSED waits for a second person; REFUND_DUE until the money has arrived. */
  state: BreakState;
  /** What may be made of it while it is OPEN. */
  outcomes: BreakOutcome[];
  /** Who looks after it. */
  owner: string | null;
  /** Whole days since it was found. */
  ageDays: number;
  /** What was proposed or decided. */
  outcome: BreakOutcome | null;
  reason: string | null;
  proposedBy: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  createdAt: string;
}

export class BreakPage {
  data: PaymentBreakView[];
  nextCursor: string | null;
}
