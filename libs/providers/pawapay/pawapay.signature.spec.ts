import { describe, expect, it } from '@jest/globals';
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Answer } from '../outcome.js';
import { PawapayKeys, type PawapayPublicKey, type ReceivedCallback, verifyPawapaySignature } from './index.js';

const P256 = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KEY_ID = 'HTTP_EC_P256_KEY:1';
const CREATED = 1_790_171_710;
const COMPONENTS = ['@method', '@authority', '@path', 'signature-date', 'content-digest', 'content-type'];
const BODY = '{"depositId":"f4401bd2-1568-4140-bf2d-eb77d2b2b639","status":"COMPLETED"}';

interface Recipe {
  components?: string[];
  alg?: string;
  keyId?: string;
  /** The parameters after the list, in place of the usual ones. */
  params?: string;
  encoding?: 'der' | 'ieee-p1363';
  headers?: Record<string, string>;
  digest?: 'sha-256' | 'sha-512';
  key?: KeyObject;
}

/** Signs as pawaPay does, written out by hand so that it shares nothing with the code under test. */
function signedCallback(recipe: Recipe = {}): ReceivedCallback {
  const { components = COMPONENTS, alg = 'ecdsa-p256-sha256', keyId = KEY_ID, digest = 'sha-512' } = recipe;
  const hash = createHash(digest.replace('-', '')).update(BODY).digest('base64');
  const headers: Record<string, string> = {
    'signature-date': '2026-09-23T13:55:10.673817314Z',
    'content-digest': `${digest}=:${hash}:`,
    'content-type': 'application/json',
    ...recipe.headers,
  };
  const values: Record<string, string> = {
    ...headers,
    '@method': 'POST',
    '@authority': 'shop.example',
    '@path': '/api/v1/payments/webhook/pawapay',
  };
  const tail = recipe.params ?? `;alg="${alg}";keyid="${keyId}";created=${CREATED};expires=${CREATED + 60}`;
  const params = `(${components.map((name) => `"${name}"`).join(' ')})${tail}`;
  const base = `${components.map((name) => `"${name}": ${values[name]}\n`).join('')}"@signature-params": ${params}`;
  const key = { key: recipe.key ?? P256.privateKey, dsaEncoding: recipe.encoding ?? 'der' } as const;
  headers['signature-input'] = `sig-pp=${params}`;
  headers['signature'] = `sig-pp=:${sign('sha256', Buffer.from(base), key).toString('base64')}:`;
  return {
    method: 'POST',
    authority: 'shop.example',
    path: '/api/v1/payments/webhook/pawapay',
    headers,
    rawBody: Buffer.from(BODY),
    receivedAt: new Date((CREATED + 2) * 1000),
  };
}

const keys = { find: () => Promise.resolve(P256.publicKey) };
const verified = (callback: ReceivedCallback) => verifyPawapaySignature(callback, keys);
const refused = (reason: string) => ({ ok: false, reason, retry: false });

describe('the signature of a callback', () => {
  it('is accepted in DER, as pawaPay writes it, and in the form of the RFC', async () => {
    expect(await verified(signedCallback())).toEqual({ ok: true, scheme: `rfc9421 ${KEY_ID}` });
    expect(await verified(signedCallback({ encoding: 'ieee-p1363' }))).toMatchObject({ ok: true });
  });

  it('has one spelling: bits that decoding would drop are not free', async () => {
    const callback = signedCallback({ encoding: 'ieee-p1363' });
    const signature = String(callback.headers['signature']);
    const last = signature.charAt(signature.length - 4);
    const respelt = signature.replace(/.==:$/, `${String.fromCharCode(last.charCodeAt(0) + 1)}==:`);
    const bytesOf = (header: string) => Buffer.from(header.slice('sig-pp=:'.length, -1), 'base64');
    expect(bytesOf(respelt)).toEqual(bytesOf(signature));
    const headers = { ...callback.headers, signature: respelt };
    expect(await verified({ ...callback, headers })).toEqual(refused('malformed-signature'));
  });

  it('is accepted with either digest, a charset, other members beside ours, any case of host and method', async () => {
    expect(await verified(signedCallback({ digest: 'sha-256' }))).toMatchObject({ ok: true });
    const charset = signedCallback({ headers: { 'content-type': 'application/json; charset=UTF-8' } });
    expect(await verified(charset)).toMatchObject({ ok: true });
    const callback = signedCallback();
    const headers = { ...callback.headers };
    headers['signature-input'] = `proxy=("@method");keyid="a,b", ${String(headers['signature-input'])}`;
    headers['signature'] = `proxy=:AAAA:, ${String(headers['signature'])}`;
    expect(await verified({ ...callback, headers, method: 'post', authority: 'Shop.Example' })).toMatchObject({
      ok: true,
    });
  });

  it('does not depend on a query, which is never signed', async () => {
    const callback = signedCallback();
    expect(await verified({ ...callback, path: `${callback.path}?a=b` })).toMatchObject({ ok: true });
  });

  it.each(COMPONENTS)('must cover %s', async (name) => {
    const components = COMPONENTS.filter((component) => component !== name);
    expect(await verified(signedCallback({ components }))).toEqual(refused('not-covered'));
  });

  it('may cover more, if it is there', async () => {
    const components = [...COMPONENTS, 'x-extra'];
    const headers = { 'x-extra': 'yes' };
    expect(await verified(signedCallback({ components, headers }))).toMatchObject({ ok: true });
    const callback = signedCallback({ components, headers });
    const { 'x-extra': _, ...without } = callback.headers;
    expect(await verified({ ...callback, headers: without })).toEqual(refused('missing-component'));
    const derived = signedCallback({ components: [...COMPONENTS, '@query'], headers: { '@query': '?' } });
    expect(await verified(derived)).toEqual(refused('missing-component'));
  });

  it.each([
    ['method', { method: 'PUT' }],
    ['host', { authority: 'other.example' }],
    ['path', { path: '/api/v1/payments/webhook/other' }],
  ])('holds for one %s only', async (_, change) => {
    expect(await verified({ ...signedCallback(), ...change })).toEqual(refused('wrong-signature'));
  });

  it('is judged by the time of reception, with a little skew', async () => {
    const at = (seconds: number) => verified({ ...signedCallback(), receivedAt: new Date((CREATED + seconds) * 1000) });
    expect(await at(-29)).toMatchObject({ ok: true });
    expect(await at(89)).toMatchObject({ ok: true });
    expect(await at(91)).toEqual(refused('expired'));
    expect(await at(-31)).toEqual(refused('from-the-future'));
    expect(await at(86_400)).toEqual(refused('expired'));
  });

  it('protects the raw bytes', async () => {
    const rawBody = Buffer.from(BODY.replace(',', ', '));
    expect(await verified({ ...signedCallback(), rawBody })).toEqual(refused('digest'));
    const digest = createHash('sha512').update(rawBody).digest('base64');
    const callback = signedCallback();
    const headers = { ...callback.headers, 'content-digest': `sha-512=:${digest}:` };
    expect(await verified({ ...callback, headers, rawBody })).toEqual(refused('wrong-signature'));
  });

  it('needs a digest we know, and every one we know to fit', async () => {
    const good = createHash('sha512').update(BODY).digest('base64');
    const wrong = createHash('sha256').update('other').digest('base64');
    const digests = [`sha-512=:${good}:, sha-256=:${wrong}:`, 'md5=:AAAA:', '', `sha-512=${good}`];
    for (const digest of [...digests, `sha-512=:${good}:, sha-512=:${good}:`]) {
      expect(await verified(signedCallback({ headers: { 'content-digest': digest } }))).toEqual(refused('digest'));
    }
    const both = signedCallback({ headers: { 'content-digest': `sha-512=:${good}:, md5=:AAAA:` } });
    expect(await verified(both)).toMatchObject({ ok: true });
  });

  it('uses a listed algorithm with a key of its kind', async () => {
    expect(await verified(signedCallback({ alg: 'hmac-sha256' }))).toEqual(refused('unknown-algorithm'));
    expect(await verified(signedCallback({ alg: 'ecdsa-p384-sha384' }))).toEqual(refused('unknown-key'));
    expect(await verified(signedCallback({ alg: 'rsa-v1_5-sha256', key: RSA.privateKey }))).toEqual(
      refused('unknown-key'),
    );
    const rsaKey = { find: () => Promise.resolve(RSA.publicKey) };
    const callback = signedCallback({ alg: 'rsa-v1_5-sha256', key: RSA.privateKey });
    expect(await verifyPawapaySignature(callback, rsaKey)).toMatchObject({ ok: true });
    expect(await verified(signedCallback({ key: RSA.privateKey }))).toEqual(refused('wrong-signature'));
  });

  it.each([
    ['no algorithm', `;keyid="${KEY_ID}";created=${CREATED};expires=${CREATED + 60}`],
    ['no key id', `;alg="ecdsa-p256-sha256";created=${CREATED};expires=${CREATED + 60}`],
    ['no time', `;alg="ecdsa-p256-sha256";keyid="${KEY_ID}"`],
    ['no expiry', `;alg="ecdsa-p256-sha256";keyid="${KEY_ID}";created=${CREATED}`],
    ['a repeated parameter', `;alg="a";alg="ecdsa-p256-sha256";keyid="${KEY_ID}";created=1;expires=${CREATED + 60}`],
    ['text for a number', `;alg="ecdsa-p256-sha256";keyid="${KEY_ID}";created="1";expires=${CREATED + 60}`],
    ['something behind', `;alg="ecdsa-p256-sha256";keyid="${KEY_ID}";created=${CREATED};expires=${CREATED + 60} x`],
  ])('is malformed with %s', async (_, params) => {
    expect(await verified(signedCallback({ params }))).toEqual(refused('malformed-signature'));
  });

  it('is malformed when a component repeats or has parameters, or a label repeats', async () => {
    const repeated = signedCallback({ components: [...COMPONENTS, '@path'] });
    expect(await verified(repeated)).toEqual(refused('malformed-signature'));
    const callback = signedCallback();
    for (const header of ['signature', 'signature-input']) {
      const value = String(callback.headers[header]);
      for (const bad of [
        `${value}, ${value}`,
        value.replace('sig-pp', 'sig'),
        value.replace('"@path"', '"@path";req'),
      ]) {
        if (bad === value) continue;
        const headers = { ...callback.headers, [header]: bad };
        expect(await verified({ ...callback, headers })).toEqual(refused('malformed-signature'));
      }
    }
  });

  it('is checked in linear time whatever the header', async () => {
    const callback = signedCallback();
    const started = performance.now();
    for (const hostile of [
      'sig-pp=(' + '"a" '.repeat(4000),
      'sig-pp=(' + '"'.repeat(16_000),
      `sig-pp=()${';a=1'.repeat(4000)}`,
    ]) {
      const headers = { ...callback.headers, 'signature-input': hostile };
      expect(await verified({ ...callback, headers })).toMatchObject({ ok: false });
    }
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('the keys of pawaPay', () => {
  const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }) as string;
  const answer = (...ids: string[]): Answer<PawapayPublicKey[]> => ({
    kind: 'succeeded',
    value: ids.map((id) => ({ id, pem: pemOf(P256.publicKey) })),
  });
  const nothing: Answer<PawapayPublicKey[]> = { kind: 'unknown', reason: 'timeout', detail: '', sent: true };

  function cache(...answers: Answer<PawapayPublicKey[]>[]) {
    const state = { now: 0, reads: 0 };
    const read = async () => {
      await Promise.resolve();
      return answers[Math.min(state.reads++, answers.length - 1)]!;
    };
    const found = new PawapayKeys(read, { now: () => state.now, maxAgeMs: 100_000, minGapMs: 1_000 });
    return { state, keys: found };
  }

  it('are read once and kept', async () => {
    const { state, keys: found } = cache(answer('A'));
    await Promise.all(Array.from({ length: 20 }, () => found.find('A')));
    expect(await found.find('A')).toHaveProperty('type', 'public');
    expect(state.reads).toBe(1);
  });

  it('are read again for an unknown id, but only once in a while', async () => {
    const { state, keys: found } = cache(answer('A'), answer('A', 'B'));
    expect(await found.find('B')).toBe('unknown');
    state.now = 1_000;
    await Promise.all(['B', 'C', 'D'].map((id) => found.find(id)));
    expect(await found.find('B')).toHaveProperty('type', 'public');
    for (let at = 0; at < 100; at++) expect(await found.find(`X${at}`)).toBe('unknown');
    expect(state.reads).toBe(2);
  });

  it('are matched exactly', async () => {
    const { keys: found } = cache(answer('A'));
    for (const id of ['a', 'A ', '', 'constructor', '__proto__']) expect(await found.find(id)).toBe('unknown');
  });

  it('stay good while pawaPay is away, and cannot be judged before the first reading', async () => {
    const { state, keys: found } = cache(nothing, answer('A'), nothing);
    expect(await found.find('A')).toBe('unavailable');
    expect(await found.find('A')).toBe('unavailable');
    expect(state.reads).toBe(1);
    state.now = 1_000;
    expect(await found.find('A')).toHaveProperty('type', 'public');
    state.now = 200_000;
    expect(await found.find('A')).toHaveProperty('type', 'public');
    expect(state.reads).toBe(3);
    expect(await found.find('B')).toBe('unavailable');
  });

  it('are forgotten when pawaPay withdraws them', async () => {
    const { state, keys: found } = cache(answer('A'), answer('B'));
    expect(await found.find('A')).toHaveProperty('type', 'public');
    state.now = 200_000;
    expect(await found.find('A')).toBe('unknown');
  });

  it('may be broken or missing without an exception', async () => {
    const broken: Answer<PawapayPublicKey[]> = { kind: 'succeeded', value: [{ id: 'A', pem: 'no key' }] };
    expect(await cache(broken).keys.find('A')).toBe('unavailable');
    const failing = new PawapayKeys(() => Promise.reject(new Error('away')));
    expect(await failing.find('A')).toBe('unavailable');
  });

  it('that cannot be read have the callback sent again', async () => {
    const verdict = await verifyPawapaySignature(signedCallback(), cache(nothing).keys);
    expect(verdict).toEqual({ ok: false, reason: 'keys-unavailable', retry: true });
  });

  it('that pawaPay does not have mean a forgery, after one reading', async () => {
    const { state, keys: found } = cache(answer('A'));
    for (let at = 0; at < 5; at++) {
      expect(await verifyPawapaySignature(signedCallback(), found)).toEqual(refused('unknown-key'));
    }
    expect(state.reads).toBe(1);
  });
});
