import type { HeldRole, Role } from '../auth/auth.permissions.js';

/** Roles that one person cannot hold together, because the one watches, pays or sends the other. */
interface Exclusion {
  readonly one: Role;
  readonly others: readonly Role[];
  /** Only when the other role is held within a fleet. */
  readonly inFleet?: boolean;
  readonly because: string;
}

export const EXCLUSIONS: readonly Exclusion[] = [
  {
    one: 'PLATFORM_ADMIN',
    others: ['SELLER', 'SHOP_OWNER', 'SERVICE_PROVIDER', 'DELIVERY_AGENT', 'FLEET_MANAGER'],
    because: 'an administrator neither sells nor delivers',
  },
  {
    one: 'FINANCE_ADMIN',
    others: ['SELLER', 'SHOP_OWNER', 'SERVICE_PROVIDER', 'DELIVERY_AGENT', 'FLEET_MANAGER'],
    because: 'whoever pays out is not paid out',
  },
  { one: 'SHOP_OWNER', others: ['DELIVERY_AGENT'], because: 'a shop owner does not deliver' },
  { one: 'FLEET_MANAGER', others: ['DELIVERY_AGENT'], inFleet: true, because: 'a fleet manager drives for no fleet' },
];

/** Why the wanted role cannot be held beside these; undefined when it can. */
export function clash(held: readonly HeldRole[], wanted: HeldRole): string | undefined {
  return EXCLUSIONS.find((exclusion) =>
    held.some((grant) => excludes(exclusion, grant, wanted) || excludes(exclusion, wanted, grant)),
  )?.because;
}

const excludes = ({ one, others, inFleet }: Exclusion, a: HeldRole, b: HeldRole): boolean =>
  a.role === one && others.includes(b.role) && (!inFleet || b.scope === 'fleet');
