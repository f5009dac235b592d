import { distanceBetween, type Place } from '@pakashop/pricing';
import type { Vehicle } from '../applications/applications.dto.js';
import type { AreaServed } from './delivery.dto.js';

/** A place as rows have it: coordinates where they are known, else the centre of the town counts. */
export interface PlaceRow {
  readonly province: string;
  readonly town: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export const placeOf = ({ province, town, latitude, longitude }: PlaceRow): Place => ({
  province: province as Place['province'],
  town,
  ...(latitude !== null && longitude !== null && { latitude, longitude }),
});

/** Where an agent works, and where they last said they are. */
export interface Whereabouts {
  readonly areas: readonly Pick<AreaServed, 'province' | 'town' | 'radiusKm'>[];
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/**
 * Metres that an agent has to the shop: from where they are, else from the centre of the nearest town that they serve.
 * Undefined when the shop lies in none of their areas.
 */
export function metresTo(shop: PlaceRow, { areas, latitude, longitude }: Whereabouts): number | undefined {
  const place = placeOf(shop);
  const served = areas
    .map((area) => ({ metres: distanceBetween(areaCentre(area), place), reach: area.radiusKm * 1_000 }))
    .filter(({ metres, reach }) => metres <= reach);
  if (served.length === 0) return undefined;
  if (latitude === null || longitude === null) return Math.min(...served.map(({ metres }) => metres));
  return distanceBetween({ ...place, latitude, longitude }, place);
}

const areaCentre = ({ province, town }: Whereabouts['areas'][number]): Place => ({
  province: province as Place['province'],
  town,
});

/** How far the goods may have to be carried with a vehicle, in metres from shop to customer. */
const REACH_M: Readonly<Record<Vehicle, number>> = {
  FOOT: 3_000,
  BICYCLE: 10_000,
  MOTORBIKE: 60_000,
  CAR: Infinity,
  VAN: Infinity,
  TRUCK: Infinity,
};

/** Whether somebody with this vehicle is asked to carry goods so far; whoever wants to may take them all the same. */
export const isFitFor = (vehicle: Vehicle, metres: number): boolean => metres <= REACH_M[vehicle];
