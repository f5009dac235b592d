import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { JsonObject } from '../json.js';
import { RecordedServer } from '../provider.server.js';
import { providerSuite } from '../provider.suite.js';
import { parsePayoutCallback, PawapayPayoutClient, type PayoutInput, verifyPawapayHmac } from './index.js';
import { hexHmac } from './pawapay.hmac.js';

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as JsonObject;

const ID = '8917c345-4791-4285-a416-62f24b6982db';
const OTHER = '0a0a0a0a-4791-4285-a416-62f24b6982db';
const TOKEN = 'eyJ-not-for-logs';
const PAYOUT: PayoutInput = {
  payoutId: ID,
  amount: 15_050,
  currency: 'ZMW',
  phone: '+260763456789',
  operator: 'MTN_MOMO_ZMB',
  clientReferenceId: 'PO-1001',
  customerMessage: 'Pakashop: payout',
};
const FOUND = fixture('payout.found');
const DATA = FOUND['data'] as JsonObject;
const CALLBACK = Buffer.from(JSON.stringify(DATA));
const accepted = (payoutId = ID) => ({ payoutId, status: 'ACCEPTED', created: '2026-10-19T11:17:01Z' });
const rejected = (failureCode: string, payoutId: string | null = ID) => ({
  payoutId,
  status: 'REJECTED',
  failureReason: { failureCode, failureMessage: 'for staff' },
});

providerSuite({
  name: 'pawapay',
  connect(baseUrl, options) {
    const client = new PawapayPayoutClient({ baseUrl, token: TOKEN, ...options });
    return {
      start: () => client.payout(PAYOUT),
      look: () => client.payoutStatus(ID),
      close: () => client.close(),
    };
  },
  reference: ID,
  secrets: [TOKEN, '260763456789', '763456789'],
  started: { json: accepted() },
  refused: { json: rejected('AMOUNT_OUT_OF_BOUNDS', null) },
  duplicate: { json: { payoutId: ID, status: 'DUPLICATE_IGNORED' } },
  unauthorised: [401, 403].map((status) => ({ status, json: rejected('AUTHENTICATION_ERROR') })),
  notFound: { json: { status: 'NOT_FOUND' } },
  found: (status, { amount, currency = 'ZMW', other }) => ({
    json: { ...FOUND, data: { ...DATA, status, amount, currency, ...(other ? { payoutId: OTHER } : {}) } },
  }),
  standings: {
    ACCEPTED: 'pending',
    ENQUEUED: 'pending',
    PROCESSING: 'pending',
    IN_RECONCILIATION: 'pending',
    COMPLETED: 'succeeded',
    FAILED: 'failed',
    SUBMITTED: 'unrecognised',
  },
  amounts: ['150.50', '150.5', '150.500', 150.5],
  unreadable: ['150.505', '150,50', '', null, undefined, '1e3'],
  scheme: 'a shared secret',
  success: 'COMPLETED',
  webhook: () => ({
    headers: { 'x-pawapay-signature': hexHmac('s3cret', CALLBACK) },
    rawBody: CALLBACK,
    receivedAt: new Date(),
  }),
  verify: (webhook) => Promise.resolve(verifyPawapayHmac(webhook, ['s3cret'])),
  keyOf: (rawBody) => parsePayoutCallback(rawBody)?.key,
  signsBody: true,
});

describe('payouts of pawaPay', () => {
  const server = new RecordedServer();
  let client: PawapayPayoutClient;

  beforeAll(async () => {
    client = new PawapayPayoutClient({ baseUrl: await server.start(), token: TOKEN, timeoutMs: 5_000 });
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  const bulk = (...ids: string[]) => client.payoutsInBulk(ids.map((payoutId) => ({ ...PAYOUT, payoutId })));

  it('are asked for with the documented fields and no others', async () => {
    server.reply({ json: accepted() });
    await client.payout(PAYOUT);
    expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/v2/payouts' });
    expect(JSON.parse(server.seen[0]!.body)).toEqual(fixture('payout.request'));
  });

  it.each([
    ['INVALID_PARAMETER', { payoutId: 'no uuid' }],
    ['INVALID_AMOUNT', { amount: 0.5 }],
    ['INVALID_PHONE_NUMBER', { phone: '+260211234567' }],
    ['INVALID_PROVIDER', { operator: 'ZED' as never }],
  ])('are refused here with %s, and nothing is sent', async (code, change) => {
    server.reply({ json: accepted() });
    expect(await client.payout({ ...PAYOUT, ...change })).toMatchObject({ kind: 'failed', code, sent: false });
    expect(server.seen).toHaveLength(0);
  });

  it('in bulk have an outcome each, found by id and not by place', async () => {
    const third = '1b1b1b1b-4791-4285-a416-62f24b6982db';
    server.reply({
      json: [{ payoutId: third, status: 'DUPLICATE_IGNORED' }, rejected('RECIPIENT_NOT_FOUND', OTHER), accepted()],
    });
    const outcome = await bulk(ID, OTHER, third);
    if (outcome.kind !== 'lines') throw new Error('not by line');
    expect([...outcome.lines].map(([id, { kind }]) => [id, kind])).toEqual([
      [ID, 'succeeded'],
      [OTHER, 'failed'],
      [third, 'unknown'],
    ]);
    expect(server.seen[0]!.path).toBe('/v2/payouts/bulk');
    expect(JSON.parse(server.seen[0]!.body)).toHaveLength(3);
  });

  it('in bulk are unknown where the reply does not name them', async () => {
    server.reply({ json: [accepted()] });
    const outcome = await bulk(ID, OTHER);
    expect(outcome.kind === 'lines' && outcome.lines.get(OTHER)).toMatchObject({ kind: 'unknown' });
  });

  it('in bulk are refused as a whole by one object with 400, and unknown after anything else', async () => {
    server.reply({ status: 400, json: rejected('INVALID_INPUT', null) });
    expect(await bulk(ID, OTHER)).toMatchObject({ kind: 'failed', whole: true, code: 'INVALID_INPUT' });
    for (const reply of [{ status: 500, json: rejected('X') }, { json: {} }, { fault: 'reset' as const }]) {
      server.reply(reply);
      expect(await bulk(ID, OTHER)).toMatchObject({ kind: 'unknown' });
    }
  });

  it('in bulk are at most twenty', async () => {
    server.reply({ json: [] });
    expect(await bulk(...Array.from({ length: 21 }, () => ID))).toMatchObject({ kind: 'failed', sent: false });
    expect(await bulk()).toMatchObject({ kind: 'failed', sent: false });
    expect(server.seen).toHaveLength(0);
  });

  it('in bulk leave out what would spoil all of them', async () => {
    server.reply({ json: [accepted()] });
    const outcome = await client.payoutsInBulk([PAYOUT, { ...PAYOUT, payoutId: OTHER, phone: '123' }]);
    expect(outcome.kind === 'lines' && outcome.lines.get(OTHER)).toMatchObject({ kind: 'failed', sent: false });
    expect(JSON.parse(server.seen[0]!.body)).toHaveLength(1);
  });

  it('can be cancelled while they wait for a slow operator', async () => {
    server.reply({ json: accepted() });
    expect(await client.cancelEnqueued(ID)).toMatchObject({ kind: 'succeeded' });
    expect(server.seen[0]).toMatchObject({ method: 'POST', path: `/v2/payouts/fail-enqueued/${ID}` });
    server.reply({ json: rejected('INVALID_STATE') });
    expect(await client.cancelEnqueued(ID)).toMatchObject({ kind: 'failed', code: 'INVALID_STATE' });
  });

  it('are paid from a wallet whose balance is exact or not told', async () => {
    const wallet = { country: 'ZMB', balance: '21798.03', currency: 'ZMW', provider: '' };
    server.reply({ json: { balances: [wallet] } });
    expect(await client.walletBalances()).toEqual({
      kind: 'succeeded',
      value: [{ country: 'ZMB', currency: 'ZMW', operator: null, balance: 2_179_803 }],
    });
    expect(server.seen[0]!.path).toBe('/v2/wallet-balances?country=ZMB');
    server.reply({ json: { balances: [{ ...wallet, balance: 'plenty' }] } });
    expect(await client.walletBalances()).toMatchObject({ kind: 'unknown' });
  });
});
