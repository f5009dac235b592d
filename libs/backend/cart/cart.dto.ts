import { Money } from '@pakashop/platform';
import { IsInt, IsUUID, Matches, Max, Min } from 'class-validator';

export class AddToCart {
  @IsUUID() variantId: string;
  /** Pieces to add to those that are in the cart. */
  @IsInt() @Min(1) @Max(999) quantity: number;
}

export class SetQuantity {
  @IsInt() @Min(1) @Max(999) quantity: number;
}

export class MergeCart {
  /** The token of the guest whose cart becomes the caller's. */
  @Matches(/^[\x21-\x7e]{32,256}$/) guestToken: string;
}

export class GuestToken {
  /** Send it as x-guest-token. It owns the cart and the orders of this guest, and is not stored here. */
  guestToken: string;
}

/** The item after the change, and how many pieces the whole cart holds. */
export class CartChanged {
  variantId: string;
  quantity: number;
  itemCount: number;
}

export class CartShop {
  id: string;
  slug: string;
  name: string;
}

export class CartItem {
  variantId: string;
  productId: string;
  productSlug: string;
  sku: string;
  title: string;
  imageUrl: string | null;
  shop: CartShop;
  quantity: number;
  /** The price of this moment. */
  unitPrice: Money;
  total: Money;
  /** AVAILABLE, SHORT (fewer than wanted are left), SOLD_OUT, CLOSED (the shop takes no orders now) or GONE. */
  availability: 'AVAILABLE' | 'SHORT' | 'SOLD_OUT' | 'CLOSED' | 'GONE';
}

export class CartView {
  items: CartItem[];
  /** Pieces in the cart. */
  itemCount: number;
  /** What the available items cost, without delivery. */
  goodsTotal: Money;
}
