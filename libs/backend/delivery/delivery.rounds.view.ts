import { sql } from '@pakashop/platform';
import type { AgentDelivery, Destination, PickUpPlace } from './delivery.rounds.dto.js';
import { type DeliveryStage, ON_THE_WAY } from './delivery.states.rules.js';

/** A delivery `d` with its order `o` and shop `s`, for its agent. */
export interface RoundRow {
  readonly id: string;
  readonly shopOrderId: string;
  readonly orderNumber: string;
  readonly state: DeliveryStage;
  readonly pay: number;
  readonly currency: string;
  readonly pickUp: PickUpPlace;
  readonly destination: Destination;
  readonly offeredUntil: Date | null;
  readonly attempts: number;
  readonly assignedAt: Date | null;
  readonly pickedUpAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly createdAt: Date;
}

const DESTINATION = sql`json_build_object('name', o.contact_name, 'phone', o.delivery_phone, 'province', o.province,
  'town', o.town, 'landmark', o.landmark, 'latitude', o.latitude, 'longitude', o.longitude)`;

export const PICK_UP = sql`json_build_object('shopName', s.name, 'province', s.province, 'town', s.town,
  'latitude', s.latitude, 'longitude', s.longitude)`;

/** Rows for agents; where an offer joins as `f` it must be open. */
export const ROUND = sql`
  SELECT d.id, d.shop_order_id AS "shopOrderId", o.number AS "orderNumber", d.state, d.pay, d.currency,
    ${PICK_UP} AS "pickUp", ${DESTINATION} AS destination, f.expires_at AS "offeredUntil", d.attempts,
    d.assigned_at AS "assignedAt", d.picked_up_at AS "pickedUpAt", d.delivered_at AS "deliveredAt",
    d.created_at AS "createdAt"
  FROM backend.deliveries d JOIN backend.orders o ON o.id = d.order_id JOIN backend.shops s ON s.id = d.shop_id
  LEFT JOIN backend.delivery_offers f ON f.delivery_id = d.id AND f.state = 'OPEN' AND f.expires_at > now()`;

/** What an agent sees: the destination is nobody's business before the assignment and after the end. */
export const roundView = (row: RoundRow): AgentDelivery => ({
  id: row.id,
  shopOrderId: row.shopOrderId,
  orderNumber: row.orderNumber,
  state: row.state,
  pay: { amount: row.pay, currency: row.currency },
  pickUp: row.pickUp,
  destinationTown: row.destination.town,
  destination: ON_THE_WAY.includes(row.state) ? row.destination : null,
  offeredUntil: row.state === 'OFFERED' ? (row.offeredUntil?.toISOString() ?? null) : null,
  attempts: row.attempts,
  assignedAt: row.assignedAt?.toISOString() ?? null,
  pickedUpAt: row.pickedUpAt?.toISOString() ?? null,
  deliveredAt: row.deliveredAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
