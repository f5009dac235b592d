import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RecordedReply, RecordedServer } from '../provider.server.js';
import { parseOutgoing } from './flutterwave.outgoing.js';
import { FlutterwaveRefundClient } from './flutterwave.refunds.js';

const server = new RecordedServer();
let client: FlutterwaveRefundClient;
beforeAll(async () => {
  client = new FlutterwaveRefundClient({ baseUrl: `${await server.start()}/v3`, secretKey: 'none' });
});
afterAll(async () => {
  await client.close();
  await server.stop();
});

const refund = (id: number, more: object = {}) => ({
  ...{
    id,
    tx_id: 7,
    status: 'completed',
    amount_refunded: 12.5,
    comments: `pkr_${id}`,
    created_at: '2026-11-20T10:00:00Z',
  },
  ...more,
});
const page = (rows: object[], total = 1): RecordedReply => ({
  json: { status: 'success', data: rows, meta: { page_info: { total_pages: total } } },
});
const SINCE = new Date('2026-11-01T00:00:00Z');

describe('the refunds of a transaction', () => {
  it('are those of all pages', async () => {
    server.reply(page([refund(3), refund(2, { tx_id: 8 })], 2), page([refund(1)], 2));
    const answer = await client.refundsOf('7', SINCE);
    expect(answer).toMatchObject({ kind: 'succeeded', value: [{ id: '3', amount: 1_250 }, { id: '1' }] });
    expect(server.seen.map(({ path }) => path)).toEqual(['/v3/refunds?page=1', '/v3/refunds?page=2']);
  });

  it('are read back to a moment where the list runs from new to old, and to its end where it does not', async () => {
    const [young, old] = ['2026-11-20T10:00:00Z', '2026-10-01T10:00:00Z'];
    server.reply(page([refund(3, { created_at: young }), refund(2, { created_at: old })], 2));
    expect(await client.refundsOf('7', SINCE)).toMatchObject({ kind: 'succeeded' });
    expect(server.seen).toHaveLength(1);
    server.reply(page([refund(1, { created_at: old }), refund(2, { created_at: old })], 2), page([refund(3)], 2));
    expect(await client.refundsOf('7', SINCE)).toMatchObject({ value: [{ id: '1' }, { id: '2' }, { id: '3' }] });
  });

  it.each<[string, RecordedReply]>([
    ['an entry is unreadable', page([refund(1), { id: 2 }])],
    ['the answer is an error', { status: 500, json: { status: 'error' } }],
    ['the list is no list', { json: { status: 'success', data: {} } }],
  ])('are unknown when %s', async (_, answer) => {
    server.reply(answer);
    expect((await client.refundsOf('7', SINCE)).kind).toBe('unknown');
  });
});

describe('a refund', () => {
  const input = { transactionId: '7', amount: 1_250, currency: 'ZMW', comments: 'pkr_1' } as const;

  it.each<[string, RecordedReply, object]>([
    ['taken', { json: { status: 'success', data: refund(1) } }, { kind: 'succeeded', value: { id: '1' } }],
    ['refused', { status: 400, json: { status: 'error', message: 'Insufficient balance' } }, { kind: 'failed' }],
    ['of another transaction', { json: { status: 'success', data: refund(1, { tx_id: 8 }) } }, { kind: 'unknown' }],
    ['lost at their gateway', { status: 503, json: { status: 'error', data: null } }, { kind: 'unknown', sent: true }],
  ])('is %s', async (_, answer, outcome) => {
    server.reply(answer);
    expect(await client.refund(input)).toMatchObject(outcome);
  });

  it.each([
    ['completed-mpgs', 'succeeded'],
    ['failed', 'failed'],
    ['pending', 'pending'],
    ['flagged', 'unrecognised'],
  ])('that is %s counts as %s', async (status, standing) => {
    server.reply({ json: { status: 'success', data: refund(1, { status }) } });
    expect(await client.refundById('1')).toMatchObject({ kind: 'succeeded', value: { standing } });
  });
});

describe('a webhook about money that goes out', () => {
  const read = (body: object) => parseOutgoing(Buffer.from(JSON.stringify(body)));

  it('names a transfer by our reference and a refund by its id; a charge is none', () => {
    const transfer = { event: 'transfer.completed', data: { id: 1, reference: 'po_1', amount: 5, status: 'FAILED' } };
    expect(read(transfer)).toEqual({ operation: 'PAYOUT', reference: 'po_1', amount: 500 });
    const refunded = { event: 'refund.completed', data: { id: 2, amount_refunded: 5 } };
    expect(read(refunded)).toEqual({ operation: 'REFUND', reference: '2', amount: 500 });
    expect(read({ event: 'charge.completed', data: { id: 3 } })).toBeNull();
  });
});
