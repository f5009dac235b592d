import { Controller, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Allow, Throws } from '@pakashop/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { UploadTaken } from '../../media.dto.js';
import { mediaProblems as problems } from '../../media.errors.js';
import { TAKES_FORMS } from './local.multipart.js';
import { LocalUploads } from './local.uploads.js';

/** Where clients send files that the local store keeps. No client key: the signed fields of the form let it in. */
@ApiTags('media')
@Controller('media/local')
export class LocalUploadController {
  constructor(private readonly uploads: LocalUploads) {}

  /** Takes a signed form with its file, once. */
  @Post()
  @RouteConfig(TAKES_FORMS)
  @Allow('provider')
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['upload_id', 'expires', 'signature', 'file'],
      properties: {
        upload_id: { type: 'string', format: 'uuid' },
        expires: { type: 'string' },
        signature: { type: 'string' },
        file: { type: 'string', format: 'binary' },
      },
    },
  })
  @Throws(
    problems.formInvalid,
    problems.formUsed,
    problems.tooLarge,
    problems.typeNotAllowed,
    problems.contentRefused,
    problems.storeAway,
  )
  async take(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<UploadTaken> {
    try {
      return await this.uploads.take(request);
    } catch (error) {
      // What is left of a refused body is not read.
      void reply.header('connection', 'close');
      throw error;
    }
  }
}
