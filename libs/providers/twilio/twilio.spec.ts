import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { messengerSuite } from '../messenger/messenger.suite.js';
import { type RecordedReply, RecordedServer } from '../provider.server.js';
import { parseTwilioCallback, TwilioClient, verifyTwilioSignature } from './index.js';

const MESSAGE = JSON.parse(readFileSync(new URL('./fixtures/message.created.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>;
const SID = MESSAGE.sid as string;
const TOKEN = 'token-not-for-logs';
const URL_CALLED = 'https://api.example.com/api/v1/messages/webhook/twilio?attempt=0198c7a2';
const ACCOUNT = { accountSid: MESSAGE.account_sid as string, authToken: TOKEN, from: 'Pakashop' };
const SMS = { to: '+260971234567', body: MESSAGE.body as string, statusCallback: URL_CALLED, validitySeconds: 600 };

const refusal = (code: number, status = 400): RecordedReply => ({
  status,
  json: { code, message: `The 'To' number ${SMS.to} is refused`, more_info: 'https://…', status },
});
const CALLBACK = new URLSearchParams({ MessageSid: SID, MessageStatus: 'delivered', To: SMS.to, From: 'Pakashop' });
const signatureOf = (url: string, form: URLSearchParams, token: string) => {
  const fields = [...form].toSorted(([a], [b]) => (a < b ? -1 : 1)).flat();
  return createHmac('sha1', token)
    .update(url + fields.join(''))
    .digest('base64');
};

messengerSuite({
  name: 'twilio',
  connect(baseUrl, options) {
    const client = new TwilioClient({ baseUrl, ...ACCOUNT, ...options });
    return { send: () => client.send(SMS), close: () => client.close() };
  },
  secrets: [TOKEN, '260971234567', '971234567', '493021'],
  accepted: { status: 201, json: MESSAGE },
  refusals: {
    'no valid number': [refusal(21211), { kind: 'refused', code: '21211', fault: 'recipient' }],
    'no mobile number': [refusal(21614), { kind: 'refused', code: '21614', fault: 'recipient' }],
    'opted out': [refusal(21610), { kind: 'refused', code: '21610', fault: 'opted-out' }],
    'country not switched on': [refusal(21408, 403), { kind: 'refused', code: '21408', fault: 'account' }],
    'wrong credentials': [refusal(20003, 401), { kind: 'refused', code: '20003', fault: 'account' }],
    'too many requests': [refusal(20429, 429), { kind: 'refused', code: '20429', fault: 'later' }],
    'anything else': [refusal(21617), { kind: 'refused', code: '21617', fault: 'request' }],
  },
  open: { 'an internal error': refusal(20500, 500) },
  webhook: () => ({
    headers: { 'x-twilio-signature': signatureOf(URL_CALLED, CALLBACK, TOKEN) },
    rawBody: Buffer.from(CALLBACK.toString()),
  }),
  verify: (webhook) => verifyTwilioSignature({ ...webhook, url: URL_CALLED }, [TOKEN]),
  read: parseTwilioCallback,
  delivered: 'delivered',
  standings: {
    ...{ accepted: 'waiting', scheduled: 'waiting', queued: 'waiting', sending: 'waiting', sent: 'sent' },
    ...{ delivered: 'delivered', partially_delivered: 'delivered', read: 'read' },
    ...{ undelivered: 'failed', failed: 'failed', canceled: 'failed' },
  },
});

describe('Twilio', () => {
  const server = new RecordedServer();
  let client: TwilioClient;
  let service: TwilioClient;

  beforeAll(async () => {
    const baseUrl = await server.start();
    client = new TwilioClient({ baseUrl, ...ACCOUNT });
    service = new TwilioClient({ baseUrl, ...ACCOUNT, from: `MG${'0'.repeat(32)}` });
  });
  afterAll(async () => {
    await Promise.all([client.close(), service.close()]);
    await server.stop();
  });

  it('is sent the documented form, with Basic credentials', async () => {
    server.reply({ status: 201, json: MESSAGE });
    expect(await client.send(SMS)).toEqual({ kind: 'accepted', id: SID });
    const [request] = server.seen;
    expect(request).toMatchObject({ method: 'POST', path: `/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages.json` });
    expect(request!.headers).toMatchObject({
      authorization: `Basic ${Buffer.from(`${ACCOUNT.accountSid}:${TOKEN}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(Object.fromEntries(new URLSearchParams(request!.body))).toEqual({
      ...{ To: SMS.to, From: 'Pakashop', Body: SMS.body, StatusCallback: URL_CALLED, ValidityPeriod: '600' },
    });
  });

  it('is told a messaging service by its own field, and a validity within its bounds', async () => {
    server.reply({ status: 201, json: MESSAGE });
    await service.send({ ...SMS, validitySeconds: 86_400 });
    const form = new URLSearchParams(server.seen[0]!.body);
    expect([form.get('MessagingServiceSid'), form.get('From')]).toEqual([`MG${'0'.repeat(32)}`, null]);
    expect(form.get('ValidityPeriod')).toBe('36000');
  });

  it('is not asked for what it would certainly refuse', async () => {
    server.reply({ status: 201, json: MESSAGE });
    expect(await client.send({ ...SMS, to: '0971234567' })).toMatchObject({ kind: 'refused', fault: 'recipient' });
    expect(await client.send({ ...SMS, body: 'x'.repeat(1601) })).toMatchObject({ kind: 'refused', fault: 'request' });
    expect(server.seen).toEqual([]);
  });

  it('finds the messages of a number with this text since a time', async () => {
    const older = { ...MESSAGE, sid: 'SMolder', date_created: 'Sun, 22 Nov 2026 18:00:00 +0000' };
    const other = { ...MESSAGE, sid: 'SMother', body: 'Pakashop: your code is 111111.' };
    const trial = { ...MESSAGE, sid: 'SMtrial', body: `Sent from your Twilio trial account - ${SMS.body}` };
    server.reply({ json: { messages: [trial, MESSAGE, other, older, { sid: 'SMbroken' }] } });
    const since = new Date('2026-11-22T18:30:00Z');
    const found = await client.search({ to: SMS.to, body: SMS.body, since });
    expect(found).toMatchObject({ kind: 'succeeded', value: [{ id: 'SMtrial' }, { id: SID, standing: 'waiting' }] });
    expect(new URL(server.seen[0]!.path, 'http://x').searchParams.get('To')).toBe(SMS.to);
    server.reply({ status: 500, json: { messages: [] } });
    expect(await client.search({ to: SMS.to, body: SMS.body, since })).toMatchObject({ kind: 'unknown' });
  });

  it('tells what became of one message', async () => {
    server.reply({ json: { ...MESSAGE, status: 'undelivered', error_code: 30003 } });
    expect(await client.fetch(SID)).toMatchObject({ kind: 'found', value: { standing: 'failed', code: '30003' } });
    server.reply({ status: 404, json: { code: 20404, status: 404 } });
    expect(await client.fetch(SID)).toEqual({ kind: 'notFound' });
    server.reply({ json: { ...MESSAGE, sid: 'SMother' } });
    expect(await client.fetch(SID)).toMatchObject({ kind: 'unknown' });
  });

  it('signs as published: the vector of the documentation', () => {
    const form = 'MessageSid=SM123&MessageStatus=delivered&To=%2B260971234567';
    const headers = { 'x-twilio-signature': 'MTOF0uELpt2nPGxgu0Fc9P2w4Mc=' };
    const call = { headers, url: 'https://example.com/twilio/status?a=1', rawBody: Buffer.from(form) };
    expect(verifyTwilioSignature(call, ['12345'])).toMatchObject({ ok: true });
    expect(verifyTwilioSignature({ ...call, url: 'https://example.com/twilio/status' }, ['12345'])).toMatchObject({
      ok: false,
    });
    expect(verifyTwilioSignature(call, ['12346'])).toMatchObject({ ok: false });
    expect(verifyTwilioSignature(call, [''])).toMatchObject({ ok: false });
    expect(verifyTwilioSignature(call, ['next', '12345'])).toMatchObject({ ok: true });
  });

  it('names the address of somebody who said STOP', () => {
    const form = 'MessageSid=SM1&MessageStatus=undelivered&ErrorCode=21610&To=%2B260971234567';
    expect(parseTwilioCallback(Buffer.from(form))).toMatchObject({
      suppression: 'OPT_OUT',
      recipient: '+260971234567',
    });
  });
});
