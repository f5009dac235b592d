import { Controller, HttpCode, Post, Req, type RawBodyRequest } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Throws } from '@pakashop/platform';
import type { FastifyRequest } from 'fastify';
import { PaymentCallbacks, type ReceivedWebhook } from './payments.callbacks.js';
import { paymentsProblems as problems } from './payments.errors.js';

/** Where providers report. No client key: only the provider's signature over the raw bytes lets a callback in. */
@ApiTags('webhooks')
@Controller('payments/webhook')
export class PaymentWebhookController {
  constructor(private readonly callbacks: PaymentCallbacks) {}

  /** pawaPay's callbacks: deposits, refunds and payouts. */
  @Post('pawapay')
  @HttpCode(200)
  @Allow('provider')
  @Throws(problems.webhookInvalid, problems.webhookUnchecked)
  async pawapay(@Req() request: RawBodyRequest<FastifyRequest>): Promise<void> {
    await this.callbacks.receivePawapay(received(request));
  }

  /** Flutterwave's webhook. */
  @Post('flutterwave')
  @HttpCode(200)
  @Allow('provider')
  @Throws(problems.webhookInvalid)
  async flutterwave(@Req() request: RawBodyRequest<FastifyRequest>): Promise<void> {
    await this.callbacks.receiveFlutterwave(received(request));
  }
}

const received = ({ headers, rawBody, url }: RawBodyRequest<FastifyRequest>): ReceivedWebhook => ({
  headers,
  raw: rawBody ?? Buffer.alloc(0),
  path: url,
});
