import { Body, Controller, Get, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Caller, PageQuery, PathId, platformProblems, Requires, Throws } from '@pakashop/platform';
import { ChangeShop, OwnShop, OwnShopList } from './shops.dto.js';
import { shopsProblems } from './shops.errors.js';
import { Shops } from './shops.service.js';

@ApiTags('shops')
@Controller('vendor/shops')
export class VendorShopsController {
  constructor(private readonly shops: Shops) {}

  /** Shops that the caller runs. */
  @Get()
  @Requires('shops.write')
  own(@Caller() actor: Actor, @Query() query: PageQuery): Promise<OwnShopList> {
    return this.shops.own(actor, query);
  }

  /** Changes a shop, pauses it or opens it again. */
  @Patch(':id')
  @Requires('shops.write')
  @Throws(shopsProblems.notFound, shopsProblems.suspended, platformProblems.forbidden)
  change(@Caller() actor: Actor, @PathId() id: string, @Body() change: ChangeShop): Promise<OwnShop> {
    return this.shops.change(actor, id, change);
  }
}
