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
import { AdjustmentList, AdjustmentQuery, AdjustmentView, ProposeAdjustment } from './adjustments.dto.js';
import { Adjustments } from './adjustments.service.js';
import { ledgerProblems as problems } from './ledger.errors.js';

/** Corrections of balances, proposed by one person and approved by another. */
@ApiTags('settlement')
@Controller('settlement/adjustments')
export class AdjustmentsController {
  constructor(private readonly adjustments: Adjustments) {}

  /** Corrections, the newest first. */
  @Get()
  @Requires('ledger.read', 'everywhere')
  list(@Query() query: AdjustmentQuery): Promise<AdjustmentList> {
    return this.adjustments.list(query);
  }

  /** Proposes to correct a balance; nothing is booked before somebody else approves it. */
  @Post()
  @Requires('ledger.write', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  propose(
    @Caller() actor: Actor,
    @Body() proposal: ProposeAdjustment,
    @IdempotencyClaim() claim: Claim,
  ): Promise<AdjustmentView> {
    return this.adjustments.propose(actor, proposal, claim);
  }

  /** Books a correction that somebody else has proposed. */
  @Post(':id/approve')
  @HttpCode(200)
  @Requires('ledger.write', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent()
  @Throws(problems.noAdjustment, problems.ownAdjustment, problems.adjustmentDecided, problems.balanceTooSmall)
  approve(@Caller() actor: Actor, @PathId() id: string): Promise<AdjustmentView> {
    return this.adjustments.approve(actor, id);
  }

  /** Drops a correction, also an own one. */
  @Post(':id/reject')
  @HttpCode(200)
  @Requires('ledger.write', 'everywhere')
  @Idempotent()
  @Throws(problems.noAdjustment, problems.adjustmentDecided)
  reject(@Caller() actor: Actor, @PathId() id: string): Promise<AdjustmentView> {
    return this.adjustments.reject(actor, id);
  }
}
