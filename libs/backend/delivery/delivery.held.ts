import { none, sql, type Sql, type Tx } from '@pakashop/platform';
import { move } from '../transitions.js';
import { DELIVERY_STEPS, type DeliveryStage, type DeliveryStep } from './delivery.states.rules.js';

/** A delivery that the running transaction holds: nobody else changes it meanwhile. */
export interface HeldDelivery {
  readonly id: string;
  readonly shopOrderId: string;
  readonly orderId: string;
  readonly shopId: string;
  readonly state: DeliveryStage;
  readonly agentId: string | null;
  readonly fleetId: string | null;
  readonly pay: number;
  readonly currency: string;
  readonly pinKey: string;
  readonly pinIssue: number;
  readonly pinTries: number;
  readonly pinReissues: number;
  readonly attempts: number;
  /** The shop has given the goods out of hand. */
  readonly handedOverAt: Date | null;
  readonly pickedUpAt: Date | null;
}

/**
 * Transactions lock in one order, so that they never wait for each other in a circle: the order or the agent first, the
 * delivery last.
 *
 * @param where a condition over the delivery `d`
 */
export const holdDelivery = (tx: Tx, where: Sql): Promise<HeldDelivery | undefined> =>
  tx.maybe(sql`
    SELECT d.id, d.shop_order_id AS "shopOrderId", d.order_id AS "orderId", d.shop_id AS "shopId", d.state,
      d.agent_id AS "agentId", d.fleet_id AS "fleetId", d.pay, d.currency, d.pin_key AS "pinKey",
      d.pin_issue AS "pinIssue", d.pin_tries AS "pinTries", d.pin_reissues AS "pinReissues", d.attempts,
      d.handed_over_at AS "handedOverAt", d.picked_up_at AS "pickedUpAt"
    FROM backend.deliveries d WHERE ${where} FOR NO KEY UPDATE`);

/** Holds the order of a delivery, which all changes to its parts wait for. */
export const holdOrderOf = (tx: Tx, where: Sql): Promise<{ id: string } | undefined> =>
  tx.maybe(sql`
    SELECT o.id FROM backend.orders o JOIN backend.deliveries d ON d.order_id = o.id WHERE ${where} FOR UPDATE OF o`);

/** Why each attempt of the delivery `d` failed, in their order. */
export const FAILURES: Sql = sql`
  ARRAY(SELECT f.reason FROM backend.delivery_failures f WHERE f.delivery_id = d.id ORDER BY f.attempt)`;

interface Making {
  readonly cause: string;
  /** Further columns set with the state. */
  readonly set?: Sql;
}

/** Makes a step; false when the delivery is in none of the states from which it leads. */
export function stepDelivery(tx: Tx, id: string, step: DeliveryStep, { cause, set = none }: Making): Promise<boolean> {
  const { from, to } = DELIVERY_STEPS[step];
  const further = set === none ? undefined : set;
  return move(tx, { machine: 'delivery', id, from, to, cause, set: further });
}
