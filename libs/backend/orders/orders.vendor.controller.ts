import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Caller, Claim, IdempotencyClaim, Idempotent, PathId, Requires, Throws } from '@pakashop/platform';
import { shopsProblems } from '../shops/shops.errors.js';
import { ShopOrdersQuery } from './orders.dto.js';
import { ordersProblems as problems } from './orders.errors.js';
import { Fulfilment } from './orders.fulfilment.js';
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
  constructor(private readonly fulfilment: Fulfilment) {}

  /** The vendor takes a paid shop order on. */
  @Post(':id/accept')
  @HttpCode(200)
  @Requires('orders.fulfil')
  @Idempotent()
  @Throws(problems.notFound, problems.wrongState)
  accept(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<VendorOrderView> {
    return this.fulfilment.accept(actor, id, claim);
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
}
