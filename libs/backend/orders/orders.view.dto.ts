import { Money } from '@pakashop/platform';
import type { Province } from '@pakashop/pricing';
import type { OrderPaymentStatus, ShopOrderState } from './orders.rules.js';

export class OrderLineView {
  id: string;
  variantId: string;
  productId: string;
  sku: string;
  title: string;
  quantity: number;
  unitPrice: Money;
  /** VAT included. */
  total: Money;
}

/** The seller as it was named when the order was placed. */
export class SellerRef {
  id: string;
  name: string;
}

/** The part of an order that one shop fulfils. */
export class ShopPartView {
  id: string;
  shop: SellerRef;
  status: ShopOrderState;
  lines: OrderLineView[];
  goodsTotal: Money;
  deliveryFee: Money;
  total: Money;
}

export class DeliveryView {
  province: Province;
  town: string;
  landmark: string;
  latitude: number | null;
  longitude: number | null;
  phone: string;
}

export class ContactView {
  name: string;
  phone: string;
  email: string | null;
}

/** An order as its buyer sees it. */
export class OrderView {
  id: string;
  /** Short and human, like PK-7F3K-92QD. */
  number: string;
  /** Follows from the shop orders: the one that is least far along. */
  status: ShopOrderState;
  /** After FAILED it may be tried again. */
  paymentStatus: OrderPaymentStatus;
  currency: string;
  goodsTotal: Money;
  deliveryTotal: Money;
  total: Money;
  placedAt: string;
  /** Until when it has to be paid. */
  expiresAt: string;
  delivery: DeliveryView;
  contact: ContactView;
  shopOrders: ShopPartView[];
}

export class OrderPage {
  data: OrderView[];
  nextCursor: string | null;
}

/** Where a vendor's goods go; whom to call there is the rider's to know. */
export class DestinationView {
  province: Province;
  town: string;
  landmark: string;
}

/** A shop order as its vendor sees it. */
export class VendorOrderView {
  id: string;
  orderNumber: string;
  status: ShopOrderState;
  placedAt: string;
  lines: OrderLineView[];
  goodsTotal: Money;
  deliveryFee: Money;
  total: Money;
  /** What the platform takes of the goods, and the VAT on that. */
  commission: Money;
  commissionVat: Money;
  destination: DestinationView;
}

export class VendorOrderPage {
  data: VendorOrderView[];
  nextCursor: string | null;
}
