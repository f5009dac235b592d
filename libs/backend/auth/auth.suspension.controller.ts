import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ActReason,
  Actor,
  Caller,
  Claim,
  IdempotencyClaim,
  Idempotent,
  PathId,
  platformProblems,
  Requires,
  StepUp,
  Throws,
} from '@pakashop/platform';
import { authProblems as problems } from './auth.errors.js';
import { AccountStanding } from './auth.suspension.dto.js';
import { AccountSuspension } from './auth.suspension.js';

/** Keeping people out. */
@ApiTags('people')
@Controller('users')
export class AccountSuspensionController {
  constructor(private readonly suspension: AccountSuspension) {}

  /** Keeps a person out: their sessions end and none begins. Members of the staff are suspended by administrators only. */
  @Post(':id/suspend')
  @HttpCode(200)
  @Requires('users.suspend', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(platformProblems.notFound, problems.ownAccount, problems.alreadySuspended)
  suspend(
    @Caller() staff: Actor,
    @PathId() id: string,
    @Body() { reason }: ActReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<AccountStanding> {
    return this.suspension.suspend(id, { staff, why: reason, claim });
  }

  /** Lets a person in again, who signs in as before. */
  @Post(':id/reinstate')
  @HttpCode(200)
  @Requires('users.suspend', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(platformProblems.notFound, problems.ownAccount, problems.notSuspended)
  reinstate(
    @Caller() staff: Actor,
    @PathId() id: string,
    @Body() { reason }: ActReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<AccountStanding> {
    return this.suspension.reinstate(id, { staff, why: reason, claim });
  }
}
