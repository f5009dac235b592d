import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Allow,
  Caller,
  Claim,
  ClosedTo,
  IdempotencyClaim,
  Idempotent,
  Metered,
  PathId,
  Requires,
  Throws,
} from '@pakashop/platform';
import { ordersProblems } from '../orders/orders.errors.js';
import { shopsProblems } from '../shops/shops.errors.js';
import { AnswerDispute, DisputeList, DisputePage, DisputesQuery, DisputeView, OpenDispute } from './disputes.dto.js';
import { disputesProblems as problems } from './disputes.errors.js';
import { DisputeParties } from './disputes.parties.js';
import { DisputeReads } from './disputes.read.js';

@ApiTags('disputes')
@Controller('orders/:id/shop-orders/:shopOrderId/disputes')
export class BuyerDisputesController {
  constructor(
    private readonly parties: DisputeParties,
    private readonly reads: DisputeReads,
  ) {}

  /** Disputes about a shop order of the caller, the latest first. */
  @Get()
  @Allow('guest')
  @Throws(ordersProblems.notFound)
  list(
    @Caller() actor: Actor,
    @PathId() orderId: string,
    @PathId('shopOrderId') shopOrderId: string,
  ): Promise<DisputeList> {
    return this.reads.ofPart(actor, { orderId, shopOrderId });
  }

  /** Opens a dispute about goods that were delivered; their money stays where it is until it is closed. */
  @Post()
  @Allow('guest')
  @ClosedTo('staff')
  @Metered('payments')
  @Idempotent('required')
  @Throws(ordersProblems.notFound, problems.notDelivered, problems.tooLate, problems.standing, problems.linesInvalid)
  open(
    @Caller() actor: Actor,
    @PathId() orderId: string,
    @PathId('shopOrderId') shopOrderId: string,
    @Body() input: OpenDispute,
    @IdempotencyClaim() claim: Claim,
  ): Promise<DisputeView> {
    return this.parties.open(actor, { orderId, shopOrderId }, input, claim);
  }
}

@ApiTags('disputes')
@Controller('shops/:shopId/disputes')
export class ShopDisputesController {
  constructor(private readonly reads: DisputeReads) {}

  /** Disputes about what a shop sold, the latest first. */
  @Get()
  @Requires('orders.read.shop')
  @Throws(shopsProblems.notFound)
  list(@Caller() actor: Actor, @PathId('shopId') shopId: string, @Query() query: DisputesQuery): Promise<DisputePage> {
    return this.reads.ofShop(actor, shopId, query);
  }
}

@ApiTags('disputes')
@Controller('disputes')
export class DisputesController {
  constructor(private readonly parties: DisputeParties) {}

  /** The shop answers a dispute; it may answer anew until staff decides. */
  @Post(':id/answer')
  @HttpCode(200)
  @Requires('orders.fulfil')
  @Idempotent()
  @Throws(problems.notFound, problems.closed)
  answer(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { answer }: AnswerDispute,
    @IdempotencyClaim() claim: Claim,
  ): Promise<DisputeView> {
    return this.parties.reply(actor, id, answer, claim);
  }

  /** The buyer is content after all, and closes the dispute. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Allow('guest')
  @ClosedTo('staff')
  @Idempotent()
  @Throws(problems.notFound, problems.closed)
  withdraw(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<DisputeView> {
    return this.parties.withdraw(actor, id, claim);
  }
}
