/**
 * WAITING for somebody to take it, OFFERED to one agent, ASSIGNED to an agent who goes to the shop, PICKED_UP and on its
 * way, FAILED at the door, RETURNING to the shop, RETURNED there; LOST on the way; DELIVERED with proof; CANCELLED before it
 * was picked up.
 */
export const DELIVERY_STAGES = [
  'WAITING',
  'OFFERED',
  'ASSIGNED',
  'PICKED_UP',
  'FAILED',
  'RETURNING',
  'RETURNED',
  'LOST',
  'DELIVERED',
  'CANCELLED',
] as const;
export type DeliveryStage = (typeof DELIVERY_STAGES)[number];

/** Each step of a delivery: from which states it leads, and to which. */
export const DELIVERY_STEPS = {
  offer: { from: ['WAITING'], to: 'OFFERED' },
  /** An offer ended without being taken. */
  withdraw: { from: ['OFFERED'], to: 'WAITING' },
  assign: { from: ['WAITING', 'OFFERED', 'ASSIGNED'], to: 'ASSIGNED' },
  unassign: { from: ['ASSIGNED'], to: 'WAITING' },
  pickUp: { from: ['ASSIGNED'], to: 'PICKED_UP' },
  fail: { from: ['PICKED_UP'], to: 'FAILED' },
  reattempt: { from: ['FAILED'], to: 'PICKED_UP' },
  beginReturn: { from: ['FAILED'], to: 'RETURNING' },
  bringBack: { from: ['RETURNING'], to: 'RETURNED' },
  /** What the shop has given out of hand may be lost before its agent said so. */
  lose: { from: ['ASSIGNED', 'PICKED_UP', 'FAILED', 'RETURNING'], to: 'LOST' },
  deliver: { from: ['PICKED_UP'], to: 'DELIVERED' },
  cancel: { from: ['WAITING', 'OFFERED', 'ASSIGNED'], to: 'CANCELLED' },
} as const satisfies Record<string, { readonly from: readonly DeliveryStage[]; readonly to: DeliveryStage }>;
export type DeliveryStep = keyof typeof DELIVERY_STEPS;

/** The state after a step, or undefined where it cannot be made. */
export function after(state: DeliveryStage, step: DeliveryStep): DeliveryStage | undefined {
  const { from, to } = DELIVERY_STEPS[step];
  return (from as readonly DeliveryStage[]).includes(state) ? to : undefined;
}

/** States in which an agent has a delivery in hand: they fill the agent's capacity. */
export const IN_HAND: readonly DeliveryStage[] = ['ASSIGNED', 'PICKED_UP', 'FAILED', 'RETURNING'];
/** States in which the goods are with the agent. */
export const WITH_GOODS: readonly DeliveryStage[] = ['PICKED_UP', 'FAILED', 'RETURNING'];
/** States in which the agent knows where to go, and whom to call. */
export const ON_THE_WAY: readonly DeliveryStage[] = ['ASSIGNED', 'PICKED_UP', 'FAILED'];
/** States in which nothing happens to a delivery any more. */
export const OVER: readonly DeliveryStage[] = ['RETURNED', 'LOST', 'DELIVERED', 'CANCELLED'];

/** How often goods are carried to a door before they have to go back. */
export const MOST_ATTEMPTS = 3;

/** Why goods could not be handed over. */
export const FAILURES = [
  'NOBODY_THERE',
  'NOT_REACHED',
  'WRONG_ADDRESS',
  'REFUSED',
  'NO_PIN',
  'UNSAFE',
  'DAMAGED',
  'VEHICLE',
  'OTHER',
] as const;
export type Failure = (typeof FAILURES)[number];

/** Failures on the agent's own side. */
const OWN: readonly Failure[] = ['DAMAGED', 'VEHICLE'];

/**
 * Whether who brought goods back has earned the pay: what sent them back is why the last attempt failed.
 *
 * @param failures why each attempt failed, in their order
 */
export const isReturnPaid = (failures: readonly Failure[]): boolean => !OWN.some((own) => own === failures.at(-1));

/** What the picture of a failed attempt belongs to. */
export const FAILURE_PICTURE = 'delivery_failure';
