import { sql, type Tx, utc } from '@pakashop/platform';
import { distanceBetween, isListedTown } from '@pakashop/pricing';
import type { DeliveryConfig } from './delivery.config.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { type EvidenceFlag, flagsOf, timeFault } from './delivery.evidence.rules.js';
import type { HeldDelivery } from './delivery.held.js';
import { type PlaceRow, placeOf } from './delivery.near.js';
import type { ConfirmDelivery } from './delivery.proof.dto.js';

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** When and where goods are handed over. */
export interface Circumstances {
  readonly flags: readonly EvidenceFlag[];
  /** From the destination, where that is known. */
  readonly distanceM: number | null;
  /** By the server's clock: UTC with microseconds. */
  readonly now: string;
}

/**
 * Looks at time and place of a confirmation. What is refused here is refused whatever the PIN, so that nothing tells
 * whether that was right.
 *
 * @throws Problem delivery.order_moved, delivery.too_far, delivery.time_invalid
 */
export async function lookAt(
  tx: Tx,
  { shopOrderId, pickedUpAt }: HeldDelivery,
  { position, device }: ConfirmDelivery,
  { DELIVERY_FAR_METRES, DELIVERY_NEAR_METRES, DELIVERY_OFFLINE_HOURS }: DeliveryConfig,
): Promise<Circumstances> {
  const to = await tx.maybe<PlaceRow & { now: string }>(sql`
    SELECT o.province, o.town, o.latitude, o.longitude, ${utc(sql`clock_timestamp()`)} AS now
    FROM backend.orders o JOIN backend.shop_orders s ON s.order_id = o.id
    WHERE s.id = ${shopOrderId} AND s.status = 'OUT_FOR_DELIVERY'`);
  if (!to) throw problems.orderMoved('Bring the goods back to the shop.');
  const distanceM = metresFrom(to, position);
  if (distanceM !== null && distanceM > DELIVERY_FAR_METRES) {
    throw problems.tooFar('Go to the customer, or ask our support.', { extra: { distanceM } });
  }
  const [deviceAt, now] = [new Date(device.at), new Date(to.now)];
  const fault = timeFault({ deviceAt, now, pickedUpAt: pickedUpAt!, offlineHours: DELIVERY_OFFLINE_HOURS });
  if (fault) throw problems.badTime(fault);
  const flags = flagsOf({
    distanceM,
    fromTownM: metresFromTown(to, position),
    accuracyM: position.accuracyM,
    nearM: DELIVERY_NEAR_METRES,
    farM: DELIVERY_FAR_METRES,
    deviceAt,
    now,
  });
  return { flags, distanceM, now: to.now };
}

/** Null when nobody knows where exactly the goods were to go. */
function metresFrom(to: PlaceRow, { latitude, longitude }: Point): number | null {
  if (to.latitude === null || to.longitude === null) return null;
  return distanceBetween(placeOf(to), placeOf({ ...to, latitude, longitude }));
}

/**
 * From the centre of the town, when that is listed. Nothing is refused by it: towns are wide, and buyers name the next large
 * one.
 */
function metresFromTown({ province, town }: PlaceRow, { latitude, longitude }: Point): number | undefined {
  const centre = placeOf({ province, town, latitude: null, longitude: null });
  return isListedTown(centre) ? distanceBetween(centre, { ...centre, latitude, longitude }) : undefined;
}
