import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, sql, Vault } from '@pakashop/platform';
import type { Role } from '../auth/auth.permissions.js';
import { type Composed, Composers } from '../messages/messages.service.js';
import { UsersConfig } from './users.config.js';
import type { ContactKind } from './users.contacts.js';
import { INVITATION_MESSAGE, OPEN, placeOf } from './users.invitations.js';
import { InvitationTokens } from './users.invitations.token.js';

/** The page that takes the token: behind the #, which browsers send to nobody. */
const PAGE = '/invitation';

interface InvitationRow {
  readonly id: string;
  readonly role: Role;
  readonly contactKind: ContactKind;
  readonly contact: string;
  /** The shop or fleet. */
  readonly host: string | null;
}

/** Writes the messages of invitations when they are sent, with tokens that stand nowhere else. */
@Injectable()
export class InvitationComposer implements OnModuleInit {
  constructor(
    @Inject(UsersConfig) private readonly config: UsersConfig,
    private readonly db: Database,
    private readonly vault: Vault,
    private readonly tokens: InvitationTokens,
    private readonly composers: Composers,
  ) {}

  onModuleInit(): void {
    this.composers.register(INVITATION_MESSAGE, (id) => this.compose(id));
  }

  private async compose(id: string): Promise<Composed | undefined> {
    const row = await this.db.maybe<InvitationRow>(sql`
      SELECT i.id, i.role, i.contact_kind AS "contactKind", i.contact, coalesce(s.name, f.name) AS host
      FROM backend.invitations i LEFT JOIN backend.shops s ON i.scope = 'shop' AND s.id = i.scope_id
        LEFT JOIN backend.fleets f ON i.scope = 'fleet' AND f.id = i.scope_id
      WHERE i.id = ${id} AND ${OPEN}`);
    if (!row) return undefined;
    const to = { [row.contactKind]: await this.vault.open(row.contact, placeOf(id)) };
    const url = `${new URL(PAGE, this.config.STOREFRONT_URL).href}#token=${await this.tokens.of(id)}`;
    const role = row.role.toLowerCase().replaceAll('_', ' ');
    const text = `You are invited to ${row.host ?? 'Pakashop'} as ${role}. Accept within 7 days: ${url}`;
    return { to, subject: `You are invited to ${row.host ?? 'Pakashop'}`, text };
  }
}
