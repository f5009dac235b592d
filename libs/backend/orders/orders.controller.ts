import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
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
import { PaymentClosing } from '../payments/payments.closing.js';
import { paymentsProblems } from '../payments/payments.errors.js';
import { productsProblems } from '../products/products.errors.js';
import { Checkout } from './orders.checkout.js';
import { PlaceOrder } from './orders.dto.js';
import { ordersProblems as problems } from './orders.errors.js';
import { Orders } from './orders.read.js';
import { OrderPage, OrderView } from './orders.view.dto.js';

@ApiTags('orders')
@Controller('orders')
export class OrdersController {
  constructor(
    private readonly checkout: Checkout,
    private readonly orders: Orders,
    private readonly closing: PaymentClosing,
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
    problems.tooManyUnpaid,
    productsProblems.outOfStock,
  )
  place(@Caller() actor: Actor, @Body() input: PlaceOrder, @IdempotencyClaim() claim: Claim): Promise<OrderView> {
    return this.checkout.place(actor, input, claim);
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
   * Calls off an order that is not paid, and frees its stock. Refused while a payment can still succeed: a prompt on a
   * phone cannot be taken back.
   */
  @Patch(':id/cancel')
  @Allow('guest')
  @Metered('payments')
  @Throws(problems.notFound, paymentsProblems.inFlight, paymentsProblems.closed)
  async cancel(@Caller() actor: Actor, @PathId() id: string): Promise<OrderView> {
    await this.closing.cancelOrder(actor, id);
    return this.orders.one(actor, id);
  }
}
