import { Inject, Injectable } from '@nestjs/common';
import { distanceBetween } from '@pakashop/pricing';
import { Database, sql } from '@pakashop/platform';
import type { Vehicle } from '../applications/applications.dto.js';
import { DeliveryConfig } from './delivery.config.js';
import { isFitFor, metresTo, type PlaceRow, placeOf, type Whereabouts } from './delivery.near.js';
import { stillCounts } from './delivery.offers.js';

/** An agent who could be asked. */
export interface Candidate {
  readonly agentId: string;
  /** From agent to shop. */
  readonly metres: number;
}

/** Agents that one round asks at most: the others are asked in later ones. */
const MOST = 20;

/** Who could carry a delivery. */
@Injectable()
export class Candidates {
  constructor(
    private readonly db: Database,
    @Inject(DeliveryConfig) private readonly config: DeliveryConfig,
  ) {}

  /** Agents on duty who serve the shop's place, have a fit vehicle and were not asked lately: the nearest first. */
  async of(deliveryId: string): Promise<Candidate[]> {
    const way = await this.db.maybe<{ shop: PlaceRow; customer: PlaceRow; buyerId: string | null }>(sql`
      SELECT json_build_object('province', s.province, 'town', s.town, 'latitude', s.latitude,
          'longitude', s.longitude) AS shop,
        json_build_object('province', o.province, 'town', o.town, 'latitude', o.latitude,
          'longitude', o.longitude) AS customer, o.user_id AS "buyerId"
      FROM backend.deliveries d JOIN backend.shops s ON s.id = d.shop_id JOIN backend.orders o ON o.id = d.order_id
      WHERE d.id = ${deliveryId} AND d.state = 'WAITING'`);
    if (!way) return [];
    const agents = await this.db.rows<Whereabouts & { id: string; vehicle: Vehicle }>(sql`
      SELECT a.id, a.vehicle, h.latitude, h.longitude, (
        SELECT json_agg(json_build_object('province', r.province, 'town', r.town, 'radiusKm', r.radius_km))
        FROM backend.agent_areas r WHERE r.agent_id = a.id) AS areas
      FROM backend.agents a JOIN backend.agent_shifts h ON h.agent_id = a.id AND h.ended_at IS NULL
      WHERE a.status = 'ACTIVE' AND a.user_id IS DISTINCT FROM ${way.buyerId}
        AND EXISTS (SELECT FROM backend.agent_areas r WHERE r.agent_id = a.id AND r.province = ${way.shop.province})
        AND NOT EXISTS (
          SELECT FROM backend.delivery_offers o
          WHERE o.delivery_id = ${deliveryId} AND o.agent_id = a.id AND ${stillCounts(this.config.DELIVERY_OFFER_SECONDS)})`);
    const carried = distanceBetween(placeOf(way.shop), placeOf(way.customer));
    return agents
      .filter(({ vehicle }) => isFitFor(vehicle, carried))
      .flatMap(({ id, ...where }) => {
        const metres = metresTo(way.shop, where);
        return metres === undefined ? [] : [{ agentId: id, metres }];
      })
      .toSorted((a, b) => a.metres - b.metres || (a.agentId < b.agentId ? -1 : 1))
      .slice(0, MOST);
  }
}
