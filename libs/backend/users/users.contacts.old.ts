import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, newId, sql, type Tx, Vault } from '@pakashop/platform';
import { changedLetter } from '../auth/auth.texts.js';
import { type Composed, Composers, Messages } from '../messages/messages.service.js';
import type { ContactKind } from './users.contacts.js';

type Change = 'REPLACED' | 'REMOVED';

interface Lost {
  readonly userId: string;
  readonly kind: ContactKind;
  readonly value: string | null;
}

interface Row {
  readonly kind: ContactKind;
  readonly change: Change;
  readonly sealed: string;
}

const PURPOSE = 'users.contact_changed';
const DAY_SECONDS = 86_400;

/** Tells a contact that it is an account's no longer: it may be the owner's last chance to notice. */
@Injectable()
export class OldContacts implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly vault: Vault,
    private readonly messages: Messages,
    private readonly composers: Composers,
  ) {}

  onModuleInit(): void {
    this.composers.register(PURPOSE, (id) => this.compose(id));
  }

  /** Keeps the contact, sealed, and orders the message in the transaction of the change. */
  async tell(tx: Tx, { userId, kind, value }: Lost, change: Change): Promise<void> {
    const id = newId();
    await tx.execute(sql`
      INSERT INTO backend.contact_changes (id, user_id, kind, change, sealed)
      VALUES (${id}, ${userId}, ${kind}, ${change}, ${await this.vault.seal(value!, placeOf(id))})`);
    await this.messages.order(tx, {
      purpose: PURPOSE,
      reference: id,
      channels: kind === 'phone' ? ['whatsapp', 'sms'] : ['email'],
      validSeconds: DAY_SECONDS,
      userId,
    });
  }

  private async compose(id: string): Promise<Composed | undefined> {
    const row = await this.db.maybe<Row>(
      sql`SELECT kind, change, sealed FROM backend.contact_changes WHERE id = ${id}`,
    );
    if (!row) return undefined;
    const to = { [row.kind]: await this.vault.open(row.sealed, placeOf(id)) };
    return { to, ...changedLetter(row.change, to) };
  }
}

const placeOf = (id: string) => ({ table: 'backend.contact_changes', column: 'sealed', row: id });
