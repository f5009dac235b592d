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
import { refundsProblems } from '../refunds/refunds.errors.js';
import { DisputeDeciding } from './disputes.deciding.js';
import { DecideDispute, DisputePage, DisputesQuery, DisputeView } from './disputes.dto.js';
import { disputesProblems as problems } from './disputes.errors.js';
import { DisputeReads } from './disputes.read.js';

@ApiTags('disputes')
@Controller('staff/disputes')
export class StaffDisputesController {
  constructor(
    private readonly reads: DisputeReads,
    private readonly deciding: DisputeDeciding,
  ) {}

  /** All disputes, the latest first. */
  @Get()
  @Requires('disputes.decide', 'everywhere')
  list(@Query() query: DisputesQuery): Promise<DisputePage> {
    return this.reads.all(query);
  }

  /** One dispute. */
  @Get(':id')
  @Requires('disputes.decide', 'everywhere')
  @Throws(problems.notFound)
  one(@PathId() id: string): Promise<DisputeView> {
    return this.reads.find(id);
  }

  /** Closes a dispute: rejects it, or gives back some or all of the money. */
  @Post(':id/decide')
  @HttpCode(200)
  @Requires('disputes.decide', 'everywhere')
  @StepUp()
  @Metered('payments')
  @Idempotent('required')
  @Throws(problems.notFound, problems.ownCase, problems.closed, problems.nothingLeft, refundsProblems.tooMuch)
  decide(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() input: DecideDispute,
    @IdempotencyClaim() claim: Claim,
  ): Promise<DisputeView> {
    return this.deciding.decide(actor, id, input, claim);
  }
}
