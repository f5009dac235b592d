import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  Database,
  maskEmail,
  maskPhone,
  newId,
  platformProblems,
  sql,
  type Sql,
  type Tx,
  Vault,
} from '@pakashop/platform';
import type { Scope } from '../auth/auth.contract.js';
import type { Role } from '../auth/auth.permissions.js';
import { Messages } from '../messages/messages.service.js';
import { type ContactKind, toPhone } from './users.contacts.js';
import { usersProblems as problems } from './users.errors.js';
import type { ContactToInvite, InvitationView } from './users.invitations.dto.js';
import { mayInvite, MOST_PER_DAY, VALID_DAYS } from './users.invitations.rules.js';

/** What an invitation belongs to. */
export interface InvitationScope {
  readonly scope: Scope;
  /** The shop or fleet; null for the platform. */
  readonly scopeId: string | null;
}

export interface InvitedRole extends InvitationScope {
  readonly role: Role;
}

/** A contact, sealed for the invitation that will name it. */
export interface InvitationDraft {
  readonly id: string;
  readonly contactKind: ContactKind;
  readonly sealed: string;
  readonly index: Buffer;
}

interface InvitationRow extends InvitedRole {
  readonly id: string;
  readonly contactKind: ContactKind;
  readonly contact: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export const INVITATION_MESSAGE = 'users.invitation';
export const SEALED_CONTACTS = { table: 'backend.invitations', column: 'contact', id: 'id' } as const;

/** Where the contact of an invitation stands. */
export const placeOf = (row: string) => ({ table: SEALED_CONTACTS.table, column: SEALED_CONTACTS.column, row });

/** What equal contacts have in common. */
export const indexOf = (vault: Vault, contact: string): Promise<Buffer> => vault.index('users.contact', contact);

const COLUMNS = sql`i.id, i.role, i.scope, i.scope_id AS "scopeId", i.contact_kind AS "contactKind", i.contact,
  i.created_at AS "createdAt", i.expires_at AS "expiresAt"`;
/** Of the invitation `i`. */
export const OPEN = sql`i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > now()`;
const within = ({ scope, scopeId }: InvitationScope): Sql =>
  sql`i.scope = ${scope} AND i.scope_id IS NOT DISTINCT FROM ${scopeId}::uuid`;

/** Invitations carry a role to the owner of a contact, whether they have an account by then or not. */
@Injectable()
export class Invitations {
  constructor(
    private readonly db: Database,
    private readonly vault: Vault,
    private readonly messages: Messages,
  ) {}

  /** Reads and seals a contact. @throws Problem VAL_001 unless it is one, VAL_002 for a phone that is no Zambian mobile */
  async draft({ email, phone }: ContactToInvite): Promise<InvitationDraft> {
    if (Boolean(email) === Boolean(phone)) throw notOne();
    const [contactKind, contact]: [ContactKind, string] = email ? ['email', email] : ['phone', toPhone(phone!)];
    const id = newId();
    const [sealed, index] = await Promise.all([this.vault.seal(contact, placeOf(id)), indexOf(this.vault, contact)]);
    return { id, contactKind, sealed, index };
  }

  /**
   * Invites, in the transaction in which the caller has made sure that the actor may. An open invitation of the same
   * contact ends.
   *
   * @throws Problem users.wrong_scope, RATE_001
   */
  async issue(
    tx: Tx,
    { userId }: Actor,
    draft: InvitationDraft,
    invited: InvitedRole,
    why?: string,
  ): Promise<InvitationView> {
    const { role, scope, scopeId } = invited;
    if (!mayInvite(role, scope)) throw problems.wrongScope(`Nobody is invited as ${role} there.`);
    // One after the other within a scope: pace and the one open invitation of a contact are counted.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`invitations:${scope}:${scopeId}`}, 0))`);
    await this.assertPace(tx, invited);
    await tx.execute(sql`
      UPDATE backend.invitations i SET withdrawn_at = now()
      WHERE i.contact_index = ${draft.index} AND ${within(invited)} AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL`);
    const row = await tx.one<InvitationRow>(sql`
      INSERT INTO backend.invitations AS i
        (id, role, scope, scope_id, contact_kind, contact, contact_index, invited_by, expires_at)
      VALUES (${draft.id}, ${role}, ${scope}, ${scopeId}, ${draft.contactKind}, ${draft.sealed}, ${draft.index}, ${userId},
              now() + make_interval(days => ${VALID_DAYS}))
      RETURNING ${COLUMNS}`);
    await audit(tx, { act: 'invited', subject: 'invitation', subjectId: row.id, after: { role, scope, scopeId }, why });
    await this.messages.order(tx, {
      purpose: INVITATION_MESSAGE,
      reference: row.id,
      channels: draft.contactKind === 'email' ? ['email'] : ['whatsapp', 'sms'],
      validSeconds: 24 * 60 * 60,
    });
    return this.view(row);
  }

  private async assertPace(tx: Tx, invited: InvitedRole): Promise<void> {
    const { count } = await tx.one<{ count: number }>(sql`
      SELECT count(*) FROM backend.invitations i WHERE ${within(invited)} AND i.created_at > now() - interval '1 day'`);
    if (count < MOST_PER_DAY) return;
    throw platformProblems.tooMany(`At most ${MOST_PER_DAY} invitations a day.`, { retryAfter: 3_600 });
  }

  /** Those that wait to be accepted, the oldest first. */
  async open(scope: InvitationScope): Promise<InvitationView[]> {
    const rows = await this.db.rows<InvitationRow>(
      sql`SELECT ${COLUMNS} FROM backend.invitations i WHERE ${within(scope)} AND ${OPEN} ORDER BY i.id LIMIT 500`,
    );
    return Promise.all(rows.map((row) => this.view(row)));
  }

  /** @throws Problem users.invitation_unknown when the scope has no such open invitation */
  async withdraw(tx: Tx, scope: InvitationScope, id: string): Promise<void> {
    const withdrawn = await tx.execute(
      sql`UPDATE backend.invitations i SET withdrawn_at = now() WHERE i.id = ${id} AND ${within(scope)} AND ${OPEN}`,
    );
    if (withdrawn === 0) throw problems.invitationUnknown('It may have been accepted, or have ended.');
    await audit(tx, { act: 'invitation_withdrawn', subject: 'invitation', subjectId: id });
  }

  /** Withdraws what somebody invited others to, who has nothing to say there any more. */
  async withdrawAllBy(tx: Tx, scope: InvitationScope, userId: string): Promise<void> {
    await tx.execute(sql`
      UPDATE backend.invitations i SET withdrawn_at = now() WHERE i.invited_by = ${userId} AND ${within(scope)} AND ${OPEN}`);
  }

  /** Withdraws all that are open, to a place that takes nobody any more. */
  async withdrawAll(tx: Tx, scope: InvitationScope): Promise<void> {
    await tx.execute(sql`UPDATE backend.invitations i SET withdrawn_at = now() WHERE ${within(scope)} AND ${OPEN}`);
  }

  private async view({ contact, contactKind, createdAt, expiresAt, ...row }: InvitationRow): Promise<InvitationView> {
    const plain = await this.vault.open(contact, placeOf(row.id));
    return {
      id: row.id,
      role: row.role,
      scope: row.scope,
      scopeId: row.scopeId,
      contact: contactKind === 'email' ? maskEmail(plain) : maskPhone(plain),
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    };
  }
}

const notOne = () =>
  platformProblems.invalid('Correct the fields named in errors and send the request again.', {
    errors: [{ path: 'email', message: 'give an e-mail address or a phone number, not both' }],
  });
