import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Claim,
  IdempotencyClaim,
  Idempotent,
  PageQuery,
  PathId,
  platformProblems,
  Requires,
  Throws,
} from '@pakashop/platform';
import { ClientKeyList, NewClientKey, NewClientKeyView } from './gateway.dto.js';
import { gatewayProblems } from './gateway.errors.js';
import { ClientKeys } from './gateway.service.js';

@ApiTags('gateway')
@Controller('gateway/client-keys')
export class ClientKeysController {
  constructor(private readonly keys: ClientKeys) {}

  /** Client keys, newest first. Keys that the environment gives are not listed. */
  @Get()
  @Requires('gateway.clients.write')
  list(@Query() page: PageQuery): Promise<ClientKeyList> {
    return this.keys.list(page);
  }

  /** Makes a client key and shows it this once. */
  @Post()
  @Requires('gateway.clients.write')
  @Idempotent()
  @Throws(gatewayProblems.tooManyKeys)
  create(@Body() { client }: NewClientKey, @IdempotencyClaim() claim: Claim): Promise<NewClientKeyView> {
    return this.keys.create(client, claim);
  }

  /** Revokes a client key; within five seconds no process takes it any more. */
  @Delete(':id')
  @HttpCode(204)
  @Requires('gateway.clients.write')
  @Throws(platformProblems.notFound)
  revoke(@PathId() id: string): Promise<void> {
    return this.keys.revoke(id);
  }
}
