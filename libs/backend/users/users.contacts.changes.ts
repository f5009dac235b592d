import { Injectable } from '@nestjs/common';
import { audit, maskEmail, maskPhone, Outbox, type Tx } from '@pakashop/platform';
import { SecurityNotices } from '../messages/messages.notices.js';
import type { ContactKind } from './users.contacts.js';
import { OldContacts } from './users.contacts.old.js';
import { ContactChanged, type ContactChangedFact } from './users.events.js';

/** A contact of an account before it changes. */
export interface Known {
  readonly userId: string;
  readonly kind: ContactKind;
  readonly value: string | null;
  readonly isVerified: boolean;
  /** No other contact of the account is verified. */
  readonly isOnly: boolean;
}

/**
 * What follows when a verified contact changes: the old one is told, since it may be the owner's last chance to notice;
 * the audit has it; and whoever pays people out hears of it, since a new phone may be a stolen one.
 */
@Injectable()
export class ContactChanges {
  constructor(
    private readonly outbox: Outbox,
    private readonly oldContacts: OldContacts,
    private readonly notices: SecurityNotices,
  ) {}

  /** Another contact, proven a moment ago, took its place. Where nothing changed, nothing follows. */
  async replaced(tx: Tx, known: Known, fresh: string): Promise<void> {
    if (known.isVerified && known.value === fresh) return;
    if (known.isVerified) await this.oldContacts.tell(tx, known, 'REPLACED');
    else await this.notices.send(tx, 'contact_changed', known.userId);
    await this.record(tx, known, known.isVerified ? 'REPLACED' : 'ADDED', fresh);
  }

  async removed(tx: Tx, known: Known): Promise<void> {
    if (!known.isVerified) return;
    await this.oldContacts.tell(tx, known, 'REMOVED');
    await this.record(tx, known, 'REMOVED');
  }

  private async record(tx: Tx, known: Known, change: ContactChangedFact['change'], fresh?: string): Promise<void> {
    const { userId, kind, value, isVerified } = known;
    await this.outbox.publish(tx, ContactChanged, userId, { userId, kind, change });
    await audit(tx, {
      act: 'contact_changed',
      subject: 'user',
      subjectId: userId,
      detail: { kind, change },
      before: { [kind]: isVerified ? masked(kind, value) : null },
      after: { [kind]: masked(kind, fresh ?? null) },
    });
  }
}

const masked = (kind: ContactKind, value: string | null): string | null =>
  value && (kind === 'phone' ? maskPhone(value) : maskEmail(value));
