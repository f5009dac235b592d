import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Caller,
  Claim,
  IdempotencyClaim,
  Idempotent,
  PathId,
  platformProblems,
  Requires,
  StepUp,
  Throws,
} from '@pakashop/platform';
import { usersProblems } from '../users/users.errors.js';
import { InvitationList, InvitationView } from '../users/users.invitations.dto.js';
import { shopsProblems as problems } from './shops.errors.js';
import { InviteToShop, MemberList } from './shops.team.dto.js';
import { ShopTeam } from './shops.team.js';

@ApiTags('shops')
@Controller('vendor/shops')
export class ShopTeamController {
  constructor(private readonly team: ShopTeam) {}

  /** Who works in the shop. */
  @Get(':id/team')
  @Requires('shops.write')
  @Throws(problems.notFound)
  async members(@Caller() actor: Actor, @PathId() id: string): Promise<MemberList> {
    return { data: await this.team.members(actor, id), nextCursor: null };
  }

  /** Takes somebody's roles in the shop; their access tokens end. */
  @Delete(':id/team/:userId')
  @HttpCode(204)
  @Requires('shops.team.write')
  @StepUp()
  @Throws(problems.notFound, problems.notLead, problems.noMember, problems.lastOwner)
  remove(@Caller() actor: Actor, @PathId() id: string, @PathId('userId') userId: string): Promise<void> {
    return this.team.remove(actor, id, userId);
  }

  /** Invitations to the shop that wait to be accepted. */
  @Get(':id/invitations')
  @Requires('shops.write')
  @Throws(problems.notFound)
  async invited(@Caller() actor: Actor, @PathId() id: string): Promise<InvitationList> {
    return { data: await this.team.invited(actor, id), nextCursor: null };
  }

  /** Invites the owner of a contact to work in the shop, for seven days. */
  @Post(':id/invitations')
  @Requires('shops.team.write')
  @StepUp()
  @Idempotent()
  @Throws(
    problems.notFound,
    problems.notLead,
    usersProblems.badPhone,
    usersProblems.wrongScope,
    platformProblems.tooMany,
  )
  invite(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() invitation: InviteToShop,
    @IdempotencyClaim() claim: Claim,
  ): Promise<InvitationView> {
    return this.team.invite(actor, id, invitation, claim);
  }

  /** Withdraws an invitation to the shop. */
  @Delete(':id/invitations/:invitationId')
  @HttpCode(204)
  @Requires('shops.team.write')
  @Throws(problems.notFound, problems.notLead, usersProblems.invitationUnknown)
  withdraw(@Caller() actor: Actor, @PathId() id: string, @PathId('invitationId') invitationId: string): Promise<void> {
    return this.team.withdraw(actor, id, invitationId);
  }
}
