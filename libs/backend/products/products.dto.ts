import { Omittable, Money, PageQuery } from '@pakashop/platform';
import type { Province } from '@pakashop/pricing';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, Matches, Min, IsString, MaxLength } from 'class-validator';
import { ShopClosure } from '../shops/shops.dto.js';

/** Orders of the public list. */
export const SORTS = ['newest', 'price', '-price', 'title'] as const;
export type Sort = (typeof SORTS)[number];

const SLUG = /^[a-z0-9-]{1,80}$/;

/** Filters and order of the public list. */
export class ListProducts extends PageQuery {
  /** Slug of a category; what stands below it counts too. */
  @Omittable() @Matches(SLUG) category?: string;
  /** Slug of a shop. */
  @Omittable() @Matches(SLUG) shop?: string;
  /** Lowest price in ngwee. */
  @Omittable() @Type(() => Number) @IsInt() @Min(0) priceMin?: number;
  /** Highest price in ngwee. */
  @Omittable() @Type(() => Number) @IsInt() @Min(0) priceMax?: number;
  /** `true` leaves out what is sold out. */
  @Omittable()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  inStock?: boolean;
  /** Part of the title. */
  @Omittable() @IsString() @MaxLength(80) q?: string;
  @Omittable() @IsIn(SORTS) sort: Sort = 'newest';
}

export class ShopRef {
  slug: string;
  name: string;
}

export class CategoryRef {
  slug: string;
  name: string;
}

/** A product as it stands in lists. */
export class ProductCard {
  id: string;
  slug: string;
  title: string;
  /** The lowest price of its variants. */
  priceFrom: Money;
  inStock: boolean;
  imageUrl: string | null;
  shop: ShopRef;
  category: CategoryRef;
}

export class ProductList {
  data: ProductCard[];
  nextCursor: string | null;
}

export class ProductImageView {
  url: string;
  /** What the picture shows, for those who do not see it. */
  alt: string;
}

/** What variants differ in: `{ "name": "Size", "values": ["S", "M"] }`. */
export class ProductOptionView {
  name: string;
  values: string[];
}

export class VariantView {
  id: string;
  sku: string;
  title: string;
  /** The value of each option: `{ "Size": "M" }`. */
  options: Record<string, string>;
  /** The list price; GET /prices says how the shop prices it beyond that. */
  price: Money;
  /** Grams of one piece, packed; null when the seller has not said. */
  weightG: number | null;
  inStock: boolean;
}

export class ProductShop extends ShopRef {
  id: string;
  province: Province;
  town: string;
  /** The shop's closure that lasts or is ahead: nothing of it can be ordered meanwhile. */
  closure: ShopClosure | null;
}

export class ProductCategory extends CategoryRef {
  id: string;
}

/** A product with everything a customer needs to choose. */
export class ProductDetail {
  id: string;
  slug: string;
  title: string;
  description: string;
  priceFrom: Money;
  inStock: boolean;
  images: ProductImageView[];
  options: ProductOptionView[];
  variants: VariantView[];
  shop: ProductShop;
  category: ProductCategory;
  updatedAt: string;
}

export class CategoryView {
  id: string;
  slug: string;
  name: string;
  @Type(() => CategoryView) children: CategoryView[];
}

export class CategoryTree {
  data: CategoryView[];
  nextCursor: string | null;
}
