import { platformProblems } from '@pakashop/platform';
import { productsProblems } from './products.errors.js';

/** The SKU that we make: slug of the shop, code of the category, number of six digits that the shop counts. */
export const makeSku = (shopSlug: string, categoryCode: string, number: number): string =>
  `${shopSlug}-${categoryCode}-${String(number).padStart(6, '0')}`;

/** @throws Problem products.sku_reserved for a vendor's own SKU that could meet one of ours */
export function checkOwnSku(sku: string, shopSlug: string): void {
  if (sku.toLowerCase().startsWith(`${shopSlug}-`)) {
    throw productsProblems.skuReserved(`SKUs that begin with "${shopSlug}-" are made by us; leave it out to get one.`);
  }
}

interface Option {
  readonly name: string;
  readonly values: readonly string[];
}

/** @throws Problem products.options_mismatch unless each option of the product has one of its values */
export function checkOptions(options: readonly Option[], chosen: Readonly<Record<string, string>>): void {
  const fits = options.every(({ name, values }) => values.includes(chosen[name] ?? ''));
  if (fits && Object.keys(chosen).length === options.length) return;
  const wanted = options.map(({ name, values }) => `${name} (${values.join(', ')})`).join(', ') || 'no options';
  throw productsProblems.optionsMismatch(`Each variant of this product has: ${wanted}.`);
}

/** ACTIVE is on sale, DRAFT and ARCHIVED are not. */
export const PRODUCT_STATES = ['DRAFT', 'ACTIVE', 'ARCHIVED'] as const;
export type ProductState = (typeof PRODUCT_STATES)[number];

export const VARIANT_STATES = ['ACTIVE', 'ARCHIVED'] as const;
export type VariantState = (typeof VARIANT_STATES)[number];

/** What a vendor may write into the history of a stock by hand. */
export const MOVEMENTS = ['RECEIPT', 'ADJUSTMENT', 'DAMAGE'] as const;
export type MovementKind = (typeof MOVEMENTS)[number];
/** What stands in it: orders move stock too. */
export type StockMovementKind = MovementKind | 'RETURN' | 'HOLD' | 'RELEASE' | 'SALE';

/** @throws Problem VAL_001 when goods come in by damage, go out by receipt, or do not move */
export function checkMovement(kind: MovementKind, quantity: number): void {
  const fits = kind === 'RECEIPT' ? quantity > 0 : kind === 'DAMAGE' ? quantity < 0 : quantity !== 0;
  if (fits) return;
  throw platformProblems.invalid('Correct the quantity and send the request again.', {
    errors: [
      { path: 'quantity', message: 'quantity must be above zero for RECEIPT, below for DAMAGE, and never zero' },
    ],
  });
}
