import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Allow,
  Caller,
  type Claim,
  ClosedTo,
  IdempotencyClaim,
  Idempotent,
  Metered,
  PathId,
  Throws,
} from '@pakashop/platform';
import type { FastifyReply } from 'fastify';
import { PaymentClosing } from './payments.closing.js';
import { CancelledPayment, InitiatedPayment, InitiatePayment, PaymentStatusView } from './payments.dto.js';
import { paymentsProblems as problems } from './payments.errors.js';
import { PaymentInitiation, statusOf } from './payments.initiation.js';
import { PaymentStatus } from './payments.status.js';

@ApiTags('payments')
@Controller('payments')
export class PaymentsController {
  constructor(
    private readonly initiation: PaymentInitiation,
    private readonly statuses: PaymentStatus,
    private readonly closing: PaymentClosing,
  ) {}

  /**
   * Starts the payment of an order. Answers 200 with what the buyer has to do, or 202 `pending` when the provider has not
   * answered yet: then ask for the status.
   */
  @Post('initiate')
  @HttpCode(200)
  @ApiAcceptedResponse({
    type: InitiatedPayment,
    description: 'The provider has not answered yet: ask for the status.',
  })
  @Allow('guest')
  @ClosedTo('staff')
  @Metered('payments')
  @Idempotent('required')
  @Throws(
    problems.notFound,
    problems.duplicate,
    problems.closed,
    problems.review,
    problems.refused,
    problems.phoneMissing,
    problems.methodUnavailable,
    problems.amountOutOfBounds,
  )
  async initiate(
    @Caller() actor: Actor,
    @Body() input: InitiatePayment,
    @IdempotencyClaim() claim: Claim,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InitiatedPayment> {
    const started = await this.initiation.initiate(actor, input, claim);
    void reply.status(statusOf(started));
    return started;
  }

  /** Where the payment of an order stands. Poll it every five seconds while the buyer confirms. */
  @Get('status/:orderId')
  @Allow('guest')
  @Throws(problems.notFound)
  status(@Caller() actor: Actor, @PathId('orderId') orderId: string): Promise<PaymentStatusView> {
    return this.statuses.read(actor, orderId);
  }

  /** Calls off the try that is under way, if it surely takes no money any more; the order can then be paid another way. */
  @Post('cancel/:orderId')
  @HttpCode(200)
  @Allow('guest')
  @Metered('payments')
  @Idempotent()
  @Throws(problems.notFound, problems.inFlight)
  async cancel(@Caller() actor: Actor, @PathId('orderId') id: string): Promise<CancelledPayment> {
    const { orderId, status, paymentStatus } = await this.closing.cancelAttempt(actor, id);
    return { orderId, orderStatus: status, paymentStatus };
  }
}
