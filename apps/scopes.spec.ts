import { describe, expect, it } from '@jest/globals';
import { RequestMethod } from '@nestjs/common';
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
const surfaces = ['staff', 'vendor', 'agent'] as const;

/** What only one surface permits. */
function permittedOnlyTo(surface: (typeof surfaces)[number]): Set<string> {
  const elsewhere = new Set(surfaces.filter((other) => other !== surface).flatMap((other) => [...permitted(other)]));
  return new Set([...permitted(surface)].filter((permission) => !elsewhere.has(permission)));
}
const staffOnly = permittedOnlyTo('staff');

const pathOf = (target: object): string => {
  const path = Reflect.getMetadata('path', target) as string;
  return path === '/' ? '' : `/${path}`;
};
const routes = [...routesOf(registry).values()].flatMap(({ controller, handler }) => {
  const rule = ruleOf(handler);
  const method = RequestMethod[Reflect.getMetadata('method', handler) as number]!;
  return rule ? [{ rule, method, route: `/api/v1${pathOf(controller)}${pathOf(handler)}` }] : [];
});

describe('every route that clients call', () => {
  it('of one address may be in another group by its method', () => {
    expect(scopeOf('GET', '/api/v1/products')).toBe('catalog');
    expect(scopeOf('POST', '/api/v1/products')).toBe('vendor');
    expect(scopeOf('GET', '/api/v1/products/:slug')).toBe('catalog');
  });

  it('is in a group, so that a client can be given it without being given everything', () => {
    const keyed = routes.filter(({ rule, route }) => rule.audience !== 'provider' && !route.includes('media/images'));
    expect(keyed.length).toBeGreaterThan(100);
    expect(keyed.filter(({ method, route }) => scopeOf(method, route) === 'all')).toEqual([]);
  });

  it.each(['vendor', 'agent'] as const)('that only the surface %s may call is in its group', (surface) => {
    const only = permittedOnlyTo(surface);
    const its = routes.filter(({ rule }) => rule.permission !== undefined && only.has(rule.permission));
    expect(its.length).toBeGreaterThan(2);
    expect(its.filter(({ method, route }) => scopeOf(method, route) !== surface)).toEqual([]);
  });

  it('that only staff may call is in the group of staff, and no other is', () => {
    for (const { method, route, rule } of routes) {
      const isStaffs = rule.permission !== undefined && staffOnly.has(rule.permission);
      expect([route, scopeOf(method, route) === 'staff']).toEqual([route, isStaffs]);
    }
  });
});
