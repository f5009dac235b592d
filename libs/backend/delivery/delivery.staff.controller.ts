import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Caller,
  Claim,
  IdempotencyClaim,
  Idempotent,
  PathId,
  Requires,
  StepUp,
  Throws,
} from '@pakashop/platform';
import { FleetClosure } from './delivery.closure.js';
import { DecisionReason } from './delivery.dto.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { DeliveryStaff } from './delivery.staff.js';
import { AgentList, AgentView, FleetList, FleetView, StaffAgentsQuery, StaffFleetsQuery } from './delivery.view.dto.js';

/** What the staff decides about agents and fleets. */
@ApiTags('delivery')
@Controller('staff')
export class StaffDeliveryController {
  constructor(
    private readonly staff: DeliveryStaff,
    private readonly closure: FleetClosure,
  ) {}

  /** All agents, the newest first. */
  @Get('agents')
  @Requires('delivery.suspend', 'everywhere')
  agents(@Query() query: StaffAgentsQuery): Promise<AgentList> {
    return this.staff.agents(query);
  }

  /** All fleets, the newest first. */
  @Get('fleets')
  @Requires('delivery.suspend', 'everywhere')
  fleets(@Query() query: StaffFleetsQuery): Promise<FleetList> {
    return this.staff.fleets(query);
  }

  /** Takes an agent off the road. */
  @Post('agents/:id/suspend')
  @HttpCode(200)
  @Requires('delivery.suspend', 'everywhere')
  @Idempotent()
  @Throws(problems.noAgent, problems.ownCase, problems.notActive)
  suspendAgent(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { reason }: DecisionReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<AgentView> {
    return this.staff.suspendAgent(actor, id, reason, claim);
  }

  /** Lifts the suspension of an agent, also one that the fleet made. */
  @Post('agents/:id/reinstate')
  @HttpCode(200)
  @Requires('delivery.suspend', 'everywhere')
  @Idempotent()
  @Throws(problems.noAgent, problems.ownCase, problems.notSuspended)
  reinstateAgent(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { reason }: DecisionReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<AgentView> {
    return this.staff.reinstateAgent(actor, id, reason, claim);
  }

  /** Takes a fleet off the road; its agents go off duty. */
  @Post('fleets/:id/suspend')
  @HttpCode(200)
  @Requires('delivery.suspend', 'everywhere')
  @Idempotent()
  @Throws(problems.noFleet, problems.ownCase, problems.notActive)
  suspendFleet(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { reason }: DecisionReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<FleetView> {
    return this.staff.suspendFleet(actor, id, reason, claim);
  }

  /** Lifts the suspension of a fleet. */
  @Post('fleets/:id/reinstate')
  @HttpCode(200)
  @Requires('delivery.suspend', 'everywhere')
  @Idempotent()
  @Throws(problems.noFleet, problems.ownCase, problems.notSuspended)
  reinstateFleet(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { reason }: DecisionReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<FleetView> {
    return this.staff.reinstateFleet(actor, id, reason, claim);
  }

  /** Closes a fleet: its agents are released, and what they have not picked up goes to others. */
  @Post('fleets/:id/close')
  @HttpCode(200)
  @Requires('fleets.close', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(problems.noFleet, problems.ownCase, problems.fleetClosed, problems.hasGoods)
  closeFleet(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { reason }: DecisionReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<FleetView> {
    return this.closure.close(actor, id, reason, claim);
  }

  /** Opens a closed fleet again, without the agents that it had. */
  @Post('fleets/:id/reopen')
  @HttpCode(200)
  @Requires('fleets.close', 'everywhere')
  @Idempotent()
  @Throws(problems.noFleet, problems.ownCase, problems.notClosed)
  reopenFleet(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { reason }: DecisionReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<FleetView> {
    return this.closure.reopen(actor, id, reason, claim);
  }
}
