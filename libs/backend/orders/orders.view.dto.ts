import { Money } from '@pakashop/platform';
import type { Province } from '@pakashop/pricing';
import type { DeliveryStage } from '../delivery/delivery.states.rules.js';
import type { DisputeState } from '../disputes/disputes.rules.js';
import type { OrderPaymentStatus, ShopOrderState } from './orders.rules.js';

export class OrderLineView {
  id: string;
  variantId: string;
  productId: string;
  sku: string;
  title: string;
  quantity: number;
  /** What one piece costs in this order: by the shop's price model, or as it was agreed. */
  unitPrice: Money;
  /** What one piece cost in the catalogue when the order was placed. */
  listPrice: Money;
  /** VAT included. */
  total: Money;
  /** Pieces that were called off after they were paid. */
  cancelledQuantity: number;
  /** Pieces whose money went back, or is on its way. */
  refundedQuantity: number;
}

/** The last dispute about a shop order. */
export class DisputeRef {
  id: string;
  state: DisputeState;
}

/** What became of a shop order. */
export class ShopOrderFate {
  /** Of goods and delivery: went back to the buyer, or is on its way. */
  refunded: Money;
  /** Null until it is packed. */
  deliveryState: DeliveryStage | null;
  dispute: DisputeRef | null;
  /** Who called it off after it was paid, and why. */
  cancelledBy: 'CUSTOMER' | 'SHOP' | 'STAFF' | null;
  cancelReason: string | null;
  /** When the buyer said that all is well. */
  receivedAt: string | null;
}

/** The seller as it was named when the order was placed. */
export class SellerRef {
  id: string;
  name: string;
}

/** The part of an order that one shop fulfils. */
export class ShopPartView extends ShopOrderFate {
  id: string;
  shop: SellerRef;
  status: ShopOrderState;
  lines: OrderLineView[];
  goodsTotal: Money;
  deliveryFee: Money;
  total: Money;
}

export class OrderDeliveryView {
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
  delivery: OrderDeliveryView;
  contact: ContactView;
  shopOrders: ShopPartView[];
}

/** What is left of an order that was called off. */
export class CancelledOrder extends OrderView {
  /** Shop orders that are too far along: their goods still come, or came. */
  notCancelled: string[];
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
export class VendorOrderView extends ShopOrderFate {
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
