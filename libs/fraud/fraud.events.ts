import { event } from '@pakashop/platform';
import { IsIn, IsUUID } from 'class-validator';

export class ReviewDecision {
  @IsUUID() reviewId: string;
  @IsUUID() paymentId: string;
  @IsUUID() orderId: string;
  @IsIn(['APPROVED', 'REJECTED']) decision: 'APPROVED' | 'REJECTED';
}

/** A person has decided about a payment that was held for review. */
export const ReviewDecided = event('fraud.review_decided', ReviewDecision);
