import { describe, expect, it } from '@jest/globals';
import { ruleOf } from '@pakashop/platform';
import { scopeOf } from '../libs/gateway/gateway.scopes.js';
import { permissionsOf, ROLES } from '../libs/backend/auth/auth.permissions.js';
import { routesOf } from './api/openapi.routes.js';
import { registry } from './domains.js';

const held = Object.keys(ROLES).map((role) => ({
  role: role as keyof typeof ROLES,
  scope: 'platform' as const,
  scopeId: null,
}));
const permitted = (audience: 'staff' | 'vendor' | 'agent') =>
  new Set<string>(permissionsOf(held, audience).map(({ permission }) => permission));
const elsewhere = new Set([...permitted('vendor'), ...permitted('agent')]);
const staffOnly = new Set([...permitted('staff')].filter((permission) => !elsewhere.has(permission)));

const pathOf = (target: object): string => {
  const path = Reflect.getMetadata('path', target) as string;
  return path === '/' ? '' : `/${path}`;
};
const routes = [...routesOf(registry).values()].flatMap(({ controller, handler }) => {
  const rule = ruleOf(handler);
  return rule ? [{ rule, route: `/api/v1${pathOf(controller)}${pathOf(handler)}` }] : [];
});

describe('every route that clients call', () => {
  it('is in a group, so that a client can be given it without being given everything', () => {
    const keyed = routes.filter(({ rule, route }) => rule.audience !== 'provider' && !route.includes('media/images'));
    expect(keyed.length).toBeGreaterThan(100);
    expect(keyed.map(({ route }) => route).filter((route) => scopeOf(route) === 'all')).toEqual([]);
  });

  it('that only staff may call is in the group of staff, and no other is', () => {
    for (const { route, rule } of routes) {
      const isStaffs = rule.permission !== undefined && staffOnly.has(rule.permission);
      expect([route, scopeOf(route) === 'staff']).toEqual([route, isStaffs]);
    }
  });
});
