import { Body, Controller, Delete, Get, Patch, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Caller, PageQuery, PathId, Requires, Throws } from '@pakashop/platform';
import { mediaProblems } from '../media/media.errors.js';
import { ShopClosures } from './shops.closures.js';
import { ChangeShop, OwnShop, OwnShopList, PlanClosure } from './shops.dto.js';
import { shopsProblems } from './shops.errors.js';
import { Shops } from './shops.service.js';

@ApiTags('shops')
@Controller('vendor/shops')
export class VendorShopsController {
  constructor(
    private readonly shops: Shops,
    private readonly closures: ShopClosures,
  ) {}

  /** Shops that the caller runs. */
  @Get()
  @Requires('shops.write')
  own(@Caller() actor: Actor, @Query() query: PageQuery): Promise<OwnShopList> {
    return this.shops.own(actor, query);
  }

  /** Changes a shop, pauses it or opens it again. */
  @Patch(':id')
  @Requires('shops.write')
  @Throws(
    shopsProblems.notFound,
    shopsProblems.suspended,
    mediaProblems.notFound,
    mediaProblems.notUsable,
    mediaProblems.inUse,
  )
  change(@Caller() actor: Actor, @PathId() id: string, @Body() change: ChangeShop): Promise<OwnShop> {
    return this.shops.change(actor, id, change);
  }

  /** Plans when the shop takes no orders; it opens again by itself. */
  @Put(':id/closure')
  @Requires('shops.write')
  @Throws(shopsProblems.notFound)
  close(@Caller() actor: Actor, @PathId() id: string, @Body() closure: PlanClosure): Promise<OwnShop> {
    return this.closures.plan(actor, id, closure);
  }

  /** Takes the planned closure back, or ends the one that lasts. */
  @Delete(':id/closure')
  @Requires('shops.write')
  @Throws(shopsProblems.notFound)
  open(@Caller() actor: Actor, @PathId() id: string): Promise<OwnShop> {
    return this.closures.cancel(actor, id);
  }
}
