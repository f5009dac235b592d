import { Injectable } from '@nestjs/common';
import { type Actor, type Claim, Database, sql, Vault } from '@pakashop/platform';
import type { GrantView } from './users.dto.js';
import { usersProblems as problems } from './users.errors.js';
import { Grants, grantView } from './users.grants.js';
import { type InvitedRole, indexOf, OPEN } from './users.invitations.js';
import { InvitationTokens } from './users.invitations.token.js';
import { reachOf } from './users.reach.js';

interface Waiting extends InvitedRole {
  readonly id: string;
  readonly index: Buffer;
  readonly invitedBy: string;
}

/** Gives roles to those who were invited to them. */
@Injectable()
export class InvitationAcceptance {
  constructor(
    private readonly db: Database,
    private readonly vault: Vault,
    private readonly tokens: InvitationTokens,
    private readonly grants: Grants,
  ) {}

  /**
   * Gives the caller the role that they were invited to.
   *
   * @throws Problem users.invitation_unknown for a token that is none or has ended, users.invitation_not_yours,
   *   users.roles_clash
   */
  async accept({ userId }: Actor, token: string, claim: Claim): Promise<GrantView> {
    const id = await this.tokens.read(token);
    const contacts = Object.values((await reachOf(this.db, userId!)) ?? {}).filter((contact) => contact !== undefined);
    const mine = await Promise.all(contacts.map((contact) => indexOf(this.vault, contact)));
    return this.db.transaction(async (tx) => {
      const waiting =
        id &&
        (await tx.maybe<Waiting>(sql`
          SELECT i.id, i.role, i.scope, i.scope_id AS "scopeId", i.contact_index AS index, i.invited_by AS "invitedBy"
          FROM backend.invitations i WHERE i.id = ${id} AND ${OPEN} FOR UPDATE`));
      if (!waiting) throw problems.invitationUnknown('It has ended or was used: ask for a new one.');
      if (!mine.some((index) => index.equals(waiting.index))) {
        throw problems.invitationNotYours('Add and verify the contact that the invitation went to, then accept again.');
      }
      const { role, scope, scopeId, invitedBy } = waiting;
      const grant = await this.grants.give(tx, {
        userId: userId!,
        role,
        scope,
        scopeId: scopeId ?? undefined,
        grantedBy: `person:${invitedBy}`,
      });
      await tx.execute(
        sql`UPDATE backend.invitations SET accepted_at = now(), accepted_by = ${userId} WHERE id = ${waiting.id}`,
      );
      const view = grantView(grant);
      await claim.answer(tx, 200, view);
      return view;
    });
  }
}
