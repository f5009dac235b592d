import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AUDIT_CHAIN, ChainExport, Metered, Requires, StepUp } from '@pakashop/platform';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { AuditList, AuditQuery } from './audit.dto.js';
import { AuditTrail } from './audit.service.js';

@ApiTags('audit')
@Controller('audit')
export class AuditController {
  constructor(
    private readonly trail: AuditTrail,
    private readonly exports: ChainExport,
  ) {}

  /** What privileged people did, the newest first. */
  @Get()
  @Requires('audit.read', 'everywhere')
  list(@Query() query: AuditQuery): Promise<AuditList> {
    return this.trail.list(query);
  }

  /** The whole audit with its seals, a JSON object a line, to be verified without the database. */
  @Get('export')
  @Requires('audit.read', 'everywhere')
  @StepUp()
  @Metered('general', 20)
  @ApiOkResponse({ content: { 'application/x-ndjson': { schema: { type: 'string' } } } })
  async export(@Res() reply: FastifyReply): Promise<void> {
    const lines = Readable.from(await this.exports.open(AUDIT_CHAIN));
    void reply
      .header('content-type', 'application/x-ndjson')
      .header('content-disposition', 'attachment; filename="audit.ndjson"')
      .send(lines);
  }
}
