import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { type Actor, Caller, Idempotent, PathId, platformProblems, Requires, StepUp, Throws } from '@pakashop/platform';
import type { FastifyRequest } from 'fastify';
import { Reason } from './breaks.dto.js';
import { HandMatching } from './matching.hand.js';
import { reconciliationProblems as problems } from './reconciliation.errors.js';
import { TAKES_STATEMENTS } from './statements.bodies.js';
import { StatementDesk } from './statements.desk.js';
import {
  LineList,
  LineQuery,
  LineRef,
  Ordered,
  StatementDay,
  StatementFile,
  StatementList,
  StatementQuery,
  StatementTaken,
  StatementView,
} from './statements.dto.js';
import { StatementOrders } from './statements.orders.js';
import { StatementReads } from './statements.reads.js';

@ApiTags('reconciliation')
@Controller('reconciliation')
export class StatementsController {
  constructor(
    private readonly desk: StatementDesk,
    private readonly orders: StatementOrders,
    private readonly reads: StatementReads,
    private readonly hands: HandMatching,
  ) {}

  /** Takes a statement as it was exported; the same file again changes nothing. It is read and matched in the background. */
  @Post('statements')
  @HttpCode(202)
  @RouteConfig(TAKES_STATEMENTS)
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string' } })
  @Requires('reconciliation.write', 'everywhere')
  @Throws(
    problems.unknownFormat,
    problems.badPeriod,
    problems.notOver,
    platformProblems.wrongType,
    platformProblems.tooLarge,
  )
  take(@Query() file: StatementFile, @Req() request: FastifyRequest): Promise<StatementTaken> {
    return this.desk.take(contentOf(request), { ...file, source: 'FILE' });
  }

  /** Fetches a provider's statement of a day now. */
  @Post('statements/fetch')
  @HttpCode(202)
  @Requires('reconciliation.write', 'everywhere')
  @Idempotent()
  @Throws(problems.notOver)
  fetch(@Body() day: StatementDay): Promise<Ordered> {
    return this.orders.fetch(day);
  }

  /** Statements, the newest first. */
  @Get('statements')
  @Requires('reconciliation.read', 'everywhere')
  list(@Query() query: StatementQuery): Promise<StatementList> {
    return this.reads.list(query);
  }

  /** One statement, and how far it has been read and matched. */
  @Get('statements/:id')
  @Requires('reconciliation.read', 'everywhere')
  @Throws(problems.unknownStatement)
  read(@PathId() id: string): Promise<StatementView> {
    return this.reads.read(id);
  }

  /** Lines of a statement with what they were matched by. */
  @Get('statements/:id/lines')
  @Requires('reconciliation.read', 'everywhere')
  @Throws(problems.unknownStatement)
  lines(@PathId() id: string, @Query() query: LineQuery): Promise<LineList> {
    return this.reads.lines(id, query);
  }

  /** Takes a match apart: both sides are open again. */
  @Post('lines/:lineId/unmatch')
  @HttpCode(204)
  @Requires('reconciliation.write', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(problems.notMatched, problems.writtenOff, problems.dayClosed)
  unmatch(@Param() { lineId }: LineRef, @Body() { reason }: Reason, @Caller() actor: Actor): Promise<void> {
    return this.hands.unmatch(lineId, reason, actor);
  }
}

/** The body as it comes; a request without one that can be read has none. */
function contentOf({ body }: FastifyRequest): AsyncIterable<Buffer> {
  const isStream = typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
  if (!isStream) throw platformProblems.wrongType('Send Content-Type: text/csv.');
  return body as AsyncIterable<Buffer>;
}
