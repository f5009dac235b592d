import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { IsIn, IsString, Length } from 'class-validator';
import {
  BREAK_OUTCOMES,
  BREAK_STATES,
  type BreakKind,
  type BreakOutcome,
  type BreakState,
} from './payouts.breaks.rules.js';

export class PayoutBreakQuery extends PageQuery {
  @Omittable() @IsIn(BREAK_STATES) state?: BreakState;
}

/** What people found out about a break. */
export class ProposeBreakOutcome {
  /** PAID: the payee has the money. NOT_PAID: they do not. LOST: they have it besides what we owe them. */
  @IsIn(BREAK_OUTCOMES) outcome: BreakOutcome;
  /** How it is known; kept in the audit. */
  @IsString() @Length(10, 500) reason: string;
}

/** What was looked at before it was approved. */
export class ApproveBreakOutcome {
  @IsIn(BREAK_OUTCOMES) outcome: BreakOutcome;
}

/** What a provider says of a payout that does not fit what we know. */
export class PayoutBreakView {
  id: string;
  payoutId: string;
  /** LATE_SUCCESS: paid after it had failed. LATE_FAILURE: failed after it was paid. AMOUNT_MISMATCH: paid otherwise. */
  kind: BreakKind;
  provider: string;
  /** What the provider speaks of. */
  amount: Money;
  detail: string;
  state: BreakState;
  outcome: BreakOutcome | null;
  reason: string | null;
  proposedBy: string | null;
  resolvedBy: string | null;
  createdAt: string;
  resolvedAt: string | null;
}

export class PayoutBreakList {
  data: PayoutBreakView[];
  nextCursor: string | null;
}
