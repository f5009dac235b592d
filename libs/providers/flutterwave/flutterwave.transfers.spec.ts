import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { JsonObject } from '../json.js';
import { type RecordedReply, RecordedServer } from '../provider.server.js';
import { providerSuite } from '../provider.suite.js';
import { FlutterwaveTransferClient, parseWebhook, type TransferInput, verifyFlutterwaveWebhook } from './index.js';

const QUEUED = JSON.parse(
  readFileSync(new URL('./fixtures/transfer.queued.json', import.meta.url), 'utf8'),
) as JsonObject;
const DATA = QUEUED['data'] as JsonObject;
const REF = 'po_0198c7a2';
const KEY = 'FLWSECK_TEST-not-for-logs-X';
const HASH = 'the secret hash';
const TRANSFER: TransferInput = {
  reference: REF,
  amount: 15_050,
  currency: 'ZMW',
  beneficiary: 'Mutale Banda',
  narration: 'Pakashop payout PO-1001',
  to: { phone: '+260763456789' },
};
const page = (...rows: JsonObject[]): RecordedReply => ({ json: { status: 'success', message: '', data: rows } });
const refused = (message: string): RecordedReply => ({ status: 400, json: { status: 'error', message, data: null } });
const WEBHOOK = Buffer.from(
  JSON.stringify({ event: 'transfer.completed', 'event.type': 'Transfer', data: { ...DATA, status: 'SUCCESSFUL' } }),
);

providerSuite({
  name: 'flutterwave',
  connect(baseUrl, options) {
    const client = new FlutterwaveTransferClient({ baseUrl: `${baseUrl}/v3`, secretKey: KEY, ...options });
    return {
      start: () => client.transfer(TRANSFER),
      look: () => client.transferByReference(REF),
      close: () => client.close(),
    };
  },
  reference: REF,
  secrets: [KEY, '260763456789', '763456789'],
  started: { json: QUEUED },
  refused: refused('Insufficient balance for this transfer'),
  duplicate: refused('Transfer with this reference already exists'),
  unauthorised: [401, 403].map((status) => ({ status, json: { status: 'error', message: 'Invalid key', data: null } })),
  notFound: page(),
  found: (status, { amount, currency = 'ZMW', other }) =>
    page({ ...DATA, status, amount, currency, ...(other ? { reference: 'po_other' } : {}) }),
  standings: {
    NEW: 'pending',
    PENDING: 'pending',
    SUCCESSFUL: 'succeeded',
    FAILED: 'failed',
    successful: 'unrecognised',
  },
  amounts: [150.5, '150.5', '150.50'],
  unreadable: [150.505, '', null, undefined, [150.5]],
  scheme: 'verif-hash',
  success: 'SUCCESSFUL',
  webhook: () => ({ headers: { 'verif-hash': HASH }, rawBody: WEBHOOK, receivedAt: new Date() }),
  verify: (webhook) => Promise.resolve(verifyFlutterwaveWebhook(webhook, [HASH])),
  keyOf: (rawBody) => parseWebhook(rawBody)?.key,
  signsBody: false,
});

describe('transfers of Flutterwave', () => {
  const server = new RecordedServer();
  let client: FlutterwaveTransferClient;

  beforeAll(async () => {
    client = new FlutterwaveTransferClient({ baseUrl: `${await server.start()}/v3`, secretKey: KEY, timeoutMs: 5_000 });
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  it('to a wallet and to a bank carry the documented fields and no others', async () => {
    const common = { amount: 150.5, currency: 'ZMW', debit_currency: 'ZMW', reference: REF };
    const words = { narration: TRANSFER.narration, beneficiary_name: TRANSFER.beneficiary };
    server.reply({ json: QUEUED });
    expect(await client.transfer(TRANSFER)).toEqual({ kind: 'succeeded', value: { id: '700000001' } });
    expect(JSON.parse(server.seen[0]!.body)).toEqual({
      ...{ account_bank: 'MPS', account_number: '260763456789' },
      ...{ ...common, ...words },
    });
    server.reply({ json: QUEUED });
    await client.transfer({ ...TRANSFER, to: { account: '1234567890', bank: '542', branch: 'ZM210000' } });
    expect(JSON.parse(server.seen[0]!.body)).toEqual({
      ...{ account_bank: '542', account_number: '1234567890', destination_branch_code: 'ZM210000' },
      ...{ ...common, ...words },
    });
  });

  it.each<[string, Partial<TransferInput>]>([
    ['INVALID_PARAMETER', { beneficiary: ' ' }],
    ['INVALID_PARAMETER', { reference: 'with space' }],
    ['INVALID_AMOUNT', { amount: -1 }],
    ['INVALID_PHONE_NUMBER', { to: { phone: '123' } }],
    ['INVALID_PARAMETER', { to: { account: '12', bank: '542' } }],
  ])('are refused here with %s when %j', async (code, change) => {
    server.reply({ json: QUEUED });
    expect(await client.transfer({ ...TRANSFER, ...change })).toMatchObject({ kind: 'failed', code, sent: false });
    expect(server.seen).toHaveLength(0);
  });

  it('are judged by the best of several under one reference', async () => {
    server.reply(page({ ...DATA, status: 'FAILED' }, { ...DATA, id: 2, status: 'SUCCESSFUL' }));
    expect(await client.transferByReference(REF)).toMatchObject({ value: { id: '2', standing: 'succeeded' } });
    server.reply(
      page({ ...DATA, status: 'FAILED' }, { ...DATA, id: 3, status: 'PENDING', requires_approval: 1, is_approved: 0 }),
    );
    expect(await client.transferByReference(REF)).toMatchObject({
      value: { standing: 'pending', waitsForApproval: true },
    });
  });

  it('are paid from a balance that is exact or not told', async () => {
    const balance = { currency: 'ZMW', available_balance: 1500.25, ledger_balance: 2000 };
    server.reply({ json: { status: 'success', data: balance } });
    expect(await client.balance()).toEqual({
      kind: 'succeeded',
      value: { currency: 'ZMW', available: 150_025, ledger: 200_000 },
    });
    server.reply({ json: { status: 'success', data: { ...balance, currency: 'NGN' } } });
    expect(await client.balance()).toMatchObject({ kind: 'unknown', reason: 'mismatch' });
  });
});
