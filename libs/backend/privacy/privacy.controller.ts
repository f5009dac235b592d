import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Allow,
  Caller,
  Claim,
  IdempotencyClaim,
  Idempotent,
  OwnEyesOnly,
  PathId,
  platformProblems,
  StepUp,
  Throws,
} from '@pakashop/platform';
import type { FastifyReply } from 'fastify';
import { Consents } from './privacy.consents.js';
import {
  ConsentList,
  ConsentPath,
  ErasureView,
  ExportLink,
  ExportList,
  ExportView,
  LinkQuery,
  SetConsent,
} from './privacy.dto.js';
import { Erasures } from './privacy.erasures.js';
import { privacyProblems as problems } from './privacy.errors.js';
import { Exports } from './privacy.exports.js';

/** What people decide about their own data. */
@ApiTags('privacy')
@Controller('me')
export class PrivacyController {
  constructor(
    private readonly consents: Consents,
    private readonly exports: Exports,
    private readonly erasures: Erasures,
  ) {}

  /** What the person agreed to, or not; the last word of each kind. */
  @Get('consents')
  @Allow('person')
  async consented(@Caller() { userId }: Actor): Promise<ConsentList> {
    return { data: await this.consents.current(userId!), nextCursor: null };
  }

  /** Gives a consent or takes it back; time and place are written down. */
  @Put('consents/:kind')
  @Allow('person')
  async consent(
    @Caller() actor: Actor,
    @Param() { kind }: ConsentPath,
    @Body() consent: SetConsent,
  ): Promise<ConsentList> {
    return { data: await this.consents.set(actor, kind, consent), nextCursor: null };
  }

  /** Orders a copy of everything that is held about the person; a message says when it is ready. */
  @Post('exports')
  @HttpCode(202)
  @Allow('person')
  @StepUp()
  @Idempotent()
  order(@Caller() actor: Actor, @IdempotencyClaim() claim: Claim): Promise<ExportView> {
    return this.exports.order(actor, claim);
  }

  /** The person's copies, the newest first. */
  @Get('exports')
  @Allow('person')
  @OwnEyesOnly()
  async exported(@Caller() { userId }: Actor): Promise<ExportList> {
    return { data: await this.exports.list(userId!), nextCursor: null };
  }

  /** Makes the link that downloads a copy once, in this session, for ten minutes. */
  @Post('exports/:id/link')
  @HttpCode(200)
  @Allow('person')
  @StepUp()
  @Throws(problems.noExport, problems.notReady)
  link(@Caller() actor: Actor, @PathId() id: string): Promise<ExportLink> {
    return this.exports.link(actor, id);
  }

  /** Answers the copy itself and spends the link. */
  @Get('exports/:id/content')
  @Allow('person')
  @OwnEyesOnly()
  @ApiProduces('application/json')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Throws(problems.noExport, problems.linkOver)
  async download(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Query() { token }: LinkQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const bytes = await this.exports.open(actor, id, token);
    void reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    const disposition = `attachment; filename="pakashop-${id}.json"`;
    return new StreamableFile(bytes, { type: 'application/json', disposition, length: bytes.length });
  }

  /** Asks for the erasure of the account; it can be cancelled for some days. */
  @Delete()
  @HttpCode(202)
  @Allow('person')
  @StepUp()
  @Throws(platformProblems.notFound, problems.blocked)
  erase(@Caller() actor: Actor): Promise<ErasureView> {
    return this.erasures.request(actor);
  }

  /** How far the erasure of the account is. */
  @Get('erasure')
  @Allow('person')
  @Throws(problems.noErasure)
  erasure(@Caller() { userId }: Actor): Promise<ErasureView> {
    return this.erasures.read(userId!);
  }

  /** Cancels the erasure of the account. */
  @Post('erasure/cancel')
  @HttpCode(200)
  @Allow('person')
  @Throws(problems.noErasure)
  cancel(@Caller() actor: Actor): Promise<ErasureView> {
    return this.erasures.cancel(actor);
  }
}
