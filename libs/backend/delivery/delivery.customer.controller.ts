import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Allow,
  Caller,
  Claim,
  ClosedTo,
  IdempotencyClaim,
  Idempotent,
  OwnEyesOnly,
  PathId,
  Throws,
} from '@pakashop/platform';
import { ordersProblems } from '../orders/orders.errors.js';
import { BuyerDelivery, DeliveryPin } from './delivery.customer.dto.js';
import { BuyerDeliveries } from './delivery.customer.js';
import { deliveryProblems as problems } from './delivery.errors.js';

/** What buyers see of the way of their goods. */
@ApiTags('delivery')
@Controller('orders/:id/shop-orders/:shopOrderId')
export class BuyerDeliveriesController {
  constructor(private readonly deliveries: BuyerDeliveries) {}

  /** How far one part of the caller's order is, and who carries it. */
  @Get('delivery')
  @Allow('guest')
  @Throws(ordersProblems.notFound, problems.noDelivery)
  read(
    @Caller() actor: Actor,
    @PathId() orderId: string,
    @PathId('shopOrderId') shopOrderId: string,
  ): Promise<BuyerDelivery> {
    return this.deliveries.read(actor, { orderId, shopOrderId });
  }

  /** The PIN that the rider asks for when the goods are there. For the customer's own eyes. */
  @Get('delivery-pin')
  @Allow('guest')
  @OwnEyesOnly()
  @ClosedTo('staff')
  @Throws(ordersProblems.notFound, problems.noPin)
  pin(
    @Caller() actor: Actor,
    @PathId() orderId: string,
    @PathId('shopOrderId') shopOrderId: string,
  ): Promise<DeliveryPin> {
    return this.deliveries.pin(actor, { orderId, shopOrderId });
  }

  /** Makes another PIN, three times at most, after which the one before is worth nothing. Read it with GET. */
  @Post('delivery-pin/reissue')
  @HttpCode(204)
  @Allow('guest')
  @OwnEyesOnly()
  @ClosedTo('staff')
  @Idempotent()
  @Throws(ordersProblems.notFound, problems.noPin, problems.reissuesUsed)
  reissue(
    @Caller() actor: Actor,
    @PathId() orderId: string,
    @PathId('shopOrderId') shopOrderId: string,
    @IdempotencyClaim() claim: Claim,
  ): Promise<void> {
    return this.deliveries.reissue(actor, { orderId, shopOrderId }, claim);
  }
}
