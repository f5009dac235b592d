import { createHmac } from 'node:crypto';
import type { Callback, Forgery, Seal, Sealed } from '../core/callback.js';
import type { Workbench } from '../core/workbench.js';
import { digestOf, newKey, signedHeaders, type Signing, type SigningKey } from './pawapay.signature.js';

const JSON_ONLY = { 'content-type': 'application/json' };
const HOUR = 3_600_000;

/** Signs callbacks as pawaPay does, or, on request, as someone does who would like to be pawaPay. */
export function pawapaySeal(bench: Workbench, key: SigningKey): Seal {
  return (callback, forgery) => {
    const body = JSON.stringify(callback.body);
    const { callbackScheme } = bench.settings.pawapay;
    if (callbackScheme === 'hmac') return sealWithSecret(bench.config.pawapayWebhookSecret, callback, body, forgery);
    return sealWithKey({ key, url: callback.url, body, now: Date.now() }, callback, forgery);
  };
}

function sealWithSecret(secret: string, callback: Callback, body: string, forgery?: Forgery): Sealed {
  const headersFor = (text: string, by = secret): Record<string, string> => ({
    ...JSON_ONLY,
    'x-pawapay-signature': createHmac('sha256', by).update(text).digest('hex'),
  });
  const other = forgery ? JSON.stringify(alter(callback.body, forgery)) : body;
  const forgeries: Record<string, () => Sealed> = {
    unsigned: () => ({ headers: JSON_ONLY, body }),
    amount: () => ({ headers: headersFor(other), body: other }),
    status: () => ({ headers: headersFor(other), body: other }),
    body: () => ({ headers: headersFor(body), body: other }),
  };
  if (!forgery) return { headers: headersFor(body), body };
  return forgeries[forgery.variant]?.() ?? { headers: headersFor(body, `not ${secret}`), body };
}

function sealWithKey(signing: Signing, callback: Callback, forgery?: Forgery): Sealed {
  const { body } = signing;
  const sealed = (change: Partial<Signing> = {}): Sealed => ({
    headers: signedHeaders({ ...signing, ...change }),
    body: change.body ?? body,
  });
  if (!forgery) return sealed();
  const other = JSON.stringify(alter(callback.body, forgery));
  const stranger = newKey(forgery.variant === 'unknownKey' ? 'HTTP_EC_P256_KEY:99' : undefined);
  const forgeries: Record<string, () => Sealed> = {
    unsigned: () => ({ headers: JSON_ONLY, body }),
    amount: () => sealed({ body: other }),
    status: () => sealed({ body: other }),
    body: () => ({ ...sealed(), body: other }),
    digest: () => ({ headers: { ...sealed().headers, 'content-digest': digestOf(other) }, body: other }),
    uncovered: () => sealed({ covered: ['@method', '@authority', '@path', 'signature-date', 'content-type'] }),
    otherPath: () => sealed({ url: `${signing.url}/elsewhere` }),
    expired: () => sealed({ now: signing.now - HOUR }),
    raw: () => sealed({ encoding: 'ieee-p1363' }),
  };
  return forgeries[forgery.variant]?.() ?? sealed({ key: stranger });
}

/** The body with another amount or status, so that it tells something untrue. */
export function alter(body: Record<string, unknown>, { variant, amount, status }: Forgery): Record<string, unknown> {
  if (variant === 'status') return { ...body, status: status ?? 'COMPLETED' };
  return { ...body, ...(status ? { status } : {}), amount: amount === undefined ? '0.01' : String(amount) };
}
