import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Allow,
  Caller,
  Claim,
  IdempotencyClaim,
  Idempotent,
  Metered,
  PathId,
  platformProblems,
  Requires,
  StepUp,
  Throws,
} from '@pakashop/platform';
import { GrantView } from './users.dto.js';
import { usersProblems as problems } from './users.errors.js';
import { InvitationAcceptance } from './users.invitations.acceptance.js';
import { AcceptInvitation, InvitationList, InvitationView, InviteToStaff } from './users.invitations.dto.js';
import { StaffInvitations } from './users.staff.js';

@ApiTags('invitations')
@Controller('invitations')
export class InvitationsController {
  constructor(private readonly acceptance: InvitationAcceptance) {}

  /** Accepts an invitation: gives the caller the role that it carries. */
  @Post('accept')
  @HttpCode(200)
  @Allow('person')
  @StepUp()
  @Metered('auth')
  @Idempotent()
  @Throws(problems.invitationUnknown, problems.invitationNotYours, problems.rolesClash)
  accept(
    @Caller() actor: Actor,
    @Body() { token }: AcceptInvitation,
    @IdempotencyClaim() claim: Claim,
  ): Promise<GrantView> {
    return this.acceptance.accept(actor, token, claim);
  }
}

@ApiTags('invitations')
@Controller('staff/invitations')
export class StaffInvitationsController {
  constructor(private readonly staff: StaffInvitations) {}

  /** Invitations to the staff that wait to be accepted. */
  @Get()
  @Requires('roles.write', 'everywhere')
  async open(): Promise<InvitationList> {
    return { data: await this.staff.open(), nextCursor: null };
  }

  /** Invites the owner of a contact to the staff, for seven days. */
  @Post()
  @Requires('roles.write', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(problems.badPhone, problems.wrongScope, platformProblems.tooMany)
  invite(
    @Caller() admin: Actor,
    @Body() invitation: InviteToStaff,
    @IdempotencyClaim() claim: Claim,
  ): Promise<InvitationView> {
    return this.staff.invite(admin, invitation, claim);
  }

  /** Withdraws an invitation to the staff. */
  @Delete(':id')
  @HttpCode(204)
  @Requires('roles.write', 'everywhere')
  @Throws(problems.invitationUnknown)
  withdraw(@Caller() admin: Actor, @PathId() id: string): Promise<void> {
    return this.staff.withdraw(admin, id);
  }
}
