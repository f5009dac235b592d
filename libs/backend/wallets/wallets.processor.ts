import { Injectable } from '@nestjs/common';
import { type Event, OnEvent, sql, type Tx } from '@pakashop/platform';
import { ContactChanged, type ContactChangedFact } from '../users/users.events.js';
import { WalletChanges } from './wallets.changes.js';
import { ownedBy } from './wallets.owners.js';

@Injectable()
export class WalletsProcessor {
  constructor(private readonly changes: WalletChanges) {}

  /** Who took over somebody's phone changes the wallet next: nothing is paid until the owner had time to notice. */
  @OnEvent(ContactChanged)
  async coolOff({ payload: { userId } }: Event<ContactChangedFact>, tx: Tx): Promise<void> {
    await tx.as({ service: 'wallets' });
    const where = sql`(w.owner_kind, w.owner_id) IN (${ownedBy(userId)})`;
    await this.changes.hold(tx, where, { cause: 'CONTACT_CHANGED' });
  }
}
