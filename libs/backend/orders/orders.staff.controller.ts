import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Caller,
  Claim,
  IdempotencyClaim,
  Idempotent,
  Metered,
  PathId,
  Requires,
  StepUp,
  Throws,
} from '@pakashop/platform';
import { refundsProblems } from '../refunds/refunds.errors.js';
import { ShopCancelling } from './orders.cancel.shop.js';
import { ordersProblems as problems } from './orders.errors.js';
import { CancelReason, RecordLoss, StepReason } from './orders.fulfilment.dto.js';
import { Fulfilment } from './orders.fulfilment.js';
import { Losses } from './orders.losses.js';
import { VendorOrderView } from './orders.view.dto.js';

@ApiTags('orders')
@Controller('staff/shop-orders')
export class StaffShopOrdersController {
  constructor(
    private readonly fulfilment: Fulfilment,
    private readonly cancelling: ShopCancelling,
    private readonly losses: Losses,
  ) {}

  /** Staff takes a shop order on in the place of its vendor. */
  @Post(':id/accept')
  @HttpCode(200)
  @Requires('orders.cancel.any', 'everywhere')
  @Idempotent()
  @Throws(problems.notFound, problems.wrongState, problems.own)
  accept(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { reason }: StepReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<VendorOrderView> {
    return this.fulfilment.mend(actor, id, 'accept', reason, claim);
  }

  /** Staff says in the place of the vendor that a shop order is packed. */
  @Post(':id/pack')
  @HttpCode(200)
  @Requires('orders.cancel.any', 'everywhere')
  @Idempotent()
  @Throws(problems.notFound, problems.wrongState, problems.own)
  pack(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { reason }: StepReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<VendorOrderView> {
    return this.fulfilment.mend(actor, id, 'pack', reason, claim);
  }

  /** Staff calls a paid shop order off, as long as its goods are in the shop; the buyer gets all money back. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('orders.cancel.any', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  @Throws(problems.notFound, problems.tooLate, problems.own, refundsProblems.tooMuch)
  cancel(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { reason }: CancelReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<VendorOrderView> {
    return this.cancelling.byStaff(actor, id, reason, claim);
  }

  /** Staff ends the way of goods that their agent lost, or vanished with; the buyer gets the money. */
  @Post(':id/lost')
  @HttpCode(200)
  @Requires('deliveries.write', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  @Throws(problems.notFound, problems.notOnTheRoad, problems.own, refundsProblems.tooMuch)
  lost(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() loss: RecordLoss,
    @IdempotencyClaim() claim: Claim,
  ): Promise<VendorOrderView> {
    return this.losses.record(actor, id, loss, claim);
  }
}
