import { createHash, verify } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { rawBodyOf } from '../core/bodies.js';
import type { Workbench } from '../core/workbench.js';
import { failed } from './pawapay.answers.js';

/** These answer without a token. */
const open = ['/availability', '/public-key/http'];
const signedPaths = /\/(?:deposits|payouts|payouts\/bulk|refunds)$/;

/** Lets only requests with the right token through, and only signed ones where the account asks for it. */
export function guardPawapay(app: FastifyInstance, bench: Workbench): void {
  const wanted = `Bearer ${bench.config.pawapayToken}`;

  app.addHook('onRequest', async (request, reply) => {
    const { authorization } = request.headers;
    const path = pathOf(request);
    if (authorization === wanted || open.some((end) => path.endsWith(end))) return undefined;
    const { code, body } = authorization
      ? failed('AUTHENTICATION_ERROR', undefined, bench.settings.pawapay.invalidTokenStatus)
      : failed('NO_AUTHENTICATION');
    const concernsPayment = /\/(?:deposits|payouts|refunds)/.test(path);
    return reply.code(code).send(concernsPayment ? { status: 'REJECTED', ...(body as object) } : body);
  });

  app.addHook('preHandler', async (request, reply) => {
    const { signedRequestsOnly, merchantKeys } = bench.settings.pawapay;
    if (!signedRequestsOnly || request.method !== 'POST' || !signedPaths.test(pathOf(request))) return undefined;
    if (isSigned(request, merchantKeys)) return undefined;
    const { code, body } = failed('HTTP_SIGNATURE_ERROR');
    return reply.code(code).send({ status: 'REJECTED', ...(body as object) });
  });
}

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0]!;

/** Whether a request carries a DER signature by a known merchant key that covers its body, method, host and path. */
function isSigned(request: FastifyRequest, keys: Record<string, string>): boolean {
  const input = /^([\w-]+)=(\(([^)]*)\).*)$/.exec(String(request.headers['signature-input'] ?? ''));
  if (!input) return false;
  const [, label, params, list] = input as unknown as [string, string, string, string];
  const covered = [...list.matchAll(/"([^"]+)"/g)].map((match) => match[1]!);
  const value = new RegExp(`${label}=:([^:]+):`).exec(String(request.headers.signature ?? ''))?.[1];
  const key = keys[/keyid="([^"]+)"/.exec(params)?.[1] ?? ''];
  const expires = Number(/expires=(\d+)/.exec(params)?.[1] ?? 0);
  const needed = ['@method', '@authority', '@path', 'content-digest'].every((name) => covered.includes(name));
  if (!value || !key || !needed || expires * 1_000 < Date.now() || !hasRightDigest(request)) return false;

  const derived: Record<string, string> = {
    '@method': request.method,
    '@authority': String(request.headers.host).toLowerCase(),
    '@path': pathOf(request),
  };
  const lines = covered.map((name) => `"${name}": ${derived[name] ?? String(request.headers[name] ?? '')}`);
  const base = Buffer.from([...lines, `"@signature-params": ${params}`].join('\n'));
  return verify('sha256', base, { key, dsaEncoding: 'der' }, Buffer.from(value, 'base64'));
}

function hasRightDigest(request: FastifyRequest): boolean {
  const digest = /^(sha-256|sha-512)=:(.+):$/.exec(String(request.headers['content-digest'] ?? ''));
  if (!digest) return false;
  const hash = createHash(digest[1]!.replace('-', '')).update(rawBodyOf(request)).digest('base64');
  return hash === digest[2];
}
