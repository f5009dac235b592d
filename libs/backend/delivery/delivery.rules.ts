/**
 * PENDING waits to be admitted by the fleet, SUSPENDED takes no work for now, CLOSED never again: only a fleet that was
 * closed is reopened, by staff.
 */
export const DELIVERY_STATES = ['PENDING', 'ACTIVE', 'SUSPENDED', 'CLOSED'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Who suspends an agent, or ends their time on duty: what the staff suspended, only the staff lets in again. */
export type Authority = 'STAFF' | 'FLEET';

/** How far around a town an agent goes, unless they say otherwise. */
export const USUAL_RADIUS_KM = 10;
