import { job } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { PROVIDER_NAMES, type ProviderName } from '../payments/payments.events.js';

export class RefundRef {
  @IsUUID() refundId: string;
}

export class RefundAttemptRef {
  @IsUUID() attemptId: string;
}

/** What a callback is about: money that goes out. */
export class RefundNews {
  @IsIn(PROVIDER_NAMES) provider: ProviderName;
  @IsIn(['REFUND', 'PAYOUT']) operation: 'REFUND' | 'PAYOUT';
  /** refundId, payoutId, the reference of a transfer, or the provider's id of a refund. */
  @IsString() reference: string;
  /** Ngwee; null when it names none. */
  @IsOptional() @IsInt() amount: number | null;
}

/** A stored callback about a refund or a payout. */
export class RefundInboxRef {
  @IsUUID() inboxId: string;
  @IsObject() @ValidateNested() @Type(() => RefundNews) news: RefundNews;
}

/**
 * Carries a refund on: sends it, which nothing else may, then asks the provider until its attempt has ended. The lease
 * outlasts the slowest provider's time-out.
 */
export const CarryRefund = job('refunds.carry', RefundRef, { leaseSeconds: 45 });
/** Asks once about an attempt, however it stands, because a statement shows its money. */
export const AskRefundAttempt = job('refunds.ask_attempt', RefundAttemptRef, { leaseSeconds: 45 });
/** Applies a callback about money that goes out, or passes it on to whoever sent that money. */
export const ApplyRefundCallback = job('refunds.apply_callback', RefundInboxRef, { leaseSeconds: 45 });

/** Each order of the job has a key of its own, under which it is withdrawn when there is nothing to carry any more. */
export const carryKey = (refundId: string, number: number): string => `refund:${refundId}:${number}`;
