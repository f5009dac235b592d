import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsISO8601,
  IsObject,
  IsString,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { RuleChange } from './pricing.rules.dto.js';
import { RULE_KINDS, type RuleKind } from './pricing.scopes.rules.js';

export const PROPOSAL_STATES = ['OPEN', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** Changes that take effect together once a second person has approved them. */
export class ProposeChanges {
  @IsString() @MinLength(3) @MaxLength(300) reason: string;
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RuleChange)
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  changes: RuleChange[];
}

/** Why it is approved, rejected or withdrawn. */
export class DecideProposal {
  @IsString() @MinLength(3) @MaxLength(300) reason: string;
}

export class ApproveProposal extends DecideProposal {
  /** The word that changes of these kinds are meant without a simulation: what it says under `notSimulated`. */
  @Omittable() @IsIn(RULE_KINDS, { each: true }) @ArrayMaxSize(RULE_KINDS.length) confirmNotSimulated?: RuleKind[];
}

/** Over which accepted quotes; the last 30 days when nothing is given, and 92 at most. */
export class SimulateQuery {
  @Omittable() @IsISO8601({ strict: true, strictSeparator: true }) from?: string;
  @Omittable() @IsISO8601({ strict: true, strictSeparator: true }) to?: string;
}

export class ProposalsQuery extends PageQuery {
  @Omittable() @IsIn(PROPOSAL_STATES) state?: ProposalState;
}

export class SimulationView {
  id: string;
  from: string;
  to: string;
  /** False while the worker is at it; the sums are zero until then. */
  isDone: boolean;
  /** Whether the rules are still those that it compared with; needed to approve. */
  isCurrent: boolean;
  /** Kinds of changes in the proposal about which it says nothing: only commissions are compared. */
  notSimulated: RuleKind[];
  shops: number;
  orders: number;
  goods: Money;
  /** As the orders have it. */
  commissionCharged: Money;
  /** By the rules of the moment of the simulation. */
  commissionNow: Money;
  /** By the proposal. */
  commissionThen: Money;
  /** Ngwee: what the platform would have taken more; negative for less. */
  difference: number;
}

export class ProposalView {
  id: string;
  state: ProposalState;
  reason: string;
  changes: RuleChange[];
  proposedBy: string;
  decidedBy: string | null;
  /** Why it was decided so. */
  decision: string | null;
  createdAt: string;
  decidedAt: string | null;
  /** The newest one. */
  simulation: SimulationView | null;
}

export class ProposalList {
  data: ProposalView[];
  nextCursor: string | null;
}

export class SimulatedShopView {
  shopId: string;
  orders: number;
  goods: Money;
  commissionCharged: Money;
  commissionNow: Money;
  commissionThen: Money;
  /** Ngwee: what the shop would have paid more; negative for less. VAT comes on top. */
  difference: number;
}

export class SimulatedShopList {
  data: SimulatedShopView[];
  nextCursor: string | null;
}
