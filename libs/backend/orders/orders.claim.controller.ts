import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Allow, Caller, Idempotent, Throws } from '@pakashop/platform';
import { ClaimableList, ClaimOrders } from './orders.claim.dto.js';
import { OrderClaims } from './orders.claim.js';
import { ordersProblems as problems } from './orders.errors.js';

@ApiTags('orders')
@Controller('me/orders')
export class OrderClaimsController {
  constructor(private readonly claims: OrderClaims) {}

  /** Orders that were placed without signing in, with a contact that the person has confirmed. */
  @Get('claimable')
  @Allow('person')
  async claimable(@Caller() { userId }: Actor): Promise<ClaimableList> {
    return { data: await this.claims.claimable(userId!), nextCursor: null };
  }

  /** Brings such orders to the person's account: all that are named, or none. */
  @Post('claim')
  @HttpCode(200)
  @Allow('person')
  @Idempotent()
  @Throws(problems.notFound)
  async claim(@Caller() { userId }: Actor, @Body() { orderIds }: ClaimOrders): Promise<ClaimableList> {
    return { data: await this.claims.claim(userId!, orderIds), nextCursor: null };
  }
}
