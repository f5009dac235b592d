import { event } from '@pakashop/platform';
import { IsIn, IsUUID } from 'class-validator';

export class ContactChangedFact {
  @IsUUID() userId: string;
  @IsIn(['phone', 'email']) kind: 'phone' | 'email';
  /** Added where there was none, replaced by another one, or removed. */
  @IsIn(['ADDED', 'REPLACED', 'REMOVED']) change: 'ADDED' | 'REPLACED' | 'REMOVED';
}

/** A verified contact of somebody has changed; a new phone may be a stolen one. Says nothing of the contact itself. */
export const ContactChanged = event('people.contact_changed', ContactChangedFact);
