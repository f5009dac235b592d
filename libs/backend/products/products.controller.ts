import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Throws } from '@pakashop/platform';
import type { FastifyReply } from 'fastify';
import { ProductDetails } from './products.detail.js';
import { ListProducts, ProductDetail, ProductList } from './products.dto.js';
import { productsProblems } from './products.errors.js';
import { ProductSearch } from './products.list.js';
import { sendRendered } from './products.rendered.js';
import { CatalogueShelf } from './products.shelf.js';

@ApiTags('products')
@Controller('products')
export class ProductsController {
  constructor(
    private readonly search: ProductSearch,
    private readonly details: ProductDetails,
    private readonly shelf: CatalogueShelf,
  ) {}

  /** Products on sale, filtered and sorted, a page at a time. */
  @Get()
  @Allow('public')
  @ApiOkResponse({ type: ProductList })
  async list(
    @Query() query: ListProducts,
    @Headers('if-none-match') known: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const key = JSON.stringify(query);
    sendRendered(reply, await this.shelf.get('list', key, () => this.search.page(query)), known);
  }

  /** One product with its variants, options and pictures. */
  @Get(':slug')
  @Allow('public')
  @ApiOkResponse({ type: ProductDetail })
  @Throws(productsProblems.notFound)
  async read(
    @Param('slug') slug: string,
    @Headers('if-none-match') known: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendRendered(reply, await this.shelf.get('product', slug, () => this.details.bySlug(slug)), known);
  }
}
