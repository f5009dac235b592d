import { Controller, HttpCode, Patch, Post } from '@nestjs/common';
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
  Throws,
} from '@pakashop/platform';
import { refundsProblems } from '../refunds/refunds.errors.js';
import { Cancelling } from './orders.cancel.js';
import { ordersProblems as problems } from './orders.errors.js';
import { Receipts } from './orders.receipt.js';
import { OrderView } from './orders.view.dto.js';

@ApiTags('orders')
@Controller('orders/:id/shop-orders/:shopOrderId')
export class OrderPartsController {
  constructor(
    private readonly cancelling: Cancelling,
    private readonly receipts: Receipts,
  ) {}

  /** The buyer calls off what one shop has not taken on yet, and gets that money back. */
  @Patch('cancel')
  @Allow('guest')
  @ClosedTo('staff')
  @Metered('payments')
  @Throws(problems.notFound, problems.tooLate, refundsProblems.tooMuch)
  cancel(
    @Caller() actor: Actor,
    @PathId() orderId: string,
    @PathId('shopOrderId') shopOrderId: string,
  ): Promise<OrderView> {
    return this.cancelling.part(actor, { orderId, shopOrderId });
  }

  /** The buyer says that all is well with what was delivered: its shop is paid without further waiting. */
  @Post('received')
  @HttpCode(200)
  @Allow('guest')
  @ClosedTo('staff')
  @Idempotent()
  @Throws(problems.notFound, problems.wrongState, problems.disputed)
  received(
    @Caller() actor: Actor,
    @PathId() orderId: string,
    @PathId('shopOrderId') shopOrderId: string,
    @IdempotencyClaim() claim: Claim,
  ): Promise<OrderView> {
    return this.receipts.confirm(actor, { orderId, shopOrderId }, claim);
  }
}
