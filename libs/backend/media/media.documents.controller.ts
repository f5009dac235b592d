import { Body, Controller, Get, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Actor, Caller, PathId, Requires, StepUp, Throws } from '@pakashop/platform';
import type { FastifyReply } from 'fastify';
import { AskTicket, Ticket, TicketQuery } from './media.dto.js';
import { mediaProblems as problems } from './media.errors.js';
import { DocumentTickets, type OpenedDocument } from './media.tickets.js';

@ApiTags('media')
@Controller('media/documents')
export class DocumentsController {
  constructor(private readonly tickets: DocumentTickets) {}

  /** Issues a ticket to see a private document once, within a minute, in this session. Tickets and looks are audited. */
  @Post(':id/tickets')
  @Requires('documents.read', 'everywhere')
  @StepUp()
  @Throws(problems.notFound, problems.notReadable)
  issue(@Caller() actor: Actor, @PathId() id: string, @Body() { reason }: AskTicket): Promise<Ticket> {
    return this.tickets.issue(actor, id, reason);
  }

  /** Answers the document itself and spends the ticket. */
  @Get(':id/content')
  @Requires('documents.read', 'everywhere')
  @ApiProduces('application/pdf', 'image/jpeg')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Throws(problems.notFound, problems.ticketOver, problems.notReadable, problems.storeAway)
  async read(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Query() { ticket }: TicketQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const document = await this.tickets.redeem(actor, id, ticket);
    return asDownload(document, reply);
  }
}

/** Nothing of it runs, is guessed at, or stays anywhere but where the reader saves it. */
function asDownload({ id, contentType, bytes }: OpenedDocument, reply: FastifyReply): StreamableFile {
  void reply
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', 'no-store');
  const name = `document-${id}.${contentType === 'application/pdf' ? 'pdf' : 'jpg'}`;
  return new StreamableFile(bytes, {
    type: contentType,
    disposition: `attachment; filename="${name}"; filename*=UTF-8''${name}`,
    length: bytes.length,
  });
}
