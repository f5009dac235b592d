import { Injectable } from '@nestjs/common';
import { type Actor, platformProblems } from '@pakashop/platform';
import { Carts } from '../cart/cart.service.js';
import { Catalogue, type OrderableVariant } from '../products/products.catalogue.js';
import type { LineInput, PreviewOrder } from './orders.dto.js';
import { ordersProblems as problems } from './orders.errors.js';

const MAX_LINES = 100;
const MAX_SHOPS = 20;
const MAX_QUANTITY = 999;

/** What is wanted, with the catalogue's word on it at this moment. */
export interface BasketLine {
  readonly item: OrderableVariant;
  readonly quantity: number;
  /** The accepted offer that it is ordered with. */
  readonly offerId?: string;
}

/** Finds out what a customer wants to order and whether all of it can be had. */
@Injectable()
export class Baskets {
  constructor(
    private readonly carts: Carts,
    private readonly catalogue: Catalogue,
  ) {}

  /**
   * The lines of the request or of the cart, each variant once.
   *
   * @throws Problem orders.cart_empty, orders.too_large, orders.not_orderable, orders.currency_mixed, VAL_001
   */
  async read(actor: Actor, input: PreviewOrder): Promise<BasketLine[]> {
    const wanted = mergeLines(await this.wanted(actor, input));
    if (wanted.length > MAX_LINES) throw problems.tooLarge(`Order at most ${MAX_LINES} different things at once.`);
    const excess = wanted.find(({ quantity }) => quantity > MAX_QUANTITY);
    if (excess) throw problems.tooLarge(`Order at most ${MAX_QUANTITY} of ${excess.variantId} at once.`);
    const basket = await this.look(wanted);
    if (new Set(basket.map(({ item }) => item.shopId)).size > MAX_SHOPS) {
      throw problems.tooLarge(`Order from at most ${MAX_SHOPS} shops at once.`);
    }
    if (new Set(basket.map(({ item }) => item.currency)).size > 1) {
      throw problems.currencyMixed('Order what is sold in one currency at a time.');
    }
    return basket;
  }

  private async wanted(actor: Actor, { fromCart, lines }: PreviewOrder): Promise<readonly LineInput[]> {
    if (Boolean(fromCart) === Boolean(lines)) {
      const message = 'give either fromCart or lines';
      throw platformProblems.invalid('Say what to order.', { errors: [{ path: 'lines', message }] });
    }
    if (lines) return lines;
    const inCart = await this.carts.linesOf(actor);
    if (inCart.length === 0) throw problems.nothingToOrder('Put something into the cart, or send lines.');
    return inCart;
  }

  private async look(wanted: readonly LineInput[]): Promise<BasketLine[]> {
    const items = await this.catalogue.orderable(wanted.map(({ variantId }) => variantId));
    const known = new Map(items.map((item) => [item.variantId, item]));
    const variantIds = wanted.map(({ variantId }) => variantId).filter((id) => !known.has(id));
    if (variantIds.length > 0) {
      throw problems.notOrderable('Take what variantIds names out of the order.', { extra: { variantIds } });
    }
    return wanted.map(({ variantId, ...line }) => ({ item: known.get(variantId)!, ...line }));
  }
}

/**
 * Puts equal variants together, in the order in which they came first.
 *
 * @throws Problem VAL_001 for a variant of two lines of which one names an offer: it holds for its own quantity
 */
export function mergeLines(lines: readonly LineInput[]): LineInput[] {
  const merged = new Map<string, LineInput>();
  for (const [i, { variantId, quantity, offerId }] of lines.entries()) {
    const id = variantId.toLowerCase();
    const before = merged.get(id);
    if (before && (offerId ?? before.offerId) !== undefined) {
      const message = 'a variant with an offer stands in one line only';
      throw platformProblems.invalid('Order the rest of it with another order.', {
        errors: [{ path: `lines[${i}].offerId`, message }],
      });
    }
    const line = { variantId: id, quantity: (before?.quantity ?? 0) + quantity };
    merged.set(id, offerId === undefined ? line : { ...line, offerId: offerId.toLowerCase() });
  }
  return [...merged.values()];
}
