import { Body, Controller, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Allow, Caller, PathId, Throws } from '@pakashop/platform';
import { mediaProblems } from '../media/media.errors.js';
import { usersProblems } from '../users/users.errors.js';
import {
  AccountPhase,
  BusinessPhase,
  CompanyPhase,
  DocumentsPhase,
  PayoutPhase,
  TermsPhase,
  VehiclePhase,
} from './applications.dto.js';
import { applicationsProblems as problems } from './applications.errors.js';
import { Phases } from './applications.phases.js';
import { Applications } from './applications.service.js';
import { ApplicationView } from './applications.view.dto.js';

const REFUSALS = [problems.notFound, problems.wrongKind, problems.notEditable];

/** Each phase is filled in as a whole, as long as the application is not sent in. */
@ApiTags('applications')
@Controller('applications')
export class PhasesController {
  constructor(
    private readonly phases: Phases,
    private readonly applications: Applications,
  ) {}

  /** Fills in who the applicant is. */
  @Put(':id/account')
  @Allow('person')
  @Throws(...REFUSALS, usersProblems.badPhone)
  async account(@Caller() actor: Actor, @PathId() id: string, @Body() phase: AccountPhase): Promise<ApplicationView> {
    await this.phases.account(actor, id, phase);
    return this.applications.read(actor, id);
  }

  /** Fills in the business of a seller or service provider. */
  @Put(':id/business')
  @Allow('person')
  @Throws(...REFUSALS)
  async business(@Caller() actor: Actor, @PathId() id: string, @Body() phase: BusinessPhase): Promise<ApplicationView> {
    await this.phases.business(actor, id, phase);
    return this.applications.read(actor, id);
  }

  /** Fills in the courier company. */
  @Put(':id/company')
  @Allow('person')
  @Throws(...REFUSALS)
  async company(@Caller() actor: Actor, @PathId() id: string, @Body() phase: CompanyPhase): Promise<ApplicationView> {
    await this.phases.company(actor, id, phase);
    return this.applications.read(actor, id);
  }

  /** Fills in what an agent delivers with, and where. */
  @Put(':id/vehicle')
  @Allow('person')
  @Throws(...REFUSALS)
  async vehicle(@Caller() actor: Actor, @PathId() id: string, @Body() phase: VehiclePhase): Promise<ApplicationView> {
    await this.phases.vehicle(actor, id, phase);
    return this.applications.read(actor, id);
  }

  /** Binds documents that the applicant has uploaded. */
  @Put(':id/documents')
  @Allow('person')
  @Throws(...REFUSALS, mediaProblems.notFound, mediaProblems.notUsable, mediaProblems.inUse)
  async bind(@Caller() actor: Actor, @PathId() id: string, @Body() phase: DocumentsPhase): Promise<ApplicationView> {
    await this.phases.bind(actor, id, phase);
    return this.applications.read(actor, id);
  }

  /** Fills in the wallet to which the applicant is paid. */
  @Put(':id/payout')
  @Allow('person')
  @Throws(...REFUSALS, usersProblems.badPhone)
  async payout(@Caller() actor: Actor, @PathId() id: string, @Body() phase: PayoutPhase): Promise<ApplicationView> {
    await this.phases.payout(actor, id, phase);
    return this.applications.read(actor, id);
  }

  /** Accepts the terms of today; version, time and address are written down. */
  @Put(':id/terms')
  @Allow('person')
  @Throws(...REFUSALS, problems.termsChanged)
  async agree(@Caller() actor: Actor, @PathId() id: string, @Body() phase: TermsPhase): Promise<ApplicationView> {
    await this.phases.agree(actor, id, phase);
    return this.applications.read(actor, id);
  }
}
