import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  Caller,
  type Claim,
  IdempotencyClaim,
  Idempotent,
  PathId,
  Requires,
  Throws,
} from '@pakashop/platform';
import { DecideReview, ReviewList, ReviewQuery, ReviewView } from './fraud.dto.js';
import { fraudProblems } from './fraud.errors.js';
import { Reviews } from './fraud.reviews.js';

@ApiTags('fraud')
@Controller('fraud')
export class FraudController {
  constructor(private readonly queue: Reviews) {}

  /** Payments that wait for a person, and those that were decided; the oldest first. */
  @Get('reviews')
  @Requires('fraud.reviews.read', 'everywhere')
  reviews(@Caller() caller: Actor, @Query() query: ReviewQuery): Promise<ReviewList> {
    return this.queue.list(caller, query);
  }

  /** Lets a payment go on or ends it. A decision is final; nobody decides about a payment of their own. */
  @Post('reviews/:id/decision')
  @HttpCode(200)
  @Requires('fraud.reviews.decide', 'everywhere')
  @Idempotent()
  @Throws(fraudProblems.unknownReview, fraudProblems.decided)
  decide(
    @Caller() caller: Actor,
    @PathId() id: string,
    @Body() decision: DecideReview,
    @IdempotencyClaim() claim: Claim,
  ): Promise<ReviewView> {
    return this.queue.decide(caller, id, decision, claim);
  }
}
