import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause, Stage, until } from '../testing/stage.js';
import type { books } from './books.js';

type Books = ReturnType<typeof books>;

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
beforeEach(() => stage.reset());
afterAll(() => stage.close());

const bookOf = async (reference: string) => {
  const { body } = await stage.control<Books>(`/books?reference=${reference}`);
  return body.pawapay!.operations[0];
};

describe('faults of answers', () => {
  /** What a client sees that waits for a while: status and state, or how it was left alone. */
  const send = async (deposit: unknown, patience = 5_000): Promise<string> => {
    const headers = { authorization: 'Bearer sandbox-pawapay-token', 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify(deposit), signal: AbortSignal.timeout(patience) };
    try {
      const reply = await fetch(`${stage.url}/pawapay/v2/deposits`, request);
      const text = await reply.text();
      if (!text.startsWith('{')) return `${reply.status} no JSON`;
      return `${reply.status} ${(JSON.parse(text) as { status?: string }).status ?? 'no status'}`;
    } catch (error) {
      return (error as Error).name === 'TimeoutError' ? 'timeout' : 'reset';
    }
  };

  it.each([
    ['timeout', 'timeout', false],
    ['timeoutAfterApply', 'timeout', true],
    ['http500', '500 no status', false],
    ['http500BeforeApply', '500 no status', false],
    ['http500AfterApply', '500 no status', true],
    ['http503AfterApply', '503 no status', true],
    ['rateLimited', '429 no status', false],
    ['reset', 'reset', false],
    ['resetAfterApply', 'reset', true],
    ['garbage', '200 no JSON', true],
    ['garbageBeforeApply', '200 no JSON', false],
    ['rejected', '400 REJECTED', false],
    ['unauthorized', '401 REJECTED', false],
    ['slow', '200 ACCEPTED', true],
  ])('%s: %s, taken: %s', async (kind, answer, isTaken) => {
    await stage.fault({ kind, ms: 30 });
    const body = stage.deposit();
    expect(await send(body, answer === 'timeout' ? 200 : undefined)).toBe(answer);
    expect((await bookOf(body.depositId)) !== undefined).toBe(isTaken);
    const { body: seen } = await stage.control<Books>(`/books?reference=${body.depositId}`);
    expect(seen.posts).toEqual([{ provider: 'pawapay', operation: 'deposit', reference: body.depositId, count: 1 }]);
    expect(await send(body)).toBe(isTaken ? '200 DUPLICATE_IGNORED' : '200 ACCEPTED');
    expect((await bookOf(body.depositId))!.posts).toBe(2);
  });

  it('takes what arrives after its sender has given up', async () => {
    await stage.fault({ kind: 'lateApply', ms: 30 });
    const body = stage.deposit();
    expect(await send(body)).toBe('reset');
    expect(await bookOf(body.depositId)).toBeUndefined();
    await until(async () => (await bookOf(body.depositId)) !== undefined);
  });

  it('rejects with a chosen code, in its documented shape', async () => {
    await stage.fault({ kind: 'rejected', code: 'PROVIDER_TEMPORARILY_UNAVAILABLE' });
    expect(await stage.pawapay('/deposits', stage.deposit())).toMatchObject({
      ...{
        status: 200,
        body: { status: 'REJECTED', failureReason: { failureCode: 'PROVIDER_TEMPORARILY_UNAVAILABLE' } },
      },
    });
  });

  it.each([
    ['http500', 500, { failureReason: { failureCode: 'UNKNOWN_ERROR' } }],
    ['unauthorized', 401, { status: 'REJECTED', failureReason: { failureCode: 'AUTHENTICATION_ERROR' } }],
    ['notFound', 200, { status: 'NOT_FOUND' }],
    ['wrongAmount', 200, { status: 'FOUND', data: { amount: '1.00' } }],
  ])('on the status: %s', async (kind, http, expected) => {
    const id = await stage.deposited();
    await stage.fault({ operation: 'deposit.status', kind, amount: '1.00' });
    expect(await stage.pawapay(`/deposits/${id}`)).toMatchObject({ status: http, body: expected });
    expect(await stage.pawapay(`/deposits/${id}`)).toMatchObject({
      status: 200,
      body: { status: 'FOUND', data: { amount: '15.00' } },
    });
  });

  it('answers late, so that the callback comes first', async () => {
    await stage.fault({ kind: 'slow', ms: 300 });
    const reply = stage.pawapay('/deposits', stage.deposit()).then(() => 'reply');
    const callback = until(() => stage.received.length === 1).then(() => 'callback');
    expect(await Promise.race([reply, callback])).toBe('callback');
    await reply;
  });

  it.each([
    ['stuck', 'PROCESSING'],
    ['reconciliation', 'IN_RECONCILIATION'],
  ])('%s ends only by force', async (kind, status) => {
    await stage.fault({ kind });
    const id = await stage.deposited();
    await pause(60);
    expect((await stage.depositStatus(id)).status).toBe(status);
    await stage.control(`/pawapay/operations/${id}`, { status: 'FAILED', failureCode: 'UNSPECIFIED_FAILURE' });
    await until(() => stage.received.length === 1);
    await stage.control(`/pawapay/operations/${id}`, { status: 'COMPLETED' });
    await until(() => stage.received.length === 2);
    expect(stage.received.map((one) => one.body.status)).toEqual(['FAILED', 'COMPLETED']);
    expect(stage.received[1]!.body).not.toHaveProperty('failureReason');
  });

  it('strikes as often as told, and only where it matches', async () => {
    await stage.fault({ kind: 'http500', times: 2, match: { phone: '260763456789' } });
    await stage.fault({ kind: 'garbage', times: 'always', match: { reference: 'INV-7' } });
    const other = { phoneNumber: '260973456789', provider: 'AIRTEL_OAPI_ZMB' };
    expect(await send(stage.deposit({}, other))).toBe('200 ACCEPTED');
    for (const answer of ['500 no status', '500 no status', '200 ACCEPTED'])
      expect(await send(stage.deposit())).toBe(answer);
    for (let at = 0; at < 3; at++)
      expect(await send(stage.deposit({ clientReferenceId: 'INV-7' }))).toBe('200 no JSON');
    expect((await stage.control('/faults')).body).toMatchObject([{ kind: 'garbage', struck: 3, times: 'always' }]);
    await fetch(`${stage.url}/control/faults`, { method: 'DELETE' });
    expect((await stage.control('/faults')).body).toEqual([]);
  });

  it.each([
    [{ provider: 'stripe' }, 'provider'],
    [{ operation: 'teleport' }, 'operation'],
    [{ kind: 'explode' }, 'kind'],
    [{ operation: 'callback', kind: 'timeout' }, 'kind'],
    [{ kind: 'timeout', times: 0 }, 'times'],
  ])('refuses %j with a sentence', async (order, word) => {
    const { status, body } = await stage.fault(order as object);
    expect(status).toBe(400);
    expect(body.error).toContain(word);
  });
});

describe('settings', () => {
  it.each([
    [{ nothing: 1 }, 'nothing'],
    [{ finishMs: '5' }, 'finishMs'],
    [{ callbackScheme: 'rot13' }, 'callbackScheme'],
    [{ callbackRetryMs: ['soon'] }, 'callbackRetryMs'],
    [{ operators: { MTN_MOMO_ZMB: 'SLEEPY' } }, 'operators'],
  ])('refuse %j', async (change, word) => {
    const { status, body } = await stage.control('/pawapay/settings', { ...change, autoApprove: true });
    expect(status).toBe(400);
    expect(body.error).toContain(word);
    expect((await stage.control('/pawapay/settings')).body.autoApprove).toBe(false);
  });
});

describe('books', () => {
  it('add up', async () => {
    const [paid, failed] = [
      await stage.deposited({ amount: '200' }),
      await stage.deposited({}, { phoneNumber: '260763456019' }),
    ];
    await until(() => stage.received.length === 2);
    const { body } = await stage.control<Books>('/books?provider=pawapay');
    expect(body.flutterwave).toBeUndefined();
    expect(body.pawapay!.wallet).toEqual({
      ...{
        currency: 'ZMW',
        opening: 5_000_000,
        deposits: 20_000,
        payouts: 0,
        refunds: 0,
        fees: 300,
        reserved: 0,
        balance: 5_019_700,
      },
    });
    expect(body.pawapay!.operations).toMatchObject([
      {
        kind: 'deposit',
        reference: paid,
        amount: 20_000,
        currency: 'ZMW',
        status: 'COMPLETED',
        operator: 'MTN_MOMO_ZMB',
        fee: 300,
        posts: 1,
        callbacks: [{ state: 'delivered', answers: [200] }],
      },
      {
        kind: 'deposit',
        reference: failed,
        amount: 1_500,
        status: 'FAILED',
        failureCode: 'PAYER_LIMIT_REACHED',
        fee: 0,
        posts: 1,
      },
    ]);
  });

  it('are empty after a reset, which also stops what was under way', async () => {
    stage.answers.push(500);
    await stage.deposited();
    await until(() => stage.received.length === 1);
    await stage.control('/reset', {});
    await pause(80);
    const { body } = await stage.control<Books>('/books');
    expect(body.pawapay!.operations).toEqual([]);
    expect(body.posts).toEqual([]);
    expect(stage.received).toHaveLength(1);
    expect((await stage.control('/pawapay/settings')).body.finishMs).toBe(300);
  });
});

describe('a provider that was killed', () => {
  it('knows its books, its key and what it still has to tell', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const files = {
      dataFile: join(folder, 'books.jsonl'),
      keyFile: join(folder, 'key.pem'),
      callbackUrl: stage.sandbox.bench.config.callbackUrl,
    };
    const first = await Stage.open({ ...files, callbackUrl: 'http://127.0.0.1:1' });
    const ended = await first.deposited();
    const asked = await first.deposited({ amount: '70' }, { phoneNumber: '260961112223' });
    await until(async () => (await first.depositStatus(ended)).status === 'COMPLETED');
    const before = (await first.control<Books>('/books')).body;
    const key = first.sandbox.pawapay.key.publicPem;
    await first.close();

    const second = await Stage.open(files);
    await until(() => stage.received.length === 1);
    expect(stage.received[0]!.body).toMatchObject({ depositId: ended, status: 'COMPLETED' });
    expect(second.sandbox.pawapay.key.publicPem).toBe(key);
    const after = (await second.control<Books>('/books')).body;
    expect(after.pawapay!.wallet).toEqual(before.pawapay!.wallet);
    expect(after.posts).toEqual(before.posts);
    await second.control('/pawapay/prompts', { depositId: asked, answer: 'approve' });
    await until(() => stage.received.length === 2);
    await second.close();
    rmSync(folder, { recursive: true });
  });
});

describe('pages', () => {
  it.each(['/', '/phones', '/health', '/control'])('%s answers', async (path) => {
    expect((await stage.call(path)).status).toBe(200);
  });
});
