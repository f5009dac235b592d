import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Caller, PathId, platformProblems, Requires, StepUp, Throws } from '@pakashop/platform';
import { ResetFactors } from './factors.dto.js';
import { factorsProblems as problems } from './factors.errors.js';
import { FactorResets } from './factors.reset.js';

@ApiTags('people')
@Controller('users')
export class FactorResetsController {
  constructor(private readonly resets: FactorResets) {}

  /**
   * Removes all second factors of a person who lost them, and ends their sessions. Two members of staff send this: the
   * first is answered 409, the second one's request within a day does it. Repeating it changes nothing, so no
   * Idempotency-Key is needed.
   */
  @Post(':id/factors/reset')
  @HttpCode(204)
  @Requires('factors.reset')
  @StepUp()
  @Throws(platformProblems.notFound, problems.secondApproverNeeded, problems.noFactor)
  reset(@Caller() staff: Actor, @PathId() id: string, @Body() { reason }: ResetFactors): Promise<void> {
    return this.resets.reset(staff, id, reason);
  }
}
