import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '@pakashop/platform';
import type { FastifyReply } from 'fastify';
import { Categories } from './products.categories.js';
import { CategoryTree } from './products.dto.js';
import { sendRendered } from './products.rendered.js';
import { CatalogueShelf } from './products.shelf.js';

@ApiTags('products')
@Controller('categories')
export class CategoriesController {
  constructor(
    private readonly categories: Categories,
    private readonly shelf: CatalogueShelf,
  ) {}

  /** What is sold, as a tree. */
  @Get()
  @Allow('public')
  @ApiOkResponse({ type: CategoryTree })
  async tree(@Headers('if-none-match') known: string, @Res() reply: FastifyReply): Promise<void> {
    sendRendered(reply, await this.shelf.get('tree', '', () => this.categories.tree()), known);
  }
}
