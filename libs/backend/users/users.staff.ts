import { Injectable } from '@nestjs/common';
import { type Actor, type Claim, Database, platformProblems, sql, type Tx } from '@pakashop/platform';
import type { InvitationView, InviteToStaff } from './users.invitations.dto.js';
import { Invitations, type InvitationScope } from './users.invitations.js';

const PLATFORM: InvitationScope = { scope: 'platform', scopeId: null };

/** Invitations to the staff of the platform, by administrators who still are at this moment. */
@Injectable()
export class StaffInvitations {
  constructor(
    private readonly db: Database,
    private readonly invitations: Invitations,
  ) {}

  /** @throws Problem VAL_001, VAL_002, RATE_001 */
  async invite(admin: Actor, { role, reason, ...contact }: InviteToStaff, claim: Claim): Promise<InvitationView> {
    const draft = await this.invitations.draft(contact);
    return this.db.transaction(async (tx) => {
      await assertAdmin(tx, admin);
      const view = await this.invitations.issue(tx, admin, draft, { role, ...PLATFORM }, reason);
      await claim.answer(tx, 201, view);
      return view;
    });
  }

  /** Those that wait to be accepted. */
  open(): Promise<InvitationView[]> {
    return this.invitations.open(PLATFORM);
  }

  /** @throws Problem users.invitation_unknown */
  async withdraw(admin: Actor, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await assertAdmin(tx, admin);
      await this.invitations.withdraw(tx, PLATFORM, id);
    });
  }
}

async function assertAdmin(tx: Tx, { userId }: Actor): Promise<void> {
  const still = await tx.maybe(sql`
    SELECT g.id FROM backend.role_grants g JOIN backend.users u ON u.id = g.user_id AND u.status = 'ACTIVE'
    WHERE g.user_id = ${userId} AND g.role = 'PLATFORM_ADMIN' AND g.revoked_at IS NULL FOR SHARE OF g`);
  if (!still) throw platformProblems.forbidden('Only administrators invite people to the staff.');
}
