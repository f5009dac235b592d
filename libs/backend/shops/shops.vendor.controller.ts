import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Caller, PageQuery, Requires } from '@pakashop/platform';
import { OwnShopList } from './shops.dto.js';
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
}
