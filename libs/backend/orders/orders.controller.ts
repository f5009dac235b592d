import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
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
  PageQuery,
  PathId,
  Throws,
} from '@pakashop/platform';
import { paymentsProblems } from '../payments/payments.errors.js';
import { productsProblems } from '../products/products.errors.js';
import { refundsProblems } from '../refunds/refunds.errors.js';
import { Cancelling } from './orders.cancel.js';
import { Checkout } from './orders.checkout.js';
import { PlaceOrder, PreviewOrder } from './orders.dto.js';
import { ordersProblems as problems } from './orders.errors.js';
import { OrderPreview } from './orders.preview.dto.js';
import { Previews } from './orders.preview.js';
import { Orders } from './orders.read.js';
import { CancelledOrder, OrderPage, OrderView } from './orders.view.dto.js';

@ApiTags('orders')
@Controller('orders')
export class OrdersController {
  constructor(
    private readonly checkout: Checkout,
    private readonly previews: Previews,
    private readonly orders: Orders,
    private readonly cancelling: Cancelling,
  ) {}

  /** Places an order over one or more shops: prices it, holds the stock, and waits for payment until it expires. */
  @Post()
  @Allow('guest')
  @ClosedTo('staff')
  @Metered('payments')
  @Idempotent('required', 'with the effect')
  @Throws(
    problems.nothingToOrder,
    problems.cartChanged,
    problems.tooLarge,
    problems.notOrderable,
    problems.currencyMixed,
    problems.phoneInvalid,
    problems.priceChanged,
    problems.priceGone,
    problems.tooManyUnpaid,
    productsProblems.outOfStock,
  )
  place(@Caller() actor: Actor, @Body() input: PlaceOrder, @IdempotencyClaim() claim: Claim): Promise<OrderView> {
    return this.checkout.place(actor, input, claim);
  }

  /** What an order would cost at this moment, and why each part of it; changes nothing. */
  @Post('preview')
  @HttpCode(200)
  @Allow('guest')
  @ClosedTo('staff')
  @Throws(problems.nothingToOrder, problems.tooLarge, problems.notOrderable, problems.currencyMixed)
  preview(@Caller() actor: Actor, @Body() input: PreviewOrder): Promise<OrderPreview> {
    return this.previews.of(actor, input);
  }

  /** The caller's orders, newest first. */
  @Get()
  @Allow('guest')
  mine(@Caller() actor: Actor, @Query() query: PageQuery): Promise<OrderPage> {
    return this.orders.mine(actor, query);
  }

  /** One order of the caller; staff may look at any. */
  @Get(':id')
  @Allow('guest')
  @Throws(problems.notFound)
  one(@Caller() actor: Actor, @PathId() id: string): Promise<OrderView> {
    return this.orders.one(actor, id);
  }

  /**
   * Calls off an order and frees its stock. Refused while a payment can still succeed: a prompt on a phone cannot be
   * taken back. Of a paid order that is called off which no shop has taken on yet, and its money goes back; what is too far
   * along is named.
   */
  @Patch(':id/cancel')
  @Allow('guest')
  @Metered('payments')
  @Throws(problems.notFound, problems.tooLate, paymentsProblems.inFlight, refundsProblems.tooMuch)
  cancel(@Caller() actor: Actor, @PathId() id: string): Promise<CancelledOrder> {
    return this.cancelling.order(actor, id);
  }
}
