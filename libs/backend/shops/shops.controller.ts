import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, PageQuery, Throws } from '@pakashop/platform';
import type { FastifyReply } from 'fastify';
import { render, sendRendered } from '../products/products.rendered.js';
import { ShopList, ShopView } from './shops.dto.js';
import { shopsProblems } from './shops.errors.js';
import { Shops } from './shops.service.js';

@ApiTags('shops')
@Controller('shops')
export class ShopsController {
  constructor(private readonly shops: Shops) {}

  /** Shops that are open, the newest first. */
  @Get()
  @Allow('public')
  @ApiOkResponse({ type: ShopList })
  async list(
    @Query() query: PageQuery,
    @Headers('if-none-match') known: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendRendered(reply, render(await this.shops.list(query)), known);
  }

  /** One shop by its slug. */
  @Get(':slug')
  @Allow('public')
  @ApiOkResponse({ type: ShopView })
  @Throws(shopsProblems.notFound)
  async read(
    @Param('slug') slug: string,
    @Headers('if-none-match') known: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendRendered(reply, render(await this.shops.bySlug(slug)), known);
  }
}
