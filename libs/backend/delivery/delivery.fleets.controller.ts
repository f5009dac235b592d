import { Body, Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
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
import { ChangeFleet, DecisionReason } from './delivery.dto.js';
import { FleetClosure } from './delivery.closure.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { Fleets } from './delivery.fleets.js';
import { InviteToFleet } from './delivery.team.dto.js';
import { FleetTeams } from './delivery.team.js';
import { AgentView, FleetList, FleetTeam, FleetView } from './delivery.view.dto.js';

/** What those who run a fleet do with it and with its agents. */
@ApiTags('delivery')
@Controller('delivery/fleets')
export class FleetsController {
  constructor(
    private readonly fleets: Fleets,
    private readonly teams: FleetTeams,
    private readonly closure: FleetClosure,
  ) {}

  /** Fleets that the caller runs. */
  @Get()
  @Requires('fleets.write')
  async own(@Caller() actor: Actor): Promise<FleetList> {
    return { data: await this.fleets.own(actor), nextCursor: null };
  }

  /** Changes name, place or number of vehicles of a fleet. */
  @Patch(':id')
  @Requires('fleets.write')
  @Throws(problems.noFleet, problems.fleetClosed)
  change(@Caller() actor: Actor, @PathId() id: string, @Body() change: ChangeFleet): Promise<FleetView> {
    return this.fleets.change(actor, id, change);
  }

  /** Closes a fleet: its agents are released, and what they have not picked up goes to others. Only staff reopens it. */
  @Post(':id/close')
  @HttpCode(200)
  @Requires('fleets.write')
  @StepUp()
  @Idempotent()
  @Throws(problems.noFleet, problems.fleetClosed, problems.hasGoods)
  close(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<FleetView> {
    return this.closure.closeOwn(actor, id, claim);
  }

  /** Who works in the fleet. */
  @Get(':id/team')
  @Requires('fleets.write')
  @Throws(problems.noFleet)
  async team(@Caller() actor: Actor, @PathId() id: string): Promise<FleetTeam> {
    return { data: await this.teams.members(actor, id), nextCursor: null };
  }

  /** Lets an agent take work who has accepted the invitation and said who they are. */
  @Post(':id/team/:userId/admit')
  @HttpCode(200)
  @Requires('fleets.write')
  @StepUp()
  @Throws(problems.noFleet, problems.fleetClosed, problems.noMember, problems.notPending)
  admit(@Caller() actor: Actor, @PathId() id: string, @PathId('userId') userId: string): Promise<AgentView> {
    return this.teams.admit(actor, id, userId);
  }

  /** Gives an agent no work for now. */
  @Post(':id/team/:userId/suspend')
  @HttpCode(200)
  @Requires('fleets.write')
  @Throws(problems.noFleet, problems.fleetClosed, problems.noMember, problems.notActive)
  suspend(
    @Caller() actor: Actor,
    @PathId() id: string,
    @PathId('userId') userId: string,
    @Body() { reason }: DecisionReason,
  ): Promise<AgentView> {
    return this.teams.suspend(actor, id, userId, reason);
  }

  /** Lifts a suspension that the fleet made. */
  @Post(':id/team/:userId/reinstate')
  @HttpCode(200)
  @Requires('fleets.write')
  @Throws(problems.noFleet, problems.fleetClosed, problems.noMember, problems.notSuspended)
  reinstate(
    @Caller() actor: Actor,
    @PathId() id: string,
    @PathId('userId') userId: string,
    @Body() { reason }: DecisionReason,
  ): Promise<AgentView> {
    return this.teams.reinstate(actor, id, userId, reason);
  }

  /** Takes somebody's roles in the fleet; their access tokens end. */
  @Delete(':id/team/:userId')
  @HttpCode(204)
  @Requires('fleets.write')
  @StepUp()
  @Throws(problems.noFleet, problems.noMember, problems.lastManager, problems.hasGoods)
  remove(@Caller() actor: Actor, @PathId() id: string, @PathId('userId') userId: string): Promise<void> {
    return this.teams.remove(actor, id, userId);
  }

  /** Invitations to the fleet that wait to be accepted. */
  @Get(':id/invitations')
  @Requires('fleets.write')
  @Throws(problems.noFleet)
  async invited(@Caller() actor: Actor, @PathId() id: string): Promise<InvitationList> {
    return { data: await this.teams.invited(actor, id), nextCursor: null };
  }

  /** Invites the owner of a contact to the fleet, for seven days. */
  @Post(':id/invitations')
  @Requires('fleets.write')
  @StepUp()
  @Idempotent()
  @Throws(
    problems.noFleet,
    problems.fleetClosed,
    usersProblems.badPhone,
    usersProblems.wrongScope,
    platformProblems.tooMany,
  )
  invite(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() invitation: InviteToFleet,
    @IdempotencyClaim() claim: Claim,
  ): Promise<InvitationView> {
    return this.teams.invite(actor, id, invitation, claim);
  }

  /** Withdraws an invitation to the fleet. */
  @Delete(':id/invitations/:invitationId')
  @HttpCode(204)
  @Requires('fleets.write')
  @Throws(problems.noFleet, usersProblems.invitationUnknown)
  withdraw(@Caller() actor: Actor, @PathId() id: string, @PathId('invitationId') invitationId: string): Promise<void> {
    return this.teams.withdraw(actor, id, invitationId);
  }
}
