import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Allow,
  Caller,
  PageQuery,
  PathId,
  platformProblems,
  Requires,
  StepUp,
  Throws,
} from '@pakashop/platform';
import { authProblems as problems } from './auth.errors.js';
import { ImpersonationList, ImpersonationStarted, StartImpersonation } from './auth.impersonation.dto.js';
import { Impersonations } from './auth.impersonations.js';

/** Looking at the marketplace through a person's eyes. Honours no Idempotency-Key, which would store the token. */
@ApiTags('people')
@Controller('users')
export class ImpersonationsController {
  constructor(private readonly impersonations: Impersonations) {}

  /** Begins to look through a person's eyes: for ten minutes, reading only. The person is told. */
  @Post(':id/impersonations')
  @Requires('users.impersonate', 'everywhere')
  @StepUp()
  @Throws(platformProblems.notFound, problems.notImpersonated)
  start(
    @Caller() staff: Actor,
    @PathId() id: string,
    @Body() request: StartImpersonation,
  ): Promise<ImpersonationStarted> {
    return this.impersonations.start(staff, id, request);
  }

  /** Ends early what the caller began. */
  @Delete(':id/impersonations/:impersonationId')
  @HttpCode(204)
  @Requires('users.impersonate', 'everywhere')
  @Throws(platformProblems.notFound)
  end(@Caller() staff: Actor, @PathId() id: string, @PathId('impersonationId') impersonationId: string): Promise<void> {
    return this.impersonations.end(staff, id, impersonationId);
  }
}

/** What a person learns of it. */
@ApiTags('me')
@Controller('me/impersonations')
export class MyImpersonationsController {
  constructor(private readonly impersonations: Impersonations) {}

  /** When our staff looked at the marketplace through the person's eyes, the latest first. */
  @Get()
  @Allow('person')
  list(@Caller() { userId }: Actor, @Query() page: PageQuery): Promise<ImpersonationList> {
    return this.impersonations.of(userId!, page);
  }

  /** Ends it at once. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('person')
  @Throws(platformProblems.notFound)
  refuse(@Caller() caller: Actor, @PathId() id: string): Promise<void> {
    return this.impersonations.refuse(caller, id);
  }
}
