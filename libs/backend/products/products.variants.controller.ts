import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Caller,
  Claim,
  IdempotencyClaim,
  Idempotent,
  PageQuery,
  PathId,
  Requires,
  Throws,
} from '@pakashop/platform';
import { productsProblems } from './products.errors.js';
import { StockMovements } from './products.movements.js';
import { Variants } from './products.variants.js';
import { ChangeVariant, MoveStock, OwnProduct, StockMoved, StockMovementList } from './products.vendor.dto.js';

@ApiTags('products')
@Controller('variants')
export class VariantsController {
  constructor(
    private readonly variants: Variants,
    private readonly movements: StockMovements,
  ) {}

  /** Changes price, title, weight or status of a variant; orders that are placed keep their price. */
  @Patch(':id')
  @Requires('catalog.write')
  @Throws(productsProblems.variantNotFound, productsProblems.noActiveVariant)
  change(@Caller() actor: Actor, @PathId() id: string, @Body() change: ChangeVariant): Promise<OwnProduct> {
    return this.variants.change(actor, id, change);
  }

  /** Books goods in or out of a variant's stock. */
  @Post(':id/stock-movements')
  @Requires('catalog.write')
  @Idempotent()
  @Throws(productsProblems.variantNotFound, productsProblems.outOfStock)
  move(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() movement: MoveStock,
    @IdempotencyClaim() claim: Claim,
  ): Promise<StockMoved> {
    return this.movements.record(actor, id, movement, claim);
  }

  /** The history of a variant's stock, the latest first. */
  @Get(':id/stock-movements')
  @Requires('catalog.write')
  @Throws(productsProblems.variantNotFound)
  history(@Caller() actor: Actor, @PathId() id: string, @Query() query: PageQuery): Promise<StockMovementList> {
    return this.movements.history(actor, id, query);
  }
}
