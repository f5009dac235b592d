import { Omittable, Money, PageQuery } from '@pakashop/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsIn,
  IsInt,
  IsISO4217CurrencyCode,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { ProductImageView, ProductOptionView } from './products.dto.js';
import {
  MOVEMENTS,
  type MovementKind,
  PRODUCT_STATES,
  type ProductState,
  type StockMovementKind,
  VARIANT_STATES,
  type VariantState,
} from './products.rules.js';

/** A price above zero. */
export class Price {
  /** Whole ngwee, VAT included. */
  @IsInt() @Min(1) @Max(1_000_000_000_00) amount: number;
  @IsISO4217CurrencyCode() @IsIn(['ZMW']) currency: string;
}

/** A picture that was uploaded for this, or one that the product has. */
export class NewImage {
  /** Of POST /media/uploads, for a product_image that is CLEAN. */
  @Omittable() @IsUUID() uploadId?: string;
  /** As the product shows it already. */
  @ValidateIf(({ uploadId, url }: NewImage) => uploadId === undefined || url !== undefined)
  @IsString()
  @MaxLength(500)
  url?: string;
  /** What the picture shows, for those who do not see it. */
  @Omittable() @IsString() @MaxLength(200) alt: string = '';
}

export class NewOption {
  @IsString() @MinLength(1) @MaxLength(40) name: string;
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(40, { each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  values: string[];
}

export class CreateVariant {
  /** The vendor's own SKU; without it one is made. */
  @Omittable() @Matches(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/) sku?: string;
  /** What tells it from the product's other variants: `M, blue`. */
  @Omittable() @IsString() @MaxLength(120) title: string = '';
  /** The value of each option of the product: `{ "Size": "M" }`. */
  @Omittable() @IsObject() options: Record<string, string> = {};
  @IsObject() @ValidateNested() @Type(() => Price) price: Price;
  /** Grams of one piece, packed: what carriers go by. */
  @Omittable() @IsInt() @Min(1) @Max(1_000_000) weightG?: number;
  /** Pieces in stock to begin with. */
  @Omittable() @IsInt() @Min(0) @Max(1_000_000) stock: number = 0;
}

/** What is left out stays as it is. */
export class ChangeVariant {
  @Omittable() @IsString() @MaxLength(120) title?: string;
  @Omittable() @IsObject() @ValidateNested() @Type(() => Price) price?: Price;
  /** Grams of one piece, packed. */
  @Omittable() @IsInt() @Min(1) @Max(1_000_000) weightG?: number;
  /** ARCHIVED takes the variant off sale. */
  @Omittable() @IsIn(VARIANT_STATES) status?: VariantState;
}

export class CreateProduct {
  @IsUUID() shopId: string;
  @IsUUID() categoryId: string;
  @IsString() @MinLength(2) @MaxLength(160) title: string;
  @Omittable() @IsString() @MaxLength(10_000) description: string = '';
  /** ACTIVE puts it on sale at once; it then needs a variant. */
  @Omittable() @IsIn(['DRAFT', 'ACTIVE']) status: 'DRAFT' | 'ACTIVE' = 'DRAFT';
  @Omittable()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => NewImage)
  @ArrayMaxSize(12)
  images: NewImage[] = [];
  @Omittable()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => NewOption)
  @ArrayMaxSize(3)
  @ArrayUnique(nameOf)
  options: NewOption[] = [];
  @Omittable()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => CreateVariant)
  @ArrayMaxSize(100)
  variants: CreateVariant[] = [];
}

/** What is left out stays as it is; pictures are replaced as a whole. */
export class ChangeProduct {
  @Omittable() @IsUUID() categoryId?: string;
  @Omittable() @IsString() @MinLength(2) @MaxLength(160) title?: string;
  @Omittable() @IsString() @MaxLength(10_000) description?: string;
  /** ACTIVE is on sale, DRAFT and ARCHIVED are not. */
  @Omittable() @IsIn(PRODUCT_STATES) status?: ProductState;
  @Omittable()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => NewImage)
  @ArrayMaxSize(12)
  images?: NewImage[];
}

/** Filters of the vendor's own list. */
export class ListOwnProducts extends PageQuery {
  @Omittable() @IsUUID() shopId?: string;
  @Omittable() @IsIn(PRODUCT_STATES) status?: ProductState;
}

/** Pieces of a variant: free, held for orders that are not paid yet, and sold without having come back. */
export class StockView {
  available: number;
  held: number;
  sold: number;
}

export class OwnVariant {
  id: string;
  sku: string;
  title: string;
  options: Record<string, string>;
  price: Money;
  /** Grams of one piece, packed; null when nobody has said. */
  weightG: number | null;
  status: VariantState;
  stock: StockView;
}

/** A product as those who sell it see it. */
export class OwnProduct {
  id: string;
  shopId: string;
  categoryId: string;
  slug: string;
  title: string;
  description: string;
  status: ProductState;
  priceFrom: Money;
  inStock: boolean;
  images: ProductImageView[];
  options: ProductOptionView[];
  variants: OwnVariant[];
  createdAt: string;
  updatedAt: string;
}

export class OwnProductList {
  data: OwnProduct[];
  nextCursor: string | null;
}

/** Goods that came in, went bad, or were counted anew. */
export class MoveStock {
  /** RECEIPT brings goods in, DAMAGE takes them out, ADJUSTMENT corrects a count either way. */
  @IsIn(MOVEMENTS) kind: MovementKind;
  /** Pieces; below zero they go out. */
  @IsInt() @Min(-1_000_000) @Max(1_000_000) quantity: number;
  /** Why, for those who read the history. */
  @IsString() @MinLength(3) @MaxLength(200) reason: string;
}

export class StockMovementView {
  id: number;
  kind: StockMovementKind;
  quantity: number;
  reason: string | null;
  /** Who or what caused it. */
  actor: string;
  at: string;
}

export class StockMovementList {
  data: StockMovementView[];
  nextCursor: string | null;
}

/** A movement and the stock after it. */
export class StockMoved {
  movement: StockMovementView;
  stock: StockView;
}

function nameOf(option: unknown): unknown {
  return (option as { name?: unknown } | null)?.name;
}
