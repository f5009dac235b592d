import { money } from '@pakashop/platform';
import type { Province } from '@pakashop/pricing';
import type { OrderPaymentStatus, ShopOrderState } from './orders.rules.js';
import type { OrderLineView, OrderView, ShopPartView } from './orders.view.dto.js';

export interface LineRecord {
  readonly id: string;
  readonly variantId: string;
  readonly productId: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly total: number;
}

export interface ShopOrderRecord {
  readonly id: string;
  readonly shopId: string;
  readonly shopName: string;
  readonly status: ShopOrderState;
  readonly goodsTotal: number;
  readonly deliveryFee: number;
  readonly total: number;
  readonly lines: readonly LineRecord[];
}

/** What an order's row says by itself. */
export interface OrderHead {
  readonly id: string;
  readonly number: string;
  readonly status: ShopOrderState;
  readonly paymentStatus: OrderPaymentStatus;
  readonly contactName: string;
  readonly contactPhone: string;
  readonly contactEmail: string | null;
  readonly province: Province;
  readonly town: string;
  readonly landmark: string;
  readonly deliveryPhone: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly goodsTotal: number;
  readonly deliveryTotal: number;
  readonly total: number;
  readonly currency: string;
}

export interface OrderTimes {
  readonly placedAt: Date;
  readonly expiresAt: Date;
}

export interface OrderRecord extends OrderHead, OrderTimes {
  readonly shopOrders: readonly ShopOrderRecord[];
}

/** What the buyer sees, just placed or read again: the same. */
export function orderView(order: OrderRecord): OrderView {
  const { id, number, status, paymentStatus, currency } = order;
  return {
    id,
    number,
    status,
    paymentStatus,
    currency,
    goodsTotal: money(order.goodsTotal, currency),
    deliveryTotal: money(order.deliveryTotal, currency),
    total: money(order.total, currency),
    placedAt: order.placedAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    delivery: {
      province: order.province,
      town: order.town,
      landmark: order.landmark,
      latitude: order.latitude,
      longitude: order.longitude,
      phone: order.deliveryPhone,
    },
    contact: { name: order.contactName, phone: order.contactPhone, email: order.contactEmail },
    shopOrders: order.shopOrders.map((shopOrder) => shopPartView(shopOrder, currency)),
  };
}

const shopPartView = (shopOrder: ShopOrderRecord, currency: string): ShopPartView => ({
  id: shopOrder.id,
  shop: { id: shopOrder.shopId, name: shopOrder.shopName },
  status: shopOrder.status,
  lines: shopOrder.lines.map((line) => lineView(line, currency)),
  goodsTotal: money(shopOrder.goodsTotal, currency),
  deliveryFee: money(shopOrder.deliveryFee, currency),
  total: money(shopOrder.total, currency),
});

export const lineView = (line: LineRecord, currency: string): OrderLineView => ({
  id: line.id,
  variantId: line.variantId,
  productId: line.productId,
  sku: line.sku,
  title: line.title,
  quantity: line.quantity,
  unitPrice: money(line.unitPrice, currency),
  total: money(line.total, currency),
});
