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
import { AssignDelivery, DeliveriesQuery, DeliveryList, DeliveryView } from './delivery.deliveries.dto.js';
import { DeliveryDesk } from './delivery.desk.js';
import { DecisionReason } from './delivery.dto.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { EvidenceExport } from './delivery.evidence.dto.js';
import { EvidenceExports } from './delivery.evidence.export.js';

/** What the staff sees of deliveries, and does with them. */
@ApiTags('delivery')
@Controller('deliveries')
export class DeliveriesController {
  constructor(
    private readonly desk: DeliveryDesk,
    private readonly evidence: EvidenceExports,
  ) {}

  /** All deliveries, the newest first: those that wait, and those whose proof somebody should look at. */
  @Get()
  @Requires('deliveries.read', 'everywhere')
  list(@Query() query: DeliveriesQuery): Promise<DeliveryList> {
    return this.desk.list(query);
  }

  /** One delivery. */
  @Get(':id')
  @Requires('deliveries.read', 'everywhere')
  @Throws(problems.noDelivery)
  one(@PathId() id: string): Promise<DeliveryView> {
    return this.desk.one(id);
  }

  /** Proof of a delivery, with what was signed, to be verified without the database. Each look is audited. */
  @Get(':id/evidence')
  @Requires('deliveries.read', 'everywhere')
  @StepUp()
  @Throws(problems.noEvidence)
  proof(@PathId() id: string): Promise<EvidenceExport> {
    return this.evidence.read(id);
  }

  /** Gives a delivery to an agent, or to another one, before it is picked up. */
  @Post(':id/assign')
  @HttpCode(200)
  @Requires('deliveries.assign', 'everywhere')
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
  assign(@PathId() id: string, @Body() input: AssignDelivery, @IdempotencyClaim() claim: Claim): Promise<DeliveryView> {
    return this.desk.assign(id, input, claim);
  }

  /** Takes a delivery from its agent before it is picked up. */
  @Post(':id/unassign')
  @HttpCode(200)
  @Requires('deliveries.assign', 'everywhere')
  @Idempotent()
  @Throws(problems.noDelivery, problems.wrongState)
  unassign(
    @PathId() id: string,
    @Body() { reason }: DecisionReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<DeliveryView> {
    return this.desk.unassign(id, reason, claim);
  }

  /** Counts the tries of a PIN anew and makes another PIN, which only the customer learns. */
  @Post(':id/pin-reset')
  @HttpCode(200)
  @Requires('deliveries.assign', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(problems.noDelivery, problems.wrongState, problems.ownCase)
  resetPin(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { reason }: DecisionReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<DeliveryView> {
    return this.desk.resetPin(id, { actor, why: reason }, claim);
  }
}
