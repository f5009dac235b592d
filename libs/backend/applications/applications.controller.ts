import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Allow,
  Caller,
  Claim,
  IdempotencyClaim,
  Idempotent,
  PageQuery,
  PathId,
  Throws,
} from '@pakashop/platform';
import { usersProblems } from '../users/users.errors.js';
import { KindQuery, TermsView } from './applications.checklist.dto.js';
import { BeginApplication } from './applications.dto.js';
import { applicationsProblems as problems } from './applications.errors.js';
import { Applications } from './applications.service.js';
import { Terms } from './applications.terms.js';
import { ApplicationList, ApplicationSummary, ApplicationView } from './applications.view.dto.js';

@ApiTags('applications')
@Controller('applications')
export class ApplicationsController {
  constructor(
    private readonly applications: Applications,
    private readonly terms: Terms,
  ) {}

  /** Begins an application as seller, service provider, delivery agent or courier company. */
  @Post()
  @Allow('person')
  @Idempotent()
  @Throws(problems.alreadyOpen, problems.alreadyHeld, usersProblems.rolesClash)
  begin(
    @Caller() actor: Actor,
    @Body() { kind }: BeginApplication,
    @IdempotencyClaim() claim: Claim,
  ): Promise<ApplicationSummary> {
    return this.applications.begin(actor, kind, claim);
  }

  /** The caller's applications, the newest first. */
  @Get()
  @Allow('person')
  list(@Caller() actor: Actor, @Query() query: PageQuery): Promise<ApplicationList> {
    return this.applications.list(actor, query);
  }

  /** The terms of a kind that count today. */
  @Get('terms')
  @Allow('public')
  current(@Query() { kind }: KindQuery): Promise<TermsView> {
    return this.terms.current(kind);
  }

  /** One of the caller's applications, with its checklist; numbers are masked. */
  @Get(':id')
  @Allow('person')
  @Throws(problems.notFound)
  read(@Caller() actor: Actor, @PathId() id: string): Promise<ApplicationView> {
    return this.applications.read(actor, id);
  }

  /** Sends an application in; `missing` of the refusal names what is not there yet. */
  @Post(':id/submit')
  @HttpCode(200)
  @Allow('person')
  @Idempotent()
  @Throws(problems.notFound, problems.wrongState, problems.incomplete)
  submit(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<ApplicationSummary> {
    return this.applications.submit(actor, id, claim);
  }

  /** Takes an application back for good. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Allow('person')
  @Idempotent()
  @Throws(problems.notFound, problems.wrongState)
  withdraw(
    @Caller() actor: Actor,
    @PathId() id: string,
    @IdempotencyClaim() claim: Claim,
  ): Promise<ApplicationSummary> {
    return this.applications.withdraw(actor, id, claim);
  }
}
