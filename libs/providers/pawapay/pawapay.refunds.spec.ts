import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { HttpResult } from '../http.js';
import { toRefundLookup, toRefundOutcome } from './pawapay.refunds.replies.js';
import { PawapayRefundClient } from './pawapay.refunds.js';
import { parseRefundCallback } from './pawapay.refunds.wire.js';

const refundId = randomUUID();
const reply = (status: number, json: unknown): HttpResult => ({
  ok: true,
  status,
  headers: {},
  bytes: Buffer.alloc(0),
  json,
});
const rejected = (failureCode: string) => ({ refundId: null, status: 'REJECTED', failureReason: { failureCode } });
const data = { refundId, status: 'COMPLETED', amount: '12.50', currency: 'ZMW' };

describe('the reply to a refund', () => {
  it.each([
    ['accepted', 200, { refundId, status: 'ACCEPTED' }, { kind: 'succeeded' }],
    ['accepted under the name of the guide', 200, { payoutId: refundId, status: 'ACCEPTED' }, { kind: 'succeeded' }],
    ['rejected without an id', 200, rejected('REFUND_IN_PROGRESS'), { kind: 'failed', code: 'REFUND_IN_PROGRESS' }],
    ['rejected for what was asked', 400, rejected('INVALID_AMOUNT'), { kind: 'failed', code: 'INVALID_AMOUNT' }],
    ['a duplicate', 200, { refundId, status: 'DUPLICATE_IGNORED' }, { kind: 'unknown', reason: 'duplicate' }],
    ['about another one', 200, { refundId: randomUUID(), status: 'ACCEPTED' }, { kind: 'unknown', reason: 'mismatch' }],
    ['about our token', 403, rejected('AUTHORISATION_ERROR'), { kind: 'unknown', reason: 'unauthorised' }],
    ['an error', 500, { failureReason: { failureCode: 'UNKNOWN_ERROR' } }, { kind: 'unknown', reason: 'server-error' }],
    ['rejected by an error', 200, rejected('UNKNOWN_ERROR'), { kind: 'unknown', reason: 'server-error' }],
    ['a word we do not know', 200, { refundId, status: 'PERHAPS' }, { kind: 'unknown', reason: 'unreadable' }],
    ['no JSON', 200, undefined, { kind: 'unknown', reason: 'unreadable' }],
  ])('that is %s', (_, status, body, outcome) => {
    expect(toRefundOutcome(reply(status, body), refundId)).toMatchObject(outcome);
  });

  it('that would certainly be no is not asked for', async () => {
    const client = new PawapayRefundClient({ baseUrl: 'http://127.0.0.1:1', token: 'none' });
    const input = { refundId, depositId: randomUUID(), amount: 100, currency: 'ZMW' } as const;
    for (const change of [{ refundId: 'x' }, { depositId: 'x' }, { amount: 0 }, { amount: 1.5 }]) {
      expect(await client.refund({ ...input, ...change })).toMatchObject({ kind: 'failed', sent: false });
    }
    expect(await client.refund(input)).toMatchObject({ kind: 'unknown', sent: false });
    await client.close();
  });
});

describe('the status of a refund', () => {
  it.each([
    ['completed', 200, { status: 'FOUND', data }, { kind: 'found', value: { standing: 'succeeded', amount: 1_250 } }],
    ['enqueued', 200, { status: 'FOUND', data: { ...data, status: 'ENQUEUED' } }, { value: { standing: 'pending' } }],
    ['a new word', 200, { status: 'FOUND', data: { ...data, status: 'NEW' } }, { value: { standing: 'unrecognised' } }],
    [
      'completed for nobody knows how much',
      200,
      { status: 'FOUND', data: { ...data, amount: '1e3' } },
      { kind: 'unknown' },
    ],
    ['of another one', 200, { status: 'FOUND', data: { ...data, refundId: randomUUID() } }, { reason: 'mismatch' }],
    ['not found', 200, { status: 'NOT_FOUND' }, { kind: 'notFound' }],
    ['refused for our token', 401, { status: 'REJECTED' }, { kind: 'unknown' }],
  ])('that is %s', (_, status, body, lookup) => {
    expect(toRefundLookup(reply(status, body), refundId)).toMatchObject(lookup);
  });

  it('comes by callback, under a key of operation, id and status', () => {
    const callback = parseRefundCallback(Buffer.from(JSON.stringify(data)));
    expect(callback).toMatchObject({ key: `refund:${refundId}:COMPLETED`, refund: { amount: 1_250 } });
    expect(parseRefundCallback(Buffer.from('{"payoutId":"x","status":"COMPLETED"}'))).toBeNull();
  });
});
