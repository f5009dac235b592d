import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Caller, Claim, IdempotencyClaim, Idempotent, PathId, Requires, Throws } from '@pakashop/platform';
import { refundsProblems } from '../refunds/refunds.errors.js';
import { shopsProblems } from '../shops/shops.errors.js';
import { ShopCancelling } from './orders.cancel.shop.js';
import { ShopOrdersQuery } from './orders.dto.js';
import { ordersProblems as problems } from './orders.errors.js';
import { CancelReason, RecordShortage, TakeBack } from './orders.fulfilment.dto.js';
import { Fulfilment } from './orders.fulfilment.js';
import { Returns } from './orders.returns.js';
import { Shortages } from './orders.shortage.js';
import { VendorOrders } from './orders.vendor.js';
import { VendorOrderPage, VendorOrderView } from './orders.view.dto.js';

@ApiTags('orders')
@Controller('shops/:shopId/orders')
export class ShopOrdersController {
  constructor(private readonly orders: VendorOrders) {}

  /** Shop orders of a shop, newest first. */
  @Get()
  @Requires('orders.read.shop')
  @Throws(shopsProblems.notFound)
  list(
    @Caller() actor: Actor,
    @PathId('shopId') shopId: string,
    @Query() query: ShopOrdersQuery,
  ): Promise<VendorOrderPage> {
    return this.orders.list(actor, shopId, query);
  }
}

@ApiTags('orders')
@Controller('shop-orders')
export class FulfilmentController {
  constructor(
    private readonly fulfilment: Fulfilment,
    private readonly shortages: Shortages,
    private readonly cancelling: ShopCancelling,
    private readonly returns: Returns,
  ) {}

  /** The vendor takes a paid shop order on. */
  @Post(':id/accept')
  @HttpCode(200)
  @Requires('orders.fulfil')
  @Idempotent()
  @Throws(problems.notFound, problems.wrongState)
  accept(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<VendorOrderView> {
    return this.fulfilment.accept(actor, id, claim);
  }

  /** The vendor cannot supply some pieces: their money goes back, the rest is delivered. Possible until it is packed. */
  @Post(':id/shortages')
  @HttpCode(200)
  @Requires('orders.fulfil')
  @Idempotent('required')
  @Throws(problems.notFound, problems.wrongState, problems.notSoMany, refundsProblems.tooMuch)
  shortage(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { lines }: RecordShortage,
    @IdempotencyClaim() claim: Claim,
  ): Promise<VendorOrderView> {
    return this.shortages.record(actor, id, lines, claim);
  }

  /** The vendor has packed a shop order; it waits for its rider. */
  @Post(':id/pack')
  @HttpCode(200)
  @Requires('orders.fulfil')
  @Idempotent()
  @Throws(problems.notFound, problems.wrongState)
  pack(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<VendorOrderView> {
    return this.fulfilment.pack(actor, id, claim);
  }

  /** The vendor has given the goods to the agent to whom they are assigned. */
  @Post(':id/handed-over')
  @HttpCode(200)
  @Requires('orders.fulfil')
  @Idempotent()
  @Throws(problems.notFound, problems.notAssigned)
  handOver(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<VendorOrderView> {
    return this.fulfilment.handOver(actor, id, claim);
  }

  /** The vendor calls a paid shop order off, as long as its goods are in the shop; the buyer gets all money back. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('orders.fulfil')
  @Idempotent('required')
  @Throws(problems.notFound, problems.tooLate, refundsProblems.tooMuch)
  cancel(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { reason }: CancelReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<VendorOrderView> {
    return this.cancelling.byShop(actor, id, reason, claim);
  }

  /** The vendor takes undelivered goods back from the agent; the buyer gets the money. */
  @Post(':id/returned')
  @HttpCode(200)
  @Requires('orders.fulfil')
  @Idempotent('required')
  @Throws(problems.notFound, problems.notReturning, problems.notAllThere, refundsProblems.tooMuch)
  returned(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { lines }: TakeBack,
    @IdempotencyClaim() claim: Claim,
  ): Promise<VendorOrderView> {
    return this.returns.take(actor, id, lines, claim);
  }
}
