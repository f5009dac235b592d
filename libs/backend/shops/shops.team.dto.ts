import type { Role } from '../auth/auth.permissions.js';
import { ContactToInvite } from '../users/users.invitations.dto.js';
import { IsIn } from 'class-validator';
import { SHOP_ROLES } from '../users/users.invitations.rules.js';

/** Invites the owner of a contact to work in the shop. */
export class InviteToShop extends ContactToInvite {
  @IsIn(SHOP_ROLES) role: Role;
}

/** Somebody who works in a shop. */
export class MemberView {
  userId: string;
  name: string;
  role: Role;
  since: string;
}

export class MemberList {
  data: MemberView[];
  nextCursor: string | null;
}
