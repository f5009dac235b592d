import { API_PREFIX } from '@pakashop/platform';

/** Groups of routes that a client may be given: what of the API its application needs, whoever uses it. */
export const SCOPES = ['account', 'catalog', 'checkout', 'vendor', 'agent', 'staff', 'all'] as const;
export type ClientScope = (typeof SCOPES)[number];

/**
 * Addresses under the API prefix, by group, of all methods or of the one that stands before; the longest one that fits
 * decides. What stands nowhere needs `all`.
 */
const PATHS: Readonly<Record<Exclude<ClientScope, 'all'>, readonly string[]>> = {
  account: ['auth', 'me', 'invitations', 'applications', 'media/uploads'],
  catalog: ['categories', 'products', 'shops', 'prices'],
  checkout: ['cart', 'orders', 'offers', 'payments', 'me/orders', 'disputes'],
  vendor: [
    'vendor',
    'variants',
    'POST products',
    'shop-orders',
    'shops/:shopId/orders',
    'shops/:shopId/prices',
    'shops/:shopId/pricing',
    'shops/:shopId/offers',
    'shops/:shopId/disputes',
    'disputes/:id/answer',
    'shops/:shopId/balance',
    'shops/:shopId/earnings',
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

interface Group {
  readonly scope: ClientScope;
  readonly method?: string;
  readonly path: string;
}

const GROUPS = Object.entries(PATHS)
  .flatMap(([scope, entries]) => entries.map((entry) => groupOf(scope as ClientScope, entry)))
  .toSorted((one, other) => other.path.length - one.path.length || Number(!one.method) - Number(!other.method));

function groupOf(scope: ClientScope, entry: string): Group {
  const [path, method] = entry.split(' ').toReversed() as [string, string?];
  return { scope, method, path: `/${API_PREFIX}/${path}` };
}

const known = new Map<string, ClientScope>();

/** The group of a route, by its method and pattern; of a route in no group `all`. */
export function scopeOf(method: string, route: string): ClientScope {
  const name = `${method} ${route}`;
  let scope = known.get(name);
  if (scope === undefined) {
    const fits = (group: Group) =>
      (group.method ?? method) === method && (route === group.path || route.startsWith(`${group.path}/`));
    scope = GROUPS.find(fits)?.scope ?? 'all';
    known.set(name, scope);
  }
  return scope;
}
