import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
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
import { sql } from '@pakashop/platform';
import { PayoutBatches } from './payouts.batches.js';
import { PayoutCancelling } from './payouts.cancelling.js';
import {
  ApproveBatch,
  BatchQuery,
  PayoutBatchDetail,
  PayoutBatchList,
  PayoutBatchView,
  PayoutDetail,
  PayoutDryRun,
  PayoutList,
  PayoutQuery,
  PayoutReason,
  PayoutRun,
  PayoutView,
  ProviderBalances,
} from './payouts.dto.js';
import { payoutsProblems as problems } from './payouts.errors.js';
import { PayoutPreview } from './payouts.preview.js';
import { PayoutReads } from './payouts.reads.js';
import { toCsv } from './payouts.statement.js';

/** Batches of payouts: prepared by one person, approved by another, sent by the worker. */
@ApiTags('payouts')
@Controller('staff/payout-batches')
export class PayoutBatchesController {
  constructor(
    private readonly batches: PayoutBatches,
    private readonly reads: PayoutReads,
    private readonly preview: PayoutPreview,
  ) {}

  /** Batches, the newest first. */
  @Get()
  @Requires('payouts.read', 'everywhere')
  list(@Query() query: BatchQuery): Promise<PayoutBatchList> {
    return this.reads.batches(query);
  }

  /** One batch with how far it is and whom it left out. */
  @Get(':id')
  @Requires('payouts.read', 'everywhere')
  @Throws(problems.noBatch)
  one(@PathId() id: string): Promise<PayoutBatchDetail> {
    return this.reads.batch(id);
  }

  /** Shows what a run would pay now and whom it would leave out. Changes nothing. */
  @Post('dry-run')
  @HttpCode(200)
  @Metered('general', 10)
  @Requires('payouts.read', 'everywhere')
  dryRun(@Body() run: PayoutRun): Promise<PayoutDryRun> {
    return this.preview.dryRun(run);
  }

  /** Orders a batch of what is due now. It is filled and frozen by the worker, and sent unless it needs approval. */
  @Post()
  @Requires('payouts.write', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  @Throws(problems.runInProgress)
  create(@Caller() actor: Actor, @Body() run: PayoutRun, @IdempotencyClaim() claim: Claim): Promise<PayoutBatchView> {
    return this.batches.create(actor, run, claim);
  }

  /** Lets a batch go out; never by the person who prepared it. */
  @Post(':id/approve')
  @HttpCode(200)
  @Requires('payouts.approve', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  @Throws(problems.noBatch, problems.altered, problems.samePerson, problems.wrongState)
  approve(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { hash }: ApproveBatch,
    @IdempotencyClaim() claim: Claim,
  ): Promise<PayoutBatchView> {
    return this.batches.approve(actor, id, hash, claim);
  }

  /** Sends no more of a batch until it is resumed. */
  @Post(':id/pause')
  @HttpCode(200)
  @Requires('payouts.write', 'everywhere')
  @Idempotent()
  @Throws(problems.noBatch, problems.wrongState)
  pause(
    @PathId() id: string,
    @Body() { reason }: PayoutReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<PayoutBatchView> {
    return this.batches.pause(id, reason, claim);
  }

  /** Goes on with a paused batch. */
  @Post(':id/resume')
  @HttpCode(200)
  @Requires('payouts.write', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  @Throws(problems.noBatch, problems.wrongState)
  resume(@PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<PayoutBatchView> {
    return this.batches.resume(id, claim);
  }

  /** Ends a batch: what was not sent goes back to the balances. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('payouts.write', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  @Throws(problems.noBatch, problems.wrongState)
  cancel(
    @PathId() id: string,
    @Body() { reason }: PayoutReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<PayoutBatchView> {
    return this.batches.cancel(id, reason, claim);
  }
}

/** Payouts of everybody. */
@ApiTags('payouts')
@Controller('staff/payouts')
export class StaffPayoutsController {
  constructor(
    private readonly batches: PayoutBatches,
    private readonly cancelling: PayoutCancelling,
    private readonly preview: PayoutPreview,
    private readonly reads: PayoutReads,
  ) {}

  /** Payouts, the newest first. */
  @Get()
  @Requires('payouts.read', 'everywhere')
  list(@Caller() actor: Actor, @Query() query: PayoutQuery): Promise<PayoutList> {
    return this.reads.payouts(actor, query);
  }

  /** What each company could pay out now, as it says itself. */
  @Get('balances')
  @Metered('general', 10)
  @Requires('payouts.read', 'everywhere')
  balances(): Promise<ProviderBalances> {
    return this.preview.balances();
  }

  /** One payout with what it settles and its history. */
  @Get(':id')
  @Requires('payouts.read', 'everywhere')
  @Throws(problems.noPayout)
  one(@PathId() id: string): Promise<PayoutDetail> {
    return this.reads.detail(id);
  }

  /** The earnings that a payout settles, as CSV. */
  @Get(':id/statement.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @ApiProduces('text/csv')
  @Requires('payouts.read', 'everywhere')
  @Throws(problems.noPayout)
  async statement(@Caller() actor: Actor, @PathId() id: string): Promise<string> {
    return toCsv(await this.reads.statement(actor, id, sql`true`));
  }

  /** Pays again what has failed: a new batch with a payout that is linked to the old one. */
  @Post(':id/retry')
  @Requires('payouts.write', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  @Throws(problems.noPayout, problems.notFailed, problems.contradicted, problems.runInProgress)
  retry(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<PayoutBatchView> {
    return this.batches.retry(actor, id, claim);
  }

  /** Takes a payout back that was not sent, or that waits at the provider for a slow operator. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('payouts.write', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  @Throws(problems.noPayout, problems.notCancellable)
  cancel(
    @PathId() id: string,
    @Body() { reason }: PayoutReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<PayoutView> {
    return this.cancelling.cancel(id, reason, claim);
  }
}
