import { API_PREFIX } from '@pakashop/platform';
import type { FastifyRequest } from 'fastify';

/**
 * What an address asks of traffic from outside:
 * - `probe`: nothing, and it is not counted
 * - `open`: no client key, since people read it
 * - `callback`: no client key, since a provider calls it and proves itself by its signature
 * - `picture`: no client key, since pages show it; counted as generously as callbacks
 * - `hidden`: for services only; to everybody else it does not exist
 * - `keyed`: a client key
 */
export type Place = 'probe' | 'open' | 'callback' | 'picture' | 'hidden' | 'keyed';

/** Where other companies call us, and where forms lead that we signed for a browser: it sends nothing but the form. */
const CALLBACKS = ['payments/webhook', 'messages/webhook', 'media/webhook', 'media/local'];
/** Pictures in pages: browsers fetch them without any header of ours, many at once. */
const PICTURES = 'media/images';

/** @param path under the API prefix */
const isCallback = (path: string): boolean => CALLBACKS.some((callback) => isUnder(path, callback));

const isUnder = (path: string, parent: string): boolean => path === parent || path.startsWith(`${parent}/`);

/**
 * A route stands where its pattern says, however the caller spelled its address; only what no route matches is judged by
 * its spelling, and gets no further than to a 404.
 */
export function placeOf({ routeOptions, url }: FastifyRequest): Place {
  const path = routeOptions.url ?? url.split('?', 1)[0]!;
  if (isUnder(path, '/internal') || isUnder(path, '/metrics')) return 'hidden';
  if (isUnder(path, '/health')) return 'probe';
  const area = path.slice(API_PREFIX.length + 2);
  if (isUnder(path, `/${API_PREFIX}`) && isCallback(area)) return 'callback';
  if (isUnder(path, `/${API_PREFIX}/${PICTURES}`)) return 'picture';
  const isDocs = path === `/${API_PREFIX}/openapi.json` || path.startsWith('/api/docs');
  return isDocs ? 'open' : 'keyed';
}
