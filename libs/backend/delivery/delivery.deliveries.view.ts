import { sql } from '@pakashop/platform';
import type { DeliveryView } from './delivery.deliveries.dto.js';

export interface DeliveryRow extends Omit<
  DeliveryView,
  'pay' | 'assignedAt' | 'pickedUpAt' | 'deliveredAt' | 'createdAt'
> {
  readonly pay: number;
  readonly currency: string;
  readonly assignedAt: Date | null;
  readonly pickedUpAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly createdAt: Date;
}

/** Deliveries `d` with their agents `a`, for those who oversee them. */
export const DELIVERY = sql`
  SELECT d.id, d.shop_order_id AS "shopOrderId", d.order_id AS "orderId", d.shop_id AS "shopId", d.state,
    d.agent_id AS "agentId", a.legal_name AS "agentName", d.fleet_id AS "fleetId", d.pay, d.currency,
    s.town AS "fromTown", o.town AS "toTown", coalesce(e.flags, '{}') AS flags, d.pin_tries AS "pinTries",
    d.pin_issue AS "pinIssue", d.assigned_at AS "assignedAt", d.picked_up_at AS "pickedUpAt",
    d.delivered_at AS "deliveredAt", d.created_at AS "createdAt",
    (SELECT coalesce(json_agg(json_build_object('attempt', f.attempt, 'reason', f.reason, 'note', f.note,
        'uploadId', f.upload_id, 'at', to_char(f.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        ORDER BY f.attempt), '[]')
     FROM backend.delivery_failures f WHERE f.delivery_id = d.id) AS failures
  FROM backend.deliveries d JOIN backend.shops s ON s.id = d.shop_id JOIN backend.orders o ON o.id = d.order_id
  LEFT JOIN backend.agents a ON a.id = d.agent_id LEFT JOIN backend.delivery_evidence e ON e.delivery_id = d.id`;

export const deliveryView = (row: DeliveryRow): DeliveryView => {
  const { pay, currency, assignedAt, pickedUpAt, deliveredAt, createdAt, ...rest } = row;
  return {
    ...rest,
    pay: { amount: pay, currency },
    assignedAt: assignedAt?.toISOString() ?? null,
    pickedUpAt: pickedUpAt?.toISOString() ?? null,
    deliveredAt: deliveredAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
};
