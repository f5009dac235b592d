import { job } from '@pakashop/platform';
import { ArrayMaxSize, ArrayNotEmpty, IsUUID } from 'class-validator';

export class BatchRef {
  @IsUUID() batchId: string;
}

export class PayoutRef {
  @IsUUID() payoutId: string;
}

export class PayoutGroup {
  @IsUUID() batchId: string;
  @ArrayNotEmpty() @ArrayMaxSize(20) @IsUUID(undefined, { each: true }) payoutIds: string[];
}

/** Longer than the slowest provider's time-out and what comes around it. */
export const SEND_LEASE_SECONDS = 60;

/** Reserves what is due for one batch, payee by payee. */
export const FreezeBatch = job('settlement.freeze_batch', BatchRef, { leaseSeconds: 60 });
/** Gives back what a cancelled batch had reserved and not sent. */
export const UnwindBatch = job('settlement.unwind_batch', BatchRef, { leaseSeconds: 60 });
/** Sends up to twenty payouts, which nothing else may. */
export const SendPayouts = job('settlement.send_payouts', PayoutGroup, { leaseSeconds: SEND_LEASE_SECONDS });
/** Asks the provider about a payout until it is settled. */
export const FollowPayout = job('settlement.follow_payout', PayoutRef, { leaseSeconds: 45 });
/** Asks once, because the provider has called. */
export const AskPayout = job('settlement.ask_payout', PayoutRef, { leaseSeconds: 45 });
