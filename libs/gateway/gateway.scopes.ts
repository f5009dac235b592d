import { API_PREFIX } from '@pakashop/platform';

/** Groups of routes that a client may be given: what of the API its application needs, whoever uses it. */
export const SCOPES = ['account', 'catalog', 'checkout', 'vendor', 'agent', 'staff', 'all'] as const;
export type ClientScope = (typeof SCOPES)[number];

/** Addresses under the API prefix, by group; the longest one that fits decides. What stands nowhere needs `all`. */
const PATHS: Readonly<Record<Exclude<ClientScope, 'all'>, readonly string[]>> = {
  account: ['auth', 'me', 'invitations', 'applications', 'media/uploads'],
  catalog: ['categories', 'products', 'shops', 'prices'],
  checkout: ['cart', 'orders', 'offers', 'payments', 'me/orders', 'disputes'],
  vendor: [
    'vendor',
    'variants',
    'shop-orders',
    'shops/:shopId/orders',
    'shops/:shopId/prices',
    'shops/:shopId/pricing',
    'shops/:shopId/offers',
    'shops/:shopId/disputes',
    'disputes/:id/answer',
    'shops/:shopId/payouts',
  ],
  agent: ['delivery'],
  staff: [
    'staff',
    'users',
    'audit',
    'fraud',
    'settlement',
    'reconciliation',
    'pricing',
    'gateway',
    'media/documents',
    'payments/breaks',
    'deliveries',
    'refunds',
  ],
};

const GROUPS = Object.entries(PATHS)
  .flatMap(([scope, paths]) => paths.map((path) => ({ scope: scope as ClientScope, path: `/${API_PREFIX}/${path}` })))
  .toSorted((one, other) => other.path.length - one.path.length);

const known = new Map<string, ClientScope>();

/** The group of a route, by its pattern; of a route in no group `all`. */
export function scopeOf(route: string): ClientScope {
  let scope = known.get(route);
  if (scope === undefined) {
    scope = GROUPS.find(({ path }) => route === path || route.startsWith(`${path}/`))?.scope ?? 'all';
    known.set(route, scope);
  }
  return scope;
}
