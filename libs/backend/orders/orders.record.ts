import { money } from '@pakashop/platform';
import type { Province } from '@pakashop/pricing';
import type { OrderPaymentStatus, ShopOrderState } from './orders.rules.js';
import type { DeliveryStage } from '../delivery/delivery.states.rules.js';
import type { DisputeState } from '../disputes/disputes.rules.js';
import type { OrderLineView, OrderView, ShopOrderFate, ShopPartView } from './orders.view.dto.js';

export interface LineRecord {
  readonly id: string;
  readonly variantId: string;
  readonly productId: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly listPrice: number;
  readonly total: number;
  /** Absent for what was just placed. */
  readonly cancelledQuantity?: number;
  readonly refundedQuantity?: number;
}

/** What became of a shop order, as {@link FATE} reads it. */
export interface FateRecord {
  /** In ngwee. */
  readonly refunded: number;
  readonly deliveryState: DeliveryStage | null;
  readonly dispute: { readonly id: string; readonly state: DisputeState } | null;
  readonly cancelledBy: ShopOrderFate['cancelledBy'];
  readonly cancelReason: string | null;
  readonly receivedAt: string | null;
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
  /** Absent for what was just placed. */
  readonly fate?: FateRecord;
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
  ...fateView(shopOrder.fate, currency),
});

const NOTHING: FateRecord = {
  refunded: 0,
  deliveryState: null,
  dispute: null,
  cancelledBy: null,
  cancelReason: null,
  receivedAt: null,
};

export const fateView = (fate: FateRecord = NOTHING, currency: string): ShopOrderFate => ({
  ...fate,
  refunded: money(fate.refunded, currency),
  receivedAt: fate.receivedAt && new Date(fate.receivedAt).toISOString(),
});

export const lineView = (line: LineRecord, currency: string): OrderLineView => ({
  id: line.id,
  variantId: line.variantId,
  productId: line.productId,
  sku: line.sku,
  title: line.title,
  quantity: line.quantity,
  unitPrice: money(line.unitPrice, currency),
  listPrice: money(line.listPrice, currency),
  total: money(line.total, currency),
  cancelledQuantity: line.cancelledQuantity ?? 0,
  refundedQuantity: line.refundedQuantity ?? 0,
});
