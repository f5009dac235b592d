import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Caller, Claim, IdempotencyClaim, Idempotent, PathId, Requires, Throws } from '@pakashop/platform';
import { mediaProblems } from '../media/media.errors.js';
import { productsProblems } from './products.errors.js';
import { Variants } from './products.variants.js';
import {
  ChangeProduct,
  CreateProduct,
  CreateVariant,
  ListOwnProducts,
  OwnProduct,
  OwnProductList,
} from './products.vendor.dto.js';
import { VendorProducts } from './products.vendor.js';

@ApiTags('products')
@Controller('products')
export class ProductEditController {
  constructor(
    private readonly products: VendorProducts,
    private readonly variants: Variants,
  ) {}

  /** Makes a product with its pictures, options, variants and first stock. */
  @Post()
  @Requires('catalog.write')
  @Idempotent()
  @Throws(
    productsProblems.shopNotFound,
    productsProblems.categoryUnknown,
    productsProblems.optionsMismatch,
    productsProblems.skuReserved,
    productsProblems.skuTaken,
    productsProblems.noActiveVariant,
    productsProblems.imageUnknown,
    mediaProblems.notFound,
    mediaProblems.notUsable,
    mediaProblems.inUse,
  )
  create(
    @Caller() actor: Actor,
    @Body() product: CreateProduct,
    @IdempotencyClaim() claim: Claim,
  ): Promise<OwnProduct> {
    return this.products.create(actor, product, claim);
  }

  /** Adds a variant to a product. */
  @Post(':id/variants')
  @Requires('catalog.write')
  @Idempotent()
  @Throws(
    productsProblems.notFound,
    productsProblems.optionsMismatch,
    productsProblems.skuReserved,
    productsProblems.skuTaken,
  )
  addVariant(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() variant: CreateVariant,
    @IdempotencyClaim() claim: Claim,
  ): Promise<OwnProduct> {
    return this.variants.create(actor, id, variant, claim);
  }
}

@ApiTags('products')
@Controller('vendor/products')
export class VendorProductsController {
  constructor(private readonly products: VendorProducts) {}

  /** Products of the shops that the caller sells in, with their stock. */
  @Get()
  @Requires('catalog.write')
  list(@Caller() actor: Actor, @Query() query: ListOwnProducts): Promise<OwnProductList> {
    return this.products.list(actor, query);
  }

  /** Changes a product, puts it on sale or takes it off. */
  @Patch(':id')
  @Requires('catalog.write')
  @Throws(
    productsProblems.notFound,
    productsProblems.categoryUnknown,
    productsProblems.noActiveVariant,
    productsProblems.imageUnknown,
    mediaProblems.notFound,
    mediaProblems.notUsable,
    mediaProblems.inUse,
  )
  change(@Caller() actor: Actor, @PathId() id: string, @Body() change: ChangeProduct): Promise<OwnProduct> {
    return this.products.change(actor, id, change);
  }
}
