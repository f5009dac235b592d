import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash, createHmac, generateKeyPairSync, sign, verify } from 'node:crypto';
import { pause, Stage, until, type Received } from '../testing/stage.js';

let stage: Stage;
let keys: Record<string, string>;
beforeAll(async () => {
  stage = await Stage.open();
  const { body } = await stage.call<{ id: string; key: string }[]>('/pawapay/v2/public-key/http');
  keys = Object.fromEntries(body.map(({ id, key }) => [id, key]));
});
beforeEach(() => stage.reset());
afterAll(() => stage.close());

// Written from RFC 9421 and the facts about pawaPay alone; shares nothing with the code that signs.

const NEEDED = ['@method', '@authority', '@path', 'signature-date', 'content-digest', 'content-type'];

function verdict(callback: Received, encoding: 'der' | 'ieee-p1363' = 'der'): string {
  const { headers, raw } = callback;
  const input = String(headers['signature-input'] ?? '');
  const value = /^sig-pp=:([A-Za-z0-9+/=]+):$/.exec(String(headers.signature ?? ''))?.[1];
  if (!input.startsWith('sig-pp=(') || !value) return 'unsigned';
  const params = input.slice('sig-pp='.length);
  const covered = params
    .slice(1, params.indexOf(')'))
    .split(' ')
    .map((name) => name.slice(1, -1));
  if (!NEEDED.every((name) => covered.includes(name))) return 'uncovered';
  const digest = `sha-512=:${createHash('sha512').update(raw).digest('base64')}:`;
  if (headers['content-digest'] !== digest) return 'wrong digest';
  if (expiry(params) * 1_000 < Date.now()) return 'expired';
  const key = keys[/;keyid="([^"]+)"/.exec(params)![1]!];
  if (!key) return 'unknown key';
  const base = Buffer.from(baseOf(callback, covered, params));
  return verify('sha256', base, { key, dsaEncoding: encoding }, Buffer.from(value, 'base64'))
    ? 'genuine'
    : 'wrong signature';
}

function expiry(params: string): number {
  const created = Number(/;created=(\d+)/.exec(params)![1]);
  const expires = Number(/;expires=(\d+)/.exec(params)![1]);
  expect(expires - created).toBe(60);
  expect(params).toContain(';alg="ecdsa-p256-sha256"');
  return expires;
}

function baseOf({ headers, path }: Received, covered: string[], params: string): string {
  let base = '';
  for (const name of covered) {
    const derived: Record<string, unknown> = { '@method': 'POST', '@authority': headers.host, '@path': path };
    base += `"${name}": ${String(derived[name] ?? headers[name])}\n`;
  }
  return `${base}"@signature-params": ${params}`;
}

async function told(count = 1): Promise<Received[]> {
  await until(() => stage.received.length >= count);
  return stage.received;
}

describe('genuine callbacks', () => {
  it('carry a signature that verifies in DER only', async () => {
    await stage.deposited();
    const [callback] = await told();
    expect(verdict(callback!)).toBe('genuine');
    expect(verdict(callback!, 'ieee-p1363')).toBe('wrong signature');
    expect(callback!.headers['content-type']).toBe('application/json');
    expect(callback!.headers['signature-date']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
  });

  it('fail when one byte of body or path differs', async () => {
    await stage.deposited();
    const [callback] = await told();
    expect(verdict({ ...callback!, raw: callback!.raw.replace('15.00', '95.00') })).toBe('wrong digest');
    expect(verdict({ ...callback!, path: '/elsewhere' })).toBe('wrong signature');
  });

  it('are repeated until 200, signed anew each time', async () => {
    stage.answers.push(500, 302);
    const id = await stage.deposited();
    const all = await told(3);
    await pause(80);
    expect(all.map((one) => verdict(one))).toEqual(['genuine', 'genuine', 'genuine']);
    expect(new Set(all.map((one) => one.headers.signature)).size).toBe(3);
    const { body } = await stage.control<{ state: string; attempts: { answer: number }[] }[]>(
      `/callbacks?reference=${id}`,
    );
    expect(body).toMatchObject([{ state: 'delivered', attempts: [{ answer: 500 }, { answer: 302 }, { answer: 200 }] }]);
  });

  it('are given up when the schedule is used up', async () => {
    stage.answers.push(500, 500, 500, 500, 500);
    const id = await stage.deposited();
    await told(4);
    await until(async () => {
      const { body } = await stage.control<{ state: string }[]>(`/callbacks?reference=${id}`);
      return body[0]!.state === 'given up';
    });
    expect(stage.received).toHaveLength(4);
  });

  it('are sent again when asked for, once the deposit has ended', async () => {
    const id = await stage.deposited();
    await told();
    expect((await stage.pawapay(`/deposits/resend-callback/${id}`, {})).body).toEqual({
      depositId: id,
      status: 'ACCEPTED',
    });
    const [first, second] = await told(2);
    expect(second!.body).toEqual(first!.body);
    const open = await stage.deposited({}, { phoneNumber: '260961112223' });
    const refused = await stage.pawapay(`/deposits/resend-callback/${open}`, {});
    expect(refused).toMatchObject({
      status: 200,
      body: { status: 'REJECTED', failureReason: { failureCode: 'INVALID_STATE' } },
    });
  });

  it('carry an HMAC instead where that is set', async () => {
    await stage.control('/pawapay/settings', { callbackScheme: 'hmac' });
    await stage.deposited();
    const [callback] = await told();
    const expected = createHmac('sha256', 'sandbox-pawapay-webhook-secret').update(callback!.raw).digest('hex');
    expect(callback!.headers['x-pawapay-signature']).toBe(expected);
    expect(callback!.headers.signature).toBeUndefined();
  });
});

describe('forged callbacks', () => {
  it.each([
    ['signature', 'wrong signature'],
    ['otherKey', 'wrong signature'],
    ['unknownKey', 'unknown key'],
    ['unsigned', 'unsigned'],
    ['uncovered', 'uncovered'],
    ['otherPath', 'wrong signature'],
    ['expired', 'expired'],
    ['body', 'wrong digest'],
    ['digest', 'wrong signature'],
    ['amount', 'genuine'],
    ['status', 'genuine'],
  ])('%s: %s', async (variant, expected) => {
    const depositId = await stage.deposited({}, { phoneNumber: '260961112223' });
    const { body } = await stage.control('/pawapay/callbacks/forge', { depositId, variant });
    expect(body).toMatchObject({ answer: 200, forged: variant });
    expect(verdict(stage.received[0]!)).toBe(expected);
    const isAltered = ['body', 'digest', 'amount'].includes(variant);
    const amount = isAltered ? '0.01' : '15.00';
    expect(stage.received[0]!.body).toMatchObject({ depositId, status: 'COMPLETED', amount });
    expect((await stage.depositStatus(depositId)).status).not.toBe('COMPLETED');
  });

  it('tells another amount under a good signature', async () => {
    const depositId = await stage.deposited({}, { phoneNumber: '260961112223' });
    await stage.control('/pawapay/callbacks/forge', { depositId, variant: 'amount', amount: '1.00' });
    expect(stage.received[0]!.body.amount).toBe('1.00');
    expect((await stage.depositStatus(depositId)).amount).toBe('15.00');
  });

  it('raw signatures verify as r and s', async () => {
    const depositId = await stage.deposited({}, { phoneNumber: '260961112223' });
    await stage.control('/pawapay/callbacks/forge', { depositId, variant: 'raw' });
    expect(verdict(stage.received[0]!, 'ieee-p1363')).toBe('genuine');
  });

  it('replays an earlier callback byte for byte', async () => {
    await stage.deposited();
    const [original] = await told();
    expect((await stage.control('/callbacks/replay', { provider: 'pawapay' })).body).toMatchObject({
      answer: 200,
      forged: 'replay',
    });
    const [, replayed] = await told(2);
    expect(replayed!.raw).toBe(original!.raw);
    expect(replayed!.headers.signature).toBe(original!.headers.signature);
  });

  it('go before the true one when set as a fault', async () => {
    stage.answers.push(401);
    await stage.fault({ operation: 'callback', kind: 'forge', variant: 'body', amount: '1' });
    await stage.deposited();
    const all = await told(2);
    expect(all.map((one) => verdict(one))).toEqual(['wrong digest', 'genuine']);
  });
});

describe('faults on the way', () => {
  it('drops a callback with all its retries', async () => {
    await stage.fault({ operation: 'callback', kind: 'drop' });
    const id = await stage.deposited();
    await pause(120);
    expect(stage.received).toEqual([]);
    const { body } = await stage.control<{ state: string }[]>(`/callbacks?reference=${id}`);
    expect(body[0]!.state).toBe('dropped');
  });

  it('loses the first attempts only', async () => {
    await stage.fault({ operation: 'callback', kind: 'drop', count: 2 });
    await stage.deposited();
    await told(1);
    const { body } = await stage.control<{ attempts: { answer: unknown }[] }[]>('/callbacks');
    expect(body[0]!.attempts.map((one) => one.answer)).toEqual(['lost on the way', 'lost on the way', 200]);
  });

  it('duplicates', async () => {
    await stage.fault({ operation: 'callback', kind: 'duplicate', count: 3 });
    await stage.deposited();
    const all = await told(4);
    expect(all.map((one) => verdict(one))).toEqual(Array.from({ length: 4 }, () => 'genuine'));
    expect(new Set(all.map((one) => one.raw)).size).toBe(1);
  });

  it('delays, or lets go on command', async () => {
    await stage.fault({ operation: 'callback', kind: 'delay', ms: 5_000 });
    await stage.deposited();
    await pause(60);
    expect(stage.received).toEqual([]);
    expect((await stage.control('/callbacks/flush', {})).body).toEqual({ sent: 1 });
    await told(1);
  });

  it('reorders two callbacks, and only those that match', async () => {
    const [first, second] = [stage.deposit(), stage.deposit()];
    await stage.fault({ operation: 'callback', kind: 'reorder', match: { reference: first.depositId } });
    await stage.pawapay('/deposits', first);
    await pause(40);
    await stage.pawapay('/deposits', second);
    const all = await told(2);
    expect(all.map((one) => one.body.depositId)).toEqual([second.depositId, first.depositId]);
  });
});

describe('signed requests', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signed = (raw: string, path: string) => {
    const digest = `sha-512=:${createHash('sha512').update(raw).digest('base64')}:`;
    const now = Math.floor(Date.now() / 1_000);
    const params = `("@method" "@authority" "@path" "content-digest");alg="ecdsa-p256-sha256";keyid="SHOP:1";created=${now};expires=${now + 60}`;
    const base = `"@method": POST\n"@authority": ${new URL(stage.url).host}\n"@path": ${path}\n"content-digest": ${digest}\n"@signature-params": ${params}`;
    const value = sign('sha256', Buffer.from(base), privateKey).toString('base64');
    return { 'content-digest': digest, 'signature-input': `sig-pp=${params}`, signature: `sig-pp=:${value}:` };
  };

  it('are the only ones taken where that is set', async () => {
    const merchantKeys = { 'SHOP:1': publicKey.export({ type: 'spki', format: 'pem' }).toString() };
    await stage.control('/pawapay/settings', { signedRequestsOnly: true, merchantKeys });
    const raw = JSON.stringify(stage.deposit());
    const bare = await stage.pawapay('/deposits', raw);
    expect(bare).toMatchObject({
      status: 403,
      body: { status: 'REJECTED', failureReason: { failureCode: 'HTTP_SIGNATURE_ERROR' } },
    });
    const altered = await stage.pawapay('/deposits', raw.replace('"15"', '"16"'), signed(raw, '/pawapay/v2/deposits'));
    expect(altered.status).toBe(403);
    const good = await stage.pawapay('/deposits', raw, signed(raw, '/pawapay/v2/deposits'));
    expect(good).toMatchObject({ status: 200, body: { status: 'ACCEPTED' } });
  });
});
