import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Allow,
  Caller,
  Claim,
  IdempotencyClaim,
  Idempotent,
  PageQuery,
  platformProblems,
  Requires,
  Throws,
} from '@pakashop/platform';
import { ChangeShop, CreateShop, OwnShop, OwnShopList, ShopList, ShopView } from './shops.dto.js';
import { shopsProblems } from './shops.errors.js';
import { Shops } from './shops.service.js';

@ApiTags('shops')
@Controller()
export class ShopsController {
  constructor(private readonly shops: Shops) {}

  /** Shops that are open, the newest first. */
  @Get('shops')
  @Allow('public')
  list(@Query() query: PageQuery): Promise<ShopList> {
    return this.shops.list(query);
  }

  /** One shop by its slug. */
  @Get('shops/:slug')
  @Allow('public')
  @Throws(shopsProblems.notFound)
  read(@Param('slug') slug: string): Promise<ShopView> {
    return this.shops.bySlug(slug);
  }

  /** Shops that the caller runs. */
  @Get('vendor/shops')
  @Requires('shops.write')
  own(@Caller() actor: Actor, @Query() query: PageQuery): Promise<OwnShopList> {
    return this.shops.own(actor, query);
  }

  /** Opens a shop that the caller owns. */
  @Post('shops')
  @Requires('shops.create')
  @Idempotent()
  create(@Caller() actor: Actor, @Body() shop: CreateShop, @IdempotencyClaim() claim: Claim): Promise<OwnShop> {
    return this.shops.create(actor, shop, claim);
  }

  /** Changes a shop, pauses it or opens it again. */
  @Patch('shops/:id')
  @Requires('shops.write')
  @Throws(shopsProblems.notFound, shopsProblems.suspended, platformProblems.forbidden)
  change(@Caller() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() change: ChangeShop): Promise<OwnShop> {
    return this.shops.change(actor, id, change);
  }
}
