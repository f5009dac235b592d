import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Caller, Claim, IdempotencyClaim, Idempotent, PathId, Requires, Throws } from '@pakashop/platform';
import { ShopClasses } from './shops.classes.js';
import { ClassifyShop, OwnShop, OwnShopList, StaffShopsQuery, SuspensionReason } from './shops.dto.js';
import { shopsProblems as problems } from './shops.errors.js';
import { Shops } from './shops.service.js';
import { ShopSuspension } from './shops.suspension.js';

@ApiTags('shops')
@Controller('staff/shops')
export class StaffShopsController {
  constructor(
    private readonly shops: Shops,
    private readonly suspension: ShopSuspension,
    private readonly classes: ShopClasses,
  ) {}

  /** All shops, the newest first. */
  @Get()
  @Requires('shops.suspend', 'everywhere')
  all(@Query() query: StaffShopsQuery): Promise<OwnShopList> {
    return this.shops.all(query);
  }

  /** Says how far a shop is trusted with its money; it counts for what is delivered from now on. */
  @Put(':id/class')
  @Requires('shops.class.write', 'everywhere')
  @Idempotent()
  @Throws(problems.notFound, problems.ownShop)
  classify(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() input: ClassifyShop,
    @IdempotencyClaim() claim: Claim,
  ): Promise<OwnShop> {
    return this.classes.set(actor, id, input, claim);
  }

  /** Takes a shop and its products out of buyers' sight; orders that it has go on. */
  @Post(':id/suspend')
  @HttpCode(200)
  @Requires('shops.suspend', 'everywhere')
  @Idempotent()
  @Throws(problems.notFound, problems.ownShop, problems.suspended)
  suspend(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { reason }: SuspensionReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<OwnShop> {
    return this.suspension.suspend(actor, id, reason, claim);
  }

  /** Lifts a suspension; the shop is what it was before. */
  @Post(':id/reinstate')
  @HttpCode(200)
  @Requires('shops.suspend', 'everywhere')
  @Idempotent()
  @Throws(problems.notFound, problems.ownShop, problems.notSuspended)
  reinstate(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { reason }: SuspensionReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<OwnShop> {
    return this.suspension.reinstate(actor, id, reason, claim);
  }
}
