import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Caller,
  Idempotent,
  IdempotencyClaim,
  platformProblems,
  Requires,
  Throws,
  type Actor,
  type Claim,
} from '@pakashop/platform';
import { DecideReview, ReviewList, ReviewQuery, ReviewRef, ReviewView } from './fraud.dto.js';
import { fraudProblems } from './fraud.errors.js';
import { Reviews } from './fraud.reviews.js';

const READ = 'fraud.reviews.read';
const DECIDE = 'fraud.reviews.decide';

@ApiTags('fraud')
@Controller('fraud')
export class FraudController {
  constructor(private readonly queue: Reviews) {}

  /** Payments that wait for a person, and those that were decided; the oldest first. */
  @Get('reviews')
  @Requires(READ)
  reviews(@Caller() caller: Actor, @Query() query: ReviewQuery): Promise<ReviewList> {
    wholePlatform(caller, READ);
    return this.queue.list(caller, query);
  }

  /** Lets a payment go on or ends it. A decision is final; nobody decides about a payment of their own. */
  @Post('reviews/:id/decision')
  @HttpCode(200)
  @Requires(DECIDE)
  @Idempotent()
  @Throws(fraudProblems.unknownReview, fraudProblems.decided)
  decide(
    @Caller() caller: Actor,
    @Param() { id }: ReviewRef,
    @Body() decision: DecideReview,
    @IdempotencyClaim() claim: Claim,
  ): Promise<ReviewView> {
    wholePlatform(caller, DECIDE);
    return this.queue.decide(caller, id, decision, claim);
  }
}

/** Payments of all shops stand in the queue: a grant for one shop does not open it. */
function wholePlatform(caller: Actor, permission: string): void {
  if (!caller.hasEverywhere(permission)) {
    throw platformProblems.forbidden(`This needs ${permission} for the whole platform.`);
  }
}
