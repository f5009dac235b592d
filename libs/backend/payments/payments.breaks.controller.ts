import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  Caller,
  type Claim,
  IdempotencyClaim,
  Idempotent,
  Metered,
  PathId,
  Requires,
  StepUp,
  Throws,
} from '@pakashop/platform';
import { BreakDesk } from './payments.breaks.desk.js';
import {
  AssignBreak,
  BreakPage,
  BreakReason,
  BreaksQuery,
  PaymentBreakView,
  ResolveBreak,
} from './payments.breaks.dto.js';
import { PaymentBreaks } from './payments.breaks.query.js';
import { paymentsProblems as problems } from './payments.errors.js';

/** Money and news about payments and refunds that did not fit. */
@ApiTags('payments')
@Controller('payments/breaks')
export class PaymentBreaksController {
  constructor(
    private readonly breaks: PaymentBreaks,
    private readonly desk: BreakDesk,
  ) {}

  /** Late and double successes, wrong amounts, unknown references: what finance has to look at, newest first. */
  @Get()
  @Requires('payments.breaks.read', 'everywhere')
  list(@Query() query: BreaksQuery): Promise<BreakPage> {
    return this.breaks.list(query);
  }

  /** Says who looks after it. */
  @Post(':id/assign')
  @HttpCode(200)
  @Requires('payments.breaks.write', 'everywhere')
  @Idempotent()
  @Throws(problems.breakNotFound, problems.breakState, problems.secondPerson)
  assign(@Caller() actor: Actor, @PathId() id: string, @Body() { userId }: AssignBreak): Promise<PaymentBreakView> {
    return this.desk.assign(actor, id, userId);
  }

  /** Says what is made of a break. Where money moves by it a second person has to approve. */
  @Post(':id/resolve')
  @HttpCode(200)
  @Requires('payments.breaks.write', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  @Throws(problems.breakNotFound, problems.breakState, problems.breakOutcome, problems.secondPerson)
  resolve(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() resolution: ResolveBreak,
    @IdempotencyClaim() claim: Claim,
  ): Promise<PaymentBreakView> {
    return this.desk.resolve(actor, id, resolution, claim);
  }

  /** Carries out what somebody else has proposed. */
  @Post(':id/approve')
  @HttpCode(200)
  @Requires('payments.breaks.write', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  @Throws(problems.breakNotFound, problems.breakState, problems.breakOutcome, problems.secondPerson)
  approve(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<PaymentBreakView> {
    return this.desk.approve(actor, id, claim);
  }

  /** Refuses what was proposed, or takes it back. */
  @Post(':id/decline')
  @HttpCode(200)
  @Requires('payments.breaks.write', 'everywhere')
  @Idempotent('required')
  @Throws(problems.breakNotFound, problems.breakState, problems.secondPerson)
  decline(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() reason: BreakReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<PaymentBreakView> {
    return this.desk.decline(actor, id, reason, claim);
  }
}
