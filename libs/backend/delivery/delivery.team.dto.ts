import { IsIn } from 'class-validator';
import type { Role } from '../auth/auth.permissions.js';
import { ContactToInvite } from '../users/users.invitations.dto.js';
import { FLEET_ROLES } from '../users/users.invitations.rules.js';

/** Invites the owner of a contact to drive for the fleet, or to run it too. */
export class InviteToFleet extends ContactToInvite {
  @IsIn(FLEET_ROLES) role: Role;
}
