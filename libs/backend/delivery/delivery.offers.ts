import { newId, sql, type Sql, type Tx } from '@pakashop/platform';
import { move } from '../transitions.js';

/** How offers end that nobody took. */
type Ending = 'WITHDRAWN' | 'EXPIRED' | 'DECLINED';

/**
 * Ends open offers and lets the next agent be looked for at once.
 *
 * @param where a condition over the offer `o`
 */
export async function withdrawOffers(tx: Tx, where: Sql, ending: Ending = 'WITHDRAWN'): Promise<number> {
  const held = await tx.rows<{ id: string }>(sql`
    SELECT d.id FROM backend.deliveries d
    WHERE d.id IN (SELECT o.delivery_id FROM backend.delivery_offers o WHERE o.state = 'OPEN' AND ${where})
    ORDER BY d.id FOR NO KEY UPDATE`);
  if (held.length === 0) return 0;
  const ended = await tx.rows<{ deliveryId: string }>(sql`
    UPDATE backend.delivery_offers o SET state = ${ending}, closed_at = now()
    WHERE o.state = 'OPEN' AND o.delivery_id = ANY(${held.map(({ id }) => id)}::uuid[]) AND ${where}
    RETURNING o.delivery_id AS "deliveryId"`);
  const id = ended.map(({ deliveryId }) => deliveryId);
  const cause = `offer ${ending.toLowerCase()}`;
  await move(tx, { machine: 'delivery', id, from: ['OFFERED'], to: 'WAITING', cause, set: sql`look_at = now()` });
  return ended.length;
}

export interface NewOffer {
  readonly deliveryId: string;
  readonly agentId: string;
  readonly distanceM: number;
  readonly seconds: number;
}

/** So many times the time that an offer stands. */
const LET_PASS = 10;

/**
 * Whether an offer `o` keeps its agent from being asked again: a no does for good, what was let pass or withdrawn for a while.
 *
 * @param seconds how long an offer stands
 */
export const stillCounts = (seconds: number): Sql => sql`
  (o.state NOT IN ('EXPIRED', 'WITHDRAWN') OR o.closed_at > now() - make_interval(secs => ${seconds * LET_PASS}))`;

/** Offers a delivery that waits and that the transaction holds to an agent; false when the agent was asked before. */
export async function insertOffer(tx: Tx, { deliveryId, agentId, distanceM, seconds }: NewOffer): Promise<boolean> {
  const inserted = await tx.execute(sql`
    INSERT INTO backend.delivery_offers AS o (id, delivery_id, agent_id, distance_m, expires_at)
    VALUES (${newId()}, ${deliveryId}, ${agentId}, ${distanceM}, now() + make_interval(secs => ${seconds}))
    ON CONFLICT (delivery_id, agent_id) DO UPDATE SET state = 'OPEN', closed_at = NULL, offered_at = now(),
      distance_m = excluded.distance_m, expires_at = excluded.expires_at
    WHERE NOT ${stillCounts(seconds)}`);
  return inserted > 0;
}
