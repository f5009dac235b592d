import { Controller, Delete, Get, HttpCode } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Allow, Caller, PathId, platformProblems, StepUp, Throws } from '@pakashop/platform';
import { authProblems as problems } from './auth.errors.js';
import { LinkedIdentityList } from './auth.linked.dto.js';
import { LinkedIdentities } from './auth.linked.js';

/** Accounts at other companies by which the person signs in. */
@ApiTags('me')
@Controller('me/identities')
export class MyIdentitiesController {
  constructor(private readonly identities: LinkedIdentities) {}

  /** Google accounts that sign the person in. */
  @Get()
  @Allow('person')
  async list(@Caller() { userId }: Actor): Promise<LinkedIdentityList> {
    return { data: await this.identities.of(userId!), nextCursor: null };
  }

  /** Lets a Google account sign the person in no more, unless it is the last way in. The person gets a notice. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('person')
  @StepUp()
  @Throws(platformProblems.notFound, problems.lastWayIn)
  unlink(@Caller() { userId }: Actor, @PathId() id: string): Promise<void> {
    return this.identities.unlink(userId!, id);
  }
}
