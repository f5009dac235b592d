import { Body, Controller, Get, Headers, Put, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Actor, Allow, Caller, PageQuery, PathId, Requires, Throws } from '@pakashop/platform';
import type { FastifyReply } from 'fastify';
import { hash } from 'node:crypto';
import { PlanList, PlanView, PriceList, PricesQuery, SetPrice } from './pricing.plans.dto.js';
import { plansProblems as problems } from './pricing.plans.errors.js';
import { PricePlans } from './pricing.plans.js';

@ApiTags('prices')
@Controller('prices')
export class PricesController {
  constructor(private readonly plans: PricePlans) {}

  /** How variants of a shop are priced at this moment, beside their list prices in the catalogue. */
  @Get()
  @Allow('public')
  @ApiOkResponse({ type: PriceList })
  async read(@Query() query: PricesQuery, @Headers('if-none-match') known: string, @Res() reply: FastifyReply) {
    const body = JSON.stringify(await this.plans.prices(query));
    const etag = `"${hash('sha1', body, 'base64url')}"`;
    reply.header('etag', etag).header('cache-control', 'public, no-cache');
    if (known === '*' || known?.includes(etag)) void reply.status(304).send();
    else void reply.header('content-type', 'application/json; charset=utf-8').send(body);
  }
}

@ApiTags('prices')
@Controller('shops/:shopId/prices')
export class ShopPricesController {
  constructor(private readonly plans: PricePlans) {}

  /** How the shop prices its variants, where it has said so; the others are sold at their list price. */
  @Get()
  @Requires('shops.prices.write')
  @Throws(problems.shopNotFound)
  list(@Caller() actor: Actor, @PathId('shopId') shopId: string, @Query() query: PageQuery): Promise<PlanList> {
    return this.plans.list(actor, shopId, query);
  }

  /** How the shop has priced a variant so far, the newest version first. */
  @Get(':variantId')
  @Requires('shops.prices.write')
  @Throws(problems.shopNotFound, problems.notFound)
  history(
    @Caller() actor: Actor,
    @PathId('shopId') shopId: string,
    @PathId('variantId') variantId: string,
    @Query() query: PageQuery,
  ): Promise<PlanList> {
    return this.plans.history(actor, shopId, variantId, query);
  }

  /** Sets how the shop prices a variant from now on; orders that are placed and offers that are accepted keep theirs. */
  @Put(':variantId')
  @Requires('shops.prices.write')
  @Throws(problems.shopNotFound, problems.changed)
  set(
    @Caller() actor: Actor,
    @PathId('shopId') shopId: string,
    @PathId('variantId') variantId: string,
    @Body() price: SetPrice,
  ): Promise<PlanView> {
    return this.plans.set(actor, shopId, variantId, price);
  }
}
