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
import { paymentsProblems } from '../payments/payments.errors.js';
import { RefundDecisions } from './refunds.decisions.js';
import { RefundDesk } from './refunds.desk.js';
import {
  OpenRefundRequest,
  RedirectRefund,
  RefundDetail,
  RefundPage,
  RefundPart,
  RefundPreview,
  RefundsQuery,
  RefundDecision,
} from './refunds.dto.js';
import { refundsProblems as problems } from './refunds.errors.js';
import { RefundReads } from './refunds.reads.js';
import { RefundRedirects } from './refunds.redirects.js';
import { RefundWithdrawals } from './refunds.withdrawals.js';

@ApiTags('refunds')
@Controller('refunds')
export class StaffRefundsController {
  constructor(
    private readonly reads: RefundReads,
    private readonly desk: RefundDesk,
    private readonly decisions: RefundDecisions,
    private readonly redirects: RefundRedirects,
    private readonly withdrawals: RefundWithdrawals,
  ) {}

  /** Refunds of the whole marketplace, newest first; those that wait for a person by their state. */
  @Get()
  @Requires('refunds.read', 'everywhere')
  list(@Query() query: RefundsQuery): Promise<RefundPage> {
    return this.reads.list(query);
  }

  /** One refund with its lines and every attempt to pay it. */
  @Get(':id')
  @Requires('refunds.read', 'everywhere')
  @Throws(problems.notFound)
  one(@PathId() id: string): Promise<RefundDetail> {
    return this.reads.detail(id);
  }

  /** Works out what a refund comes to and who bears it; nothing is written. */
  @Post('preview')
  @HttpCode(200)
  @Requires('refunds.write', 'everywhere')
  @Throws(problems.orderNotFound, problems.nothing, problems.ownRefund, problems.onTheRoad)
  preview(@Caller() actor: Actor, @Body() part: RefundPart): Promise<RefundPreview> {
    return this.desk.preview(actor, part);
  }

  /** Gives a buyer money back: lines, a part of the goods, the delivery fee, goodwill. Large ones wait for a second person. */
  @Post()
  @Requires('refunds.write', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  @Throws(
    problems.orderNotFound,
    problems.nothing,
    problems.notPaid,
    problems.tooMuch,
    problems.ownRefund,
    problems.onTheRoad,
  )
  open(
    @Caller() actor: Actor,
    @Body() request: OpenRefundRequest,
    @IdempotencyClaim() claim: Claim,
  ): Promise<RefundDetail> {
    return this.desk.open(actor, request, claim);
  }

  /** A second person agrees to a refund, to the wallet that it is to be sent to, or to calling it off. */
  @Post(':id/approve')
  @HttpCode(200)
  @Requires('refunds.approve', 'everywhere')
  @StepUp()
  @Idempotent('required')
  @Throws(problems.notFound, problems.wrongState, problems.ownRefund, problems.mayStillArrive)
  approve(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<RefundDetail> {
    return this.decisions.approve(actor, id, claim);
  }

  /** Sends a refund again that needs attention, the way it went before. */
  @Post(':id/retry')
  @HttpCode(200)
  @Requires('refunds.write', 'everywhere')
  @StepUp()
  @Idempotent('required')
  @Throws(problems.notFound, problems.wrongState, problems.mayStillArrive, problems.ownRefund)
  retry(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() decision: RefundDecision,
    @IdempotencyClaim() claim: Claim,
  ): Promise<RefundDetail> {
    return this.decisions.retry(actor, id, decision, claim);
  }

  /** Sends a refund that needs attention to another wallet, which the buyer has named. */
  @Post(':id/redirect')
  @HttpCode(200)
  @Requires('refunds.write', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  @Throws(
    problems.notFound,
    problems.wrongState,
    problems.mayStillArrive,
    problems.ownRefund,
    paymentsProblems.phoneMissing,
  )
  redirect(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() wallet: RedirectRefund,
    @IdempotencyClaim() claim: Claim,
  ): Promise<RefundDetail> {
    return this.redirects.redirect(actor, id, wallet, claim);
  }

  /**
   * Calls a refund off, as long as none of its attempts can be alive. Large ones wait for a second person. The money goes
   * back to where it came from.
   */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Requires('refunds.write', 'everywhere')
  @StepUp()
  @Idempotent('required')
  @Throws(problems.notFound, problems.wrongState, problems.mayStillArrive)
  withdraw(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() decision: RefundDecision,
    @IdempotencyClaim() claim: Claim,
  ): Promise<RefundDetail> {
    return this.withdrawals.withdraw(actor, id, decision, claim);
  }
}
