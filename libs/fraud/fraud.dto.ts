import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import type { RuleId } from './fraud.rules.js';

const REVIEW_STATES = ['OPEN', 'APPROVED', 'REJECTED'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export class ReviewQuery extends PageQuery {
  /** OPEN, APPROVED or REJECTED; all of them without it. */
  @Omittable() @IsIn(REVIEW_STATES) state?: ReviewState;
}

/** What a person decides about a payment that waits. */
export class DecideReview {
  /** APPROVED lets the payment go on, REJECTED ends its order. */
  @IsIn(['APPROVED', 'REJECTED']) decision: 'APPROVED' | 'REJECTED';
  /** Why; kept with the review. */
  @IsString() @MinLength(3) @MaxLength(500) reason: string;
}

/** A rule that found something, and what it adds to the score. */
export class FiredRuleView {
  rule: RuleId;
  weight: number;
}

export class ReviewView {
  id: string;
  paymentId: string;
  orderId: string;
  state: ReviewState;
  /** 0 to 100; a payment waits when it is above the threshold. */
  score: number;
  threshold: number;
  rules: FiredRuleView[];
  /** Version of the figures behind the score. */
  ruleset: string;
  amount: Money;
  /** How the buyer wants to pay. */
  method: string;
  /** Absent for a guest. */
  buyerId: string | null;
  /** Owners of the shops that are paid. */
  sellerIds: string[];
  createdAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  reason: string | null;
}

export class ReviewList {
  data: ReviewView[];
  nextCursor: string | null;
}
