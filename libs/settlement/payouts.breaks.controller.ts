import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Caller,
  Claim,
  IdempotencyClaim,
  Idempotent,
  Metered,
  PathId,
  Requires,
  StepUp,
  Throws,
} from '@pakashop/platform';
import {
  ApproveBreakOutcome,
  PayoutBreakList,
  PayoutBreakQuery,
  PayoutBreakView,
  ProposeBreakOutcome,
} from './payouts.breaks.dto.js';
import { PayoutBreaks } from './payouts.breaks.js';
import { payoutsProblems as problems } from './payouts.errors.js';

/** What providers say of payouts against what we know: one person finds out, another one agrees. */
@ApiTags('payouts')
@Controller('staff/payout-breaks')
export class PayoutBreaksController {
  constructor(private readonly breaks: PayoutBreaks) {}

  /** Breaks, the newest first. While one is open that says that a failed payout arrived, its payee is paid nothing. */
  @Get()
  @Requires('payouts.read', 'everywhere')
  list(@Query() query: PayoutBreakQuery): Promise<PayoutBreakList> {
    return this.breaks.list(query);
  }

  /** Says what became of the money; nothing is booked before somebody else approves it. */
  @Post(':id/propose')
  @HttpCode(200)
  @Requires('payouts.write', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  @Throws(problems.noBreak, problems.breakDecided, problems.badOutcome)
  propose(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() proposal: ProposeBreakOutcome,
    @IdempotencyClaim() claim: Claim,
  ): Promise<PayoutBreakView> {
    return this.breaks.propose(actor, id, proposal, claim);
  }

  /** Books what somebody else has proposed. */
  @Post(':id/approve')
  @HttpCode(200)
  @Requires('payouts.approve', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  @Throws(problems.noBreak, problems.breakDecided, problems.samePerson, problems.payeeHasLess)
  approve(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { outcome }: ApproveBreakOutcome,
    @IdempotencyClaim() claim: Claim,
  ): Promise<PayoutBreakView> {
    return this.breaks.approve(actor, id, outcome, claim);
  }
}
