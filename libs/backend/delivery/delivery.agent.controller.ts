import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Caller, PageQuery, platformProblems, Requires, StepUp, Throws } from '@pakashop/platform';
import { usersProblems } from '../users/users.errors.js';
import { Agents } from './delivery.agents.js';
import { AgentVehicle } from '../applications/applications.dto.js';
import { AgentAreas, FleetAgentProfile, SetDuty } from './delivery.dto.js';
import { Duty } from './delivery.duty.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { AgentView, ShiftList } from './delivery.view.dto.js';

/** What agents do with what is theirs. */
@ApiTags('delivery')
@Controller('delivery/agent')
export class AgentController {
  constructor(
    private readonly agents: Agents,
    private readonly duty: Duty,
  ) {}

  /** The agent that the caller is. */
  @Get()
  @Requires('delivery.work')
  @Throws(platformProblems.notFound)
  read(@Caller() actor: Actor): Promise<AgentView> {
    return this.agents.read(actor);
  }

  /** Says who the caller is whom a fleet invited, until the fleet admits them. */
  @Put()
  @Requires('delivery.work')
  @Throws(problems.noFleet, problems.agentExists, usersProblems.badPhone)
  introduce(@Caller() actor: Actor, @Body() profile: FleetAgentProfile): Promise<AgentView> {
    return this.agents.introduce(actor, profile);
  }

  /** Changes what the agent delivers with. */
  @Put('vehicle')
  @Requires('delivery.work')
  @Throws(problems.noAgent)
  changeVehicle(@Caller() actor: Actor, @Body() vehicle: AgentVehicle): Promise<AgentView> {
    return this.agents.changeVehicle(actor, vehicle);
  }

  /** Changes which towns the agent serves. */
  @Put('areas')
  @Requires('delivery.work')
  @Throws(problems.noAgent)
  changeAreas(@Caller() actor: Actor, @Body() areas: AgentAreas): Promise<AgentView> {
    return this.agents.changeAreas(actor, areas);
  }

  /** Goes on or off duty, or tells where the agent is. */
  @Put('duty')
  @Requires('delivery.work')
  @Throws(problems.noAgent, problems.notActive)
  setDuty(@Caller() actor: Actor, @Body() duty: SetDuty): Promise<AgentView> {
    return this.duty.set(actor, duty);
  }

  /** The caller's times on duty, the newest first. */
  @Get('shifts')
  @Requires('delivery.work')
  shifts(@Caller() actor: Actor, @Query() query: PageQuery): Promise<ShiftList> {
    return this.duty.shifts(actor, query);
  }

  /** Stops delivering for good; access tokens end. */
  @Post('close')
  @HttpCode(204)
  @Requires('delivery.work')
  @StepUp()
  @Throws(problems.noAgent, problems.hasGoods)
  close(@Caller() actor: Actor): Promise<void> {
    return this.agents.close(actor);
  }
}
