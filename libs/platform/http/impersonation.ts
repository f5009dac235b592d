import type { FastifyRequest } from 'fastify';
import { noteEvent } from '../context.js';
import { audit } from '../data/audit.js';
import type { Database } from '../data/database.js';
import type { RouteRule } from './access.js';
import type { Actor } from './actor.js';
import { platformProblems as problems } from './problem.js';

/**
 * Lets somebody look through another person's eyes: nothing may change, some things are for the person's own eyes, and
 * what is private is written down before it is shown.
 *
 * @throws Problem auth.impersonation_refused
 */
export async function lookThrough(
  db: Database,
  actor: Actor,
  request: Pick<FastifyRequest, 'method' | 'params' | 'routeOptions'>,
  { audience, ownEyesOnly }: RouteRule,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw problems.impersonationRefused('Who looks through the eyes of another person may change nothing.');
  }
  if (ownEyesOnly) throw problems.impersonationRefused('This is for the eyes of the person alone.');
  noteEvent('impersonated');
  if (audience === 'public') return;
  const detail = { route: request.routeOptions.url, params: request.params, impersonationId: actor.sessionId };
  await db.transaction((tx) =>
    audit(tx, { act: 'impersonation_viewed', subject: 'user', subjectId: actor.userId!, detail }),
  );
}
