import { Money } from '@pakashop/platform';
import { SellerRef } from './orders.view.dto.js';

export class PreviewLine {
  variantId: string;
  productId: string;
  title: string;
  quantity: number;
  /** What one piece would cost. */
  unitPrice: Money;
  /** What one piece costs in the catalogue. */
  listPrice: Money;
  /** VAT included. */
  total: Money;
  /** Why it costs this. */
  reason: string;
  offerId: string | null;
}

export class PreviewShop {
  shop: SellerRef;
  lines: PreviewLine[];
  goodsTotal: Money;
  deliveryFee: Money;
  /** Why delivery costs this. */
  deliveryReason: string;
  total: Money;
}

/** What an order would cost at this moment; send its total as `expectedTotal` with the order. */
export class OrderPreview {
  currency: string;
  shops: PreviewShop[];
  goodsTotal: Money;
  deliveryTotal: Money;
  total: Money;
}
