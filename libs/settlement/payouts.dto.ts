import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { PayoutBreakView } from './payouts.breaks.dto.js';
import {
  BATCH_STATES,
  type BatchState,
  type Omission,
  PAYOUT_STATES,
  type PayoutState,
  type Trigger,
} from './payouts.kinds.js';
import { PAYEE_KINDS, type PayeeKind } from './settlement.events.js';

export class PayeeChoice {
  @IsIn(PAYEE_KINDS) kind: PayeeKind;
  /** The shop, agent or fleet. */
  @IsUUID() id: string;
}

/** Who is to be paid; everybody who is due when nothing is said. */
export class PayoutRun {
  /** Only these. */
  @Omittable()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => PayeeChoice)
  payees?: PayeeChoice[];
}

/** What was looked at before it was approved. */
export class ApproveBatch {
  /** The hash of the batch. */
  @IsString() @Matches(/^[0-9a-f]{64}$/) hash: string;
}

export class PayoutReason {
  /** Kept in the audit. */
  @IsString() @Length(3, 500) reason: string;
}

export class BatchQuery extends PageQuery {
  @Omittable() @IsIn(BATCH_STATES) state?: BatchState;
}

export class PayoutQuery extends PageQuery {
  @Omittable() @IsIn(PAYOUT_STATES) state?: PayoutState;
  @Omittable() @IsUUID() batchId?: string;
  @Omittable() @IsUUID() payeeId?: string;
  /** Our id at the provider. */
  @Omittable() @IsString() @MaxLength(100) reference?: string;
}

export class PayoutBatchView {
  id: string;
  /** What people call it. */
  number: number;
  trigger: Trigger;
  /** DAILY:2026-11-23, WEEKLY:2026-W48; null for what people start. */
  cycle: string | null;
  state: BatchState;
  /** Final once the batch is no draft any more. */
  total: Money;
  /** Number of its payouts. */
  count: number;
  /** Over what is paid to whom; approving names it. */
  hash: string | null;
  needsApproval: boolean;
  preparedBy: string;
  approvedBy: string | null;
  approvedAt: string | null;
  /** Why it is paused, cancelled, or pays nothing. */
  reason: string | null;
  createdAt: string;
  endedAt: string | null;
}

export class PayoutBatchList {
  data: PayoutBatchView[];
  nextCursor: string | null;
}

/** How many payouts of a batch are in a state. */
export class PayoutTally {
  state: PayoutState;
  count: number;
  amount: Money;
}

/** Somebody with earnings who is not paid. */
export class OmissionView {
  payeeKind: PayeeKind;
  payeeId: string;
  amount: Money;
  reason: Omission;
}

export class PayoutBatchDetail extends PayoutBatchView {
  tallies: PayoutTally[];
  /** At most the first hundred. */
  omissions: OmissionView[];
}

export class DryRunLine {
  payeeKind: PayeeKind;
  payeeId: string;
  amount: Money;
  /** How many earnings it would settle. */
  earnings: number;
  /** Operator or bank. */
  network: string;
  provider: string;
}

/** What a run would do now. Nothing was changed. */
export class PayoutDryRun {
  total: Money;
  count: number;
  needsApproval: boolean;
  /** At most a thousand payees are looked at. */
  isComplete: boolean;
  pays: DryRunLine[];
  leavesOut: OmissionView[];
}

export class PayoutView {
  id: string;
  batchId: string;
  payeeKind: PayeeKind;
  payeeId: string;
  state: PayoutState;
  amount: Money;
  /** Operator or bank. */
  network: string;
  /** The number, masked. */
  account: string;
  provider: string;
  /** Our id at the provider. */
  reference: string;
  providerTransactionId: string | null;
  failureCode: string | null;
  /** The payout that failed and that this one replaces. */
  replacesId: string | null;
  createdAt: string;
  sentAt: string | null;
  settledAt: string | null;
}

export class PayoutList {
  data: PayoutView[];
  nextCursor: string | null;
}

export class PayoutItemView {
  earningId: string;
  /** RELEASE, DELIVERY, REFUND, ADJUSTMENT… */
  kind: string;
  shopOrderId: string | null;
  /** Negative when it was owed back. */
  amount: Money;
  earnedAt: string;
}

/** A payout with exactly the earnings that it settles; they sum to its amount. */
export class PayoutStatement extends PayoutView {
  items: PayoutItemView[];
}

export class PayoutMove {
  from: PayoutState | null;
  to: PayoutState;
  cause: string;
  actor: string;
  at: string;
}

/** A payout as the staff sees it. */
export class PayoutDetail extends PayoutStatement {
  /** What the provider said last, as far as it explains the state. */
  evidence: string | null;
  history: PayoutMove[];
  breaks: PayoutBreakView[];
}

export class ProviderBalance {
  provider: string;
  /** What can be paid out now; null when the provider did not say. */
  available: Money | null;
  /** Of our payouts, what is reserved and not yet sent to it. */
  waiting: Money;
}

export class ProviderBalances {
  data: ProviderBalance[];
}
