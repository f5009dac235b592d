import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalidInput } from '../validation.js';

/** Headers of which a request has one; Node keeps the first of some and joins others, proxies do otherwise. */
const SINGLE = new Set([
  'authorization',
  'content-type',
  'host',
  'idempotency-key',
  'origin',
  'x-guest-token',
  'x-internal-key',
  'x-pakashop-actor',
  'x-pakashop-key',
]);

/**
 * Refuses what two readers of one request could read in two ways: a header, a query key or a JSON key that comes twice.
 * A proxy, a validator and a handler must not disagree about what was asked.
 */
export function refuseAmbiguous(server: FastifyInstance): void {
  server.addHook('preHandler', (request, _reply, done) => {
    const path = repeatedHeader(request) ?? repeatedQuery(request) ?? repeatedMember(request);
    done(path === undefined ? undefined : invalidInput([{ path, message: 'must not be given twice' }]));
  });
}

function repeatedHeader({ raw: { rawHeaders } }: FastifyRequest): string | undefined {
  const seen: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    if (!SINGLE.has(name)) continue;
    if (seen.includes(name)) return name;
    seen.push(name);
  }
  return undefined;
}

function repeatedQuery({ url, query }: FastifyRequest): string | undefined {
  if (!url.includes('?')) return undefined;
  return Object.entries(query as object).find(([, value]) => Array.isArray(value))?.[0];
}

/** Of two members with one name the parser keeps the last: then the text has more of them than what it became. */
function repeatedMember(request: FastifyRequest): string | undefined {
  const { rawBody, body, headers } = request as FastifyRequest & { rawBody?: Buffer };
  if (!rawBody || typeof body !== 'object' || !/json/i.test(headers['content-type'] ?? '')) return undefined;
  return membersIn(rawBody) === membersOf(body) ? undefined : '';
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/** Members of all objects of a JSON text that was parsed before: its colons outside of strings. */
function membersIn(text: Buffer): number {
  let members = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === COLON) members++;
    if (text[i] !== QUOTE) continue;
    for (i++; text[i] !== QUOTE; i++) if (text[i] === BACKSLASH) i++;
  }
  return members;
}

/** Nested no deeper than `refuseUnfit` lets through. */
function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const parts = Object.values(value);
  return parts.reduce<number>((sum, part) => sum + membersOf(part), Array.isArray(value) ? 0 : parts.length);
}
