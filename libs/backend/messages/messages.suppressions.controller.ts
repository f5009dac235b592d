import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Claim, IdempotencyClaim, Idempotent, PathId, Requires, Throws } from '@pakashop/platform';
import { usersProblems } from '../users/users.errors.js';
import { messagesProblems as problems } from './messages.errors.js';
import {
  FindSuppressions,
  LiftSuppression,
  SuppressionList,
  SuppressionsQuery,
  SuppressionView,
} from './messages.suppressions.dto.js';
import { SuppressionDesk } from './messages.suppressions.staff.js';

/** Contacts that get no messages any more. */
@ApiTags('messages')
@Controller('staff/suppressions')
export class SuppressionsController {
  constructor(private readonly desk: SuppressionDesk) {}

  /** Contacts that get no messages over a channel, the newest first. */
  @Get()
  @Requires('messages.suppressions.write', 'everywhere')
  all(@Query() query: SuppressionsQuery): Promise<SuppressionList> {
    return this.desk.page(query);
  }

  /** Finds what holds messages to one contact back; contacts stay out of addresses, and looking is audited. */
  @Post('search')
  @HttpCode(200)
  @Requires('messages.suppressions.write', 'everywhere')
  @Throws(usersProblems.badPhone)
  async find(@Body() wanted: FindSuppressions): Promise<SuppressionList> {
    return { data: await this.desk.find(wanted), nextCursor: null };
  }

  /** Lets a contact get messages again. One that bounces again is held back again. */
  @Post(':id/lift')
  @HttpCode(200)
  @Requires('messages.suppressions.write', 'everywhere')
  @Idempotent()
  @Throws(problems.noSuppression)
  lift(
    @PathId() id: string,
    @Body() { reason }: LiftSuppression,
    @IdempotencyClaim() claim: Claim,
  ): Promise<SuppressionView> {
    return this.desk.lift(id, reason, claim);
  }
}
