import { Controller, HttpCode, Post, Req, type RawBodyRequest } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Throws } from '@pakashop/platform';
import type { FastifyRequest } from 'fastify';
import { MediaCallbacks } from './media.callbacks.js';
import { mediaProblems as problems } from './media.errors.js';

/** Where stores report. No client key: only the store's signature over the raw bytes lets a notification in. */
@ApiTags('webhooks')
@Controller('media/webhook')
export class MediaWebhookController {
  constructor(private readonly callbacks: MediaCallbacks) {}

  /** Cloudinary's notification of an upload. */
  @Post('cloudinary')
  @HttpCode(200)
  @Allow('provider')
  @Throws(problems.webhookInvalid)
  async cloudinary(@Req() { headers, rawBody }: RawBodyRequest<FastifyRequest>): Promise<void> {
    await this.callbacks.receiveCloudinary({ headers, raw: rawBody ?? Buffer.alloc(0) });
  }
}
