import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { messengerSuite } from '../messenger/messenger.suite.js';
import { type RecordedReply, RecordedServer } from '../provider.server.js';
import { parseResendEvent, ResendClient, verifySvixSignature } from './index.js';

const EVENT = readFileSync(new URL('./fixtures/email.delivered.json', import.meta.url));
const KEY = 're_not_for_logs';
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const ATTEMPT = '0198c7a2-0000-7000-8000-000000000001';
const MAIL = {
  ...{ reference: ATTEMPT, from: 'Pakashop <no-reply@pakashop.store>', to: 'chanda@example.com' },
  ...{ subject: 'Your code', text: 'Your code is 493021.', html: '<p>Your code is 493021.</p>' },
};

const refusal = (name: string, status: number): RecordedReply => ({
  status,
  json: { statusCode: status, name, message: `${MAIL.to} is refused` },
});
const signed = (rawBody: Uint8Array, seconds = Math.floor(Date.now() / 1000)) => {
  const key = Buffer.from(SECRET.slice(6), 'base64');
  const signature = createHmac('sha256', key).update(`msg_1.${seconds}.`).update(rawBody).digest('base64');
  return { 'svix-id': 'msg_1', 'svix-timestamp': String(seconds), 'svix-signature': `v1,${signature}` };
};

messengerSuite({
  name: 'resend',
  connect(baseUrl, options) {
    const client = new ResendClient({ baseUrl, apiKey: KEY, ...options });
    return { send: () => client.send(MAIL), close: () => client.close() };
  },
  secrets: [KEY, 'chanda', '493021'],
  accepted: { json: { id: '56761188-7520-42d8-8898-ff6fc54ce618' } },
  refusals: {
    'the rate limit': [
      refusal('rate_limit_exceeded', 429),
      { kind: 'refused', code: 'rate_limit_exceeded', fault: 'later' },
    ],
    'a wrong key': [refusal('invalid_api_key', 403), { kind: 'refused', code: 'invalid_api_key', fault: 'account' }],
    'a used-up quota': [
      refusal('daily_quota_exceeded', 429),
      { kind: 'refused', code: 'daily_quota_exceeded', fault: 'account' },
    ],
    'a wrong request': [
      refusal('validation_error', 422),
      { kind: 'refused', code: 'validation_error', fault: 'request' },
    ],
  },
  open: {
    'a key that is in use': refusal('concurrent_idempotent_requests', 409),
    'a key with another body': refusal('invalid_idempotent_request', 409),
    'an internal error': refusal('internal_server_error', 500),
    'an application error': refusal('application_error', 400),
  },
  webhook: () => ({ headers: signed(EVENT), rawBody: EVENT }),
  verify: (webhook) => verifySvixSignature({ ...webhook, receivedAt: new Date() }, [SECRET]),
  read: parseResendEvent,
  delivered: 'email.delivered',
  standings: {
    ...{ 'email.scheduled': 'waiting', 'email.sent': 'sent', 'email.delivery_delayed': 'sent' },
    ...{
      'email.delivered': 'delivered',
      'email.opened': 'read',
      'email.clicked': 'read',
      'email.complained': 'delivered',
    },
    ...{ 'email.bounced': 'failed', 'email.failed': 'failed', 'email.suppressed': 'failed' },
  },
});

describe('Resend', () => {
  const server = new RecordedServer();
  let client: ResendClient;

  beforeAll(async () => void (client = new ResendClient({ baseUrl: await server.start(), apiKey: KEY })));
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  it('is sent the documented mail under our key', async () => {
    server.reply({ json: { id: 'x' } });
    await client.send(MAIL);
    const [request] = server.seen;
    expect(request).toMatchObject({ method: 'POST', path: '/emails' });
    expect(request!.headers).toMatchObject({
      ...{ authorization: `Bearer ${KEY}`, 'idempotency-key': ATTEMPT, 'user-agent': 'pakashop' },
    });
    const { reference: _, to, ...rest } = MAIL;
    expect(JSON.parse(request!.body)).toEqual({ ...rest, to: [to], tags: [{ name: 'attempt', value: ATTEMPT }] });
  });

  it('signs as published: the vector of Svix, within five minutes', () => {
    const rawBody = Buffer.from('{"test": 2432232314}');
    const headers = {
      'svix-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'svix-timestamp': '1614265330',
      'svix-signature': 'v1,old v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const at = (seconds: number) =>
      verifySvixSignature({ headers, rawBody, receivedAt: new Date((1_614_265_330 + seconds) * 1000) }, [SECRET]);
    expect([at(0), at(300), at(-300)]).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    expect([at(301), at(-301)]).toMatchObject([{ reason: 'expired' }, { reason: 'expired' }]);
    const odd = { ...headers, 'svix-timestamp': 'NaN' };
    expect(verifySvixSignature({ headers: odd, rawBody, receivedAt: new Date() }, [SECRET])).toMatchObject({
      ok: false,
    });
  });

  it('tells a dead address from a full mailbox and from a complaint', () => {
    const event = (type: string, bounce?: object) => {
      const body = JSON.parse(EVENT.toString()) as { data: object };
      return parseResendEvent(Buffer.from(JSON.stringify({ ...body, type, data: { ...body.data, bounce } })));
    };
    const hard = { type: 'Permanent', subType: 'General', message: 'chanda@example.com does not exist' };
    expect(event('email.bounced', hard)).toMatchObject({
      ...{ standing: 'failed', code: 'bounced:permanent', suppression: 'HARD_BOUNCE', recipient: 'chanda@example.com' },
    });
    expect(event('email.bounced', { ...hard, type: 'Transient' })).toMatchObject({ suppression: null });
    expect(event('email.complained')).toMatchObject({ standing: 'delivered', suppression: 'COMPLAINT' });
  });

  it('repeats our id, in either form of the tags', () => {
    const listed = EVENT.toString().replace(/"tags": \{[^}]+\}/, `"tags": [{"name":"attempt","value":"${ATTEMPT}"}]`);
    expect(parseResendEvent(EVENT)).toMatchObject({ reference: ATTEMPT });
    expect(parseResendEvent(Buffer.from(listed))).toMatchObject({ reference: ATTEMPT });
  });
});
