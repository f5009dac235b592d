import { job } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { PROVIDER_NAMES, type ProviderName } from './payments.events.js';

export class AttemptRef {
  @IsUUID() attemptId: string;
}

/** What a callback is about. */
export class News {
  @IsIn(PROVIDER_NAMES) provider: ProviderName;
  @IsString() reference: string;
  /** Ngwee; null when it names none. */
  @IsOptional() @IsInt() amount: number | null;
}

export class OrderRef {
  @IsUUID() orderId: string;
}

/** A stored callback and the payment that it names, if it names one. */
export class InboxRef {
  @IsUUID() inboxId: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => News) news?: News;
}

/**
 * Carries an attempt to its end: sends it, which nothing else may, then asks the provider until it is settled. The lease
 * outlasts the slowest provider's time-out.
 */
export const FollowAttempt = job('payments.follow_attempt', AttemptRef, { leaseSeconds: 45 });
/** Asks once about an attempt, however it stands, because a statement shows money of it. */
export const AskAttempt = job('payments.ask_attempt', AttemptRef, { leaseSeconds: 45 });
/** Applies a provider's callback that was verified and stored. */
export const ApplyCallback = job('payments.apply_callback', InboxRef, { leaseSeconds: 45 });
/** Under these the jobs are withdrawn once there is nothing to follow or to expire any more. */
export const followKey = (attemptId: string): string => `follow:${attemptId}`;
export const expireKey = (orderId: string): string => `expire:${orderId}`;

/** Ends an order that was not paid in time, after asking the provider. */
export const ExpireOrder = job('payments.expire_order', OrderRef, { leaseSeconds: 45 });
