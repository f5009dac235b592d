import type { DomainParts } from '@pakashop/platform';
import { UsersConfig } from './users.config.js';
import { InvitationAcceptance } from './users.invitations.acceptance.js';
import { InvitationComposer } from './users.invitations.composer.js';
import { InvitationsController, StaffInvitationsController } from './users.invitations.controller.js';
import { Invitations, SEALED_CONTACTS } from './users.invitations.js';
import { InvitationTokens } from './users.invitations.token.js';
import { StaffInvitations } from './users.staff.js';

/** Roles that wait for the owners of contacts: for the staff, and through others for shops and fleets. */
export const invitations: DomainParts = {
  config: [UsersConfig],
  sealed: [SEALED_CONTACTS],
  providers: [Invitations, InvitationTokens, InvitationAcceptance, InvitationComposer, StaffInvitations],
  api: [InvitationsController, StaffInvitationsController],
};
