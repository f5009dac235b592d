import { Controller, Get, Header, HttpCode, Post, Query, Req, type RawBodyRequest } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Throws } from '@pakashop/platform';
import type { FastifyRequest } from 'fastify';
import { MessageCallbacks, type ReceivedCall } from './messages.callbacks.js';
import { messagesProblems as problems } from './messages.errors.js';

/** Where carriers report. No client key: only the carrier's signature over the raw bytes lets a report in. */
@ApiTags('webhooks')
@Controller('messages/webhook')
export class MessagesWebhookController {
  constructor(private readonly callbacks: MessageCallbacks) {}

  /** Twilio's status callback, a form. */
  @Post('twilio')
  @HttpCode(200)
  @Allow('provider')
  @Throws(problems.webhookInvalid)
  async twilio(@Req() request: RawBodyRequest<FastifyRequest>): Promise<void> {
    await this.callbacks.receiveTwilio(received(request));
  }

  /** Resend's webhook. */
  @Post('resend')
  @HttpCode(200)
  @Allow('provider')
  @Throws(problems.webhookInvalid)
  async resend(@Req() request: RawBodyRequest<FastifyRequest>): Promise<void> {
    await this.callbacks.receiveResend(received(request));
  }

  /** Meta's webhook for WhatsApp. */
  @Post('whatsapp')
  @HttpCode(200)
  @Allow('provider')
  @Throws(problems.webhookInvalid)
  async whatsapp(@Req() request: RawBodyRequest<FastifyRequest>): Promise<void> {
    await this.callbacks.receiveWhatsapp(received(request));
  }

  /** Meta's question whether the webhook is ours; the answer repeats its challenge as text. */
  @Get('whatsapp')
  @Allow('provider')
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiOkResponse({ type: String })
  @Throws(problems.challengeInvalid)
  whatsappChallenge(@Query() query: Record<string, unknown>): string {
    return this.callbacks.answerWhatsapp(query);
  }
}

const received = ({ headers, rawBody, url }: RawBodyRequest<FastifyRequest>): ReceivedCall => ({
  headers,
  raw: rawBody ?? Buffer.alloc(0),
  url,
});
