import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ActReason,
  Claim,
  IdempotencyClaim,
  Idempotent,
  PageQuery,
  PathId,
  platformProblems,
  Requires,
  StepUp,
  Throws,
} from '@pakashop/platform';
import { ClientKeys } from './gateway.client-keys.js';
import { Clients } from './gateway.clients.js';
import {
  ChangeClient,
  ClientList,
  ClientView,
  NewClient,
  NewClientKey,
  NewClientKeyView,
  NewClientView,
} from './gateway.dto.js';
import { gatewayProblems as problems } from './gateway.errors.js';

@ApiTags('gateway')
@Controller('gateway/clients')
export class ClientsController {
  constructor(
    private readonly clients: Clients,
    private readonly keys: ClientKeys,
  ) {}

  /** Applications that may call the API, newest first. Those that the environment gives are not listed. */
  @Get()
  @Requires('gateway.clients.read', 'everywhere')
  list(@Query() page: PageQuery): Promise<ClientList> {
    return this.clients.list(page);
  }

  /** One application with its keys. */
  @Get(':id')
  @Requires('gateway.clients.read', 'everywhere')
  @Throws(platformProblems.notFound)
  read(@PathId() id: string): Promise<ClientView> {
    return this.clients.read(id);
  }

  /** Makes an application and shows its first key this once. */
  @Post()
  @Requires('gateway.clients.write', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(problems.nameTaken)
  create(@Body() client: NewClient, @IdempotencyClaim() claim: Claim): Promise<NewClientView> {
    return this.clients.create(client, claim);
  }

  /** Changes what an application may call, and from which pages; within five seconds it holds everywhere. */
  @Patch(':id')
  @Requires('gateway.clients.write', 'everywhere')
  @StepUp()
  @Throws(platformProblems.notFound)
  change(@PathId() id: string, @Body() change: ChangeClient): Promise<ClientView> {
    return this.clients.change(id, change);
  }

  /** Closes an application for good and revokes its keys. */
  @Delete(':id')
  @HttpCode(204)
  @Requires('gateway.clients.write', 'everywhere')
  @StepUp()
  @Throws(platformProblems.notFound)
  close(@PathId() id: string, @Query() { reason }: ActReason): Promise<void> {
    return this.clients.close(id, reason);
  }

  /** Makes a further key, beside the one in use, and shows it this once. */
  @Post(':id/keys')
  @Requires('gateway.clients.write', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(platformProblems.notFound, problems.tooManyKeys)
  addKey(@PathId() id: string, @Body() key: NewClientKey, @IdempotencyClaim() claim: Claim): Promise<NewClientKeyView> {
    return this.keys.create(id, key, claim);
  }

  /** Revokes a key; within five seconds no process takes it any more. */
  @Delete(':id/keys/:keyId')
  @HttpCode(204)
  @Requires('gateway.clients.write', 'everywhere')
  @StepUp()
  @Throws(platformProblems.notFound)
  revokeKey(@PathId() id: string, @PathId('keyId') keyId: string, @Query() { reason }: ActReason): Promise<void> {
    return this.keys.revoke(id, keyId, reason);
  }
}
