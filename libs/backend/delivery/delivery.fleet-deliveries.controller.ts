import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Caller, Claim, IdempotencyClaim, Idempotent, PathId, Requires, Throws } from '@pakashop/platform';
import { AssignDelivery, DeliveryList, DeliveryView, FleetDeliveriesQuery } from './delivery.deliveries.dto.js';
import { DeliveryDesk } from './delivery.desk.js';
import { deliveryProblems as problems } from './delivery.errors.js';

/** The deliveries of a fleet, for those who run it. */
@ApiTags('delivery')
@Controller('delivery/fleets/:id/deliveries')
export class FleetDeliveriesController {
  constructor(private readonly desk: DeliveryDesk) {}

  /** Deliveries in the hands of the fleet's agents, the newest first. */
  @Get()
  @Requires('fleets.write')
  list(@Caller() actor: Actor, @PathId() id: string, @Query() query: FleetDeliveriesQuery): Promise<DeliveryList> {
    return this.desk.ofFleet(actor, id, query);
  }

  /** Gives a delivery to another agent of the fleet, before it is picked up. */
  @Post(':deliveryId/assign')
  @HttpCode(200)
  @Requires('fleets.write')
  @Idempotent()
  @Throws(
    problems.noDelivery,
    problems.noAgent,
    problems.notActive,
    problems.full,
    problems.taken,
    problems.wrongState,
    problems.ownGoods,
  )
  assign(
    @Caller() actor: Actor,
    @PathId() id: string,
    @PathId('deliveryId') deliveryId: string,
    @Body() input: AssignDelivery,
    @IdempotencyClaim() claim: Claim,
  ): Promise<DeliveryView> {
    return this.desk.assignWithin(actor, id, deliveryId, input, claim);
  }
}
