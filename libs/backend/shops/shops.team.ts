import { Injectable } from '@nestjs/common';
import { type Actor, type Claim, Database, sql, type Tx } from '@pakashop/platform';
import { Grants } from '../users/users.grants.js';
import type { InvitationView } from '../users/users.invitations.dto.js';
import { Invitations } from '../users/users.invitations.js';
import { shopsProblems as problems } from './shops.errors.js';
import { LEAD, type ShopKind } from './shops.rules.js';
import type { InviteToShop, MemberView } from './shops.team.dto.js';
import { covered } from './shops.view.js';

type MemberRow = Omit<MemberView, 'since'> & { readonly since: Date };

/** Who works in a shop. Its owners, who hold the leading role of its kind, decide about that. */
@Injectable()
export class ShopTeam {
  constructor(
    private readonly db: Database,
    private readonly grants: Grants,
    private readonly invitations: Invitations,
  ) {}

  /** @throws Problem shops.not_found */
  async members(actor: Actor, shopId: string): Promise<MemberView[]> {
    await this.assertSeen(actor, shopId);
    const rows = await this.db.rows<MemberRow>(sql`
      SELECT g.user_id AS "userId", u.name, g.role, g.created_at AS since
      FROM backend.role_grants g JOIN backend.users u ON u.id = g.user_id
      WHERE g.scope = 'shop' AND g.scope_id = ${shopId} AND g.revoked_at IS NULL ORDER BY g.created_at, g.id`);
    return rows.map(({ since, ...member }) => ({ ...member, since: since.toISOString() }));
  }

  /** Invitations to the shop that are open. @throws Problem shops.not_found */
  async invited(actor: Actor, shopId: string): Promise<InvitationView[]> {
    await this.assertSeen(actor, shopId);
    return this.invitations.open({ scope: 'shop', scopeId: shopId });
  }

  /** @throws Problem shops.not_found, shops.not_lead, VAL_001, VAL_002, RATE_001 */
  async invite(
    actor: Actor,
    shopId: string,
    { role, ...contact }: InviteToShop,
    claim: Claim,
  ): Promise<InvitationView> {
    const draft = await this.invitations.draft(contact);
    return this.db.transaction(async (tx) => {
      await holdLed(tx, actor, shopId);
      const view = await this.invitations.issue(tx, actor, draft, { role, scope: 'shop', scopeId: shopId });
      await claim.answer(tx, 201, view);
      return view;
    });
  }

  /** @throws Problem shops.not_found, shops.not_lead, users.invitation_unknown */
  async withdraw(actor: Actor, shopId: string, invitationId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await holdLed(tx, actor, shopId);
      await this.invitations.withdraw(tx, { scope: 'shop', scopeId: shopId }, invitationId);
    });
  }

  /**
   * Takes somebody's roles in the shop, their invitations to it, and their access tokens.
   *
   * @throws Problem shops.not_found, shops.not_lead, shops.no_member, shops.last_owner
   */
  async remove(actor: Actor, shopId: string, userId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const lead = await holdLed(tx, actor, shopId);
      const team = await tx.rows<{ id: string; userId: string; role: string }>(sql`
        SELECT id, user_id AS "userId", role FROM backend.role_grants
        WHERE scope = 'shop' AND scope_id = ${shopId} AND revoked_at IS NULL`);
      const theirs = team.filter((grant) => grant.userId === userId);
      if (theirs.length === 0) throw problems.noMember('GET the team for those who do.');
      const ownerStays = team.some((grant) => grant.userId !== userId && grant.role === lead);
      if (!ownerStays) throw problems.lastOwner('Invite another owner first.');
      for (const { id } of theirs) await this.grants.revoke(tx, userId, id);
      await this.invitations.withdrawAllBy(tx, { scope: 'shop', scopeId: shopId }, userId);
      await tx.execute(sql`UPDATE backend.users SET session_version = session_version + 1 WHERE id = ${userId}`);
    });
  }

  private async assertSeen(actor: Actor, shopId: string): Promise<void> {
    const seen = await this.db.maybe(
      sql`SELECT FROM backend.shops s WHERE s.id = ${shopId} AND ${covered(actor, 'shops.write')}`,
    );
    if (!seen) throw problems.notFound('No shop that you run has this id.');
  }
}

/**
 * Holds a shop, so that changes of its team wait for each other; answers its leading role.
 *
 * @throws Problem shops.not_found, shops.not_lead
 */
async function holdLed(tx: Tx, actor: Actor, shopId: string): Promise<string> {
  const shop = await tx.maybe<{ kind: ShopKind }>(sql`
    SELECT s.kind FROM backend.shops s WHERE s.id = ${shopId} AND ${covered(actor, 'shops.team.write')} FOR NO KEY UPDATE`);
  if (!shop) throw problems.notFound('No shop that you run has this id.');
  const lead = LEAD[shop.kind];
  // Read in a statement of its own: it sees what was committed while this one waited for the shop.
  const leads = await tx.maybe(sql`
    SELECT FROM backend.role_grants
    WHERE user_id = ${actor.userId} AND role = ${lead} AND scope = 'shop' AND scope_id = ${shopId} AND revoked_at IS NULL`);
  if (!leads) throw problems.notLead('Ask one of its owners.');
  return lead;
}
