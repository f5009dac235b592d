import { job } from '@pakashop/platform';
import { IsUUID } from 'class-validator';

export class AttemptRef {
  @IsUUID() attemptId: string;
}

export class OrderRef {
  @IsUUID() orderId: string;
}

export class InboxRef {
  @IsUUID() inboxId: string;
}

/** Sends an attempt to its provider; the only thing that may. The lease outlasts the slowest provider's time-out. */
export const SendAttempt = job('payments.send_attempt', AttemptRef, { leaseSeconds: 45 });
/** Asks the provider about an attempt until it is settled. */
export const FollowAttempt = job('payments.follow_attempt', AttemptRef, { leaseSeconds: 45 });
/** Applies a provider's callback that was verified and stored. */
export const ApplyCallback = job('payments.apply_callback', InboxRef, { leaseSeconds: 45 });
/** Under these the jobs are withdrawn once there is nothing to follow or to expire any more. */
export const followKey = (attemptId: string): string => `follow:${attemptId}`;
export const expireKey = (orderId: string): string => `expire:${orderId}`;

/** Ends an order that was not paid in time, after asking the provider. */
export const ExpireOrder = job('payments.expire_order', OrderRef, { leaseSeconds: 45 });
