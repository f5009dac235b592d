import { event } from '@pakashop/platform';
import { IsUUID } from 'class-validator';

export class DisputeFact {
  @IsUUID() disputeId: string;
  @IsUUID() shopOrderId: string;
  @IsUUID() orderId: string;
  @IsUUID() shopId: string;
}

/** A buyer is not content with what was delivered: its money stays where it is until the dispute is closed. */
export const DisputeOpened = event('disputes.opened', DisputeFact);
/** The dispute is decided; a refund that it led to was opened in the same moment. */
export const DisputeClosed = event('disputes.closed', DisputeFact);
