import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Handed, RefusalFault } from '../messenger/messenger.js';
import { messengerSuite } from '../messenger/messenger.suite.js';
import { type RecordedReply, RecordedServer } from '../provider.server.js';
import { answerChallenge, parseWhatsappStatuses, verifyHubSignature, WhatsappClient } from './index.js';

const STATUS = readFileSync(new URL('./fixtures/status.delivered.json', import.meta.url));
const BUSINESS = '102290129340398';
const TOKEN = 'EAAG-not-for-logs';
const SECRET = 'app_secret';
const ATTEMPT = '0198c7a2-0000-7000-8000-000000000001';
const CODE = {
  ...{ reference: ATTEMPT, to: '+260971234567', name: 'pakashop_code', language: 'en' },
  ...{ params: ['493021'], button: '493021' },
};
const ACCEPTED = {
  messaging_product: 'whatsapp',
  contacts: [{ input: '260971234567', wa_id: '260971234567' }],
  messages: [{ id: 'wamid.HBgMMjYwOTcxMjM0NTY3FQIAERgSMEQ0', message_status: 'accepted' }],
};

const error = (code: number, status = 400): RecordedReply => ({
  status,
  json: { error: { message: `(#${code}) 260971234567`, type: 'OAuthException', code, fbtrace_id: 'A' } },
});
const refusal = (code: number, fault: RefusalFault, status = 400): [RecordedReply, Handed] => [
  error(code, status),
  { kind: 'refused', code: String(code), fault },
];

messengerSuite({
  name: 'whatsapp',
  connect(baseUrl, options) {
    const client = new WhatsappClient({ baseUrl, phoneNumberId: '106540352242922', token: TOKEN, ...options });
    return { send: () => client.sendTemplate(CODE), close: () => client.close() };
  },
  secrets: [TOKEN, '260971234567', '971234567', '493021', 'wamid'],
  accepted: { json: ACCEPTED },
  refusals: {
    'not on WhatsApp': refusal(131026, 'recipient'),
    'too many messages to this person': refusal(131056, 'later'),
    throughput: refusal(130429, 'later', 429),
    maintenance: refusal(131057, 'later', 503),
    'a token that expired': refusal(190, 'account', 401),
    'missing permission': refusal(200, 'account', 403),
    'a template that is paused': refusal(132015, 'account'),
    'a number that is not registered': refusal(133010, 'account'),
    'opted out': refusal(131050, 'opted-out'),
    'wrong parameters': refusal(132000, 'request'),
    'an unknown template': refusal(132001, 'request', 404),
  },
  open: { 'something that went wrong': error(131000, 500), 'an unknown error': error(1, 400), '2': error(2, 503) },
  webhook: () => ({
    headers: { 'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(STATUS).digest('hex')}` },
    rawBody: STATUS,
  }),
  verify: (webhook) => verifyHubSignature(webhook, [SECRET]),
  read: (rawBody) => parseWhatsappStatuses(rawBody, BUSINESS)[0],
  delivered: '"status": "delivered"',
  standings: Object.fromEntries(
    Object.entries({
      sent: 'sent',
      delivered: 'delivered',
      read: 'read',
      played: 'read',
      failed: 'failed',
    } as const).map(([word, standing]) => [`"status": "${word}"`, standing]),
  ),
});

describe('WhatsApp', () => {
  const server = new RecordedServer();
  let client: WhatsappClient;

  beforeAll(async () => {
    client = new WhatsappClient({ baseUrl: await server.start(), phoneNumberId: '106540352242922', token: TOKEN });
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });
  const template = () => (JSON.parse(server.seen[0]!.body) as { template: object }).template;

  it('is sent a code twice: for the text and for the button that copies it', async () => {
    server.reply({ json: ACCEPTED });
    expect(await client.sendTemplate(CODE)).toEqual({ kind: 'accepted', id: null });
    expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/v26.0/106540352242922/messages' });
    expect(server.seen[0]!.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(JSON.parse(server.seen[0]!.body)).toEqual({
      ...{ messaging_product: 'whatsapp', recipient_type: 'individual', to: '260971234567', type: 'template' },
      template: {
        ...{ name: 'pakashop_code', language: { code: 'en' } },
        components: [
          { type: 'body', parameters: [{ type: 'text', text: '493021' }] },
          { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '493021' }] },
        ],
      },
      biz_opaque_callback_data: ATTEMPT,
    });
  });

  it('is sent a notice without a button', async () => {
    server.reply({ json: ACCEPTED });
    await client.sendTemplate({ ...CODE, name: 'pakashop_notice', params: ['Hello'], button: undefined });
    expect(template()).toMatchObject({ components: [{ type: 'body', parameters: [{ text: 'Hello' }] }] });
  });

  it('is not asked for a number that is none', async () => {
    server.reply({ json: ACCEPTED });
    expect(await client.sendTemplate({ ...CODE, to: '0971234567' })).toMatchObject({ fault: 'recipient' });
    expect(server.seen).toEqual([]);
  });

  it('signs as published: the vector of the documentation', () => {
    const rawBody = Buffer.from('{"object":"whatsapp_business_account","entry":[]}');
    const signature = 'sha256=c236c758c9b2bd40b388a550eeca09eaca72384dd0aa5e7c31d19cddac5bba46';
    const headers = { 'x-hub-signature-256': signature };
    expect(verifyHubSignature({ headers, rawBody }, ['app_secret'])).toMatchObject({ ok: true });
    expect(verifyHubSignature({ headers, rawBody }, ['other'])).toMatchObject({ ok: false });
    const upper = { 'x-hub-signature-256': signature.toUpperCase() };
    expect(verifyHubSignature({ headers: upper, rawBody }, ['app_secret'])).toMatchObject({ ok: false });
  });

  it('reports many statuses at once, of which only those of our account count', () => {
    const body = JSON.parse(STATUS.toString()) as { entry: { id: string }[] };
    const [entry] = body.entry;
    const several = {
      ...body,
      entry: [entry, { ...entry, id: '1' }, entry, { id: BUSINESS, changes: [{ field: 'x' }] }],
    };
    const reports = parseWhatsappStatuses(Buffer.from(JSON.stringify(several)), BUSINESS);
    expect(reports).toMatchObject([{ reference: ATTEMPT }, { reference: ATTEMPT }]);
  });

  it('says why a message failed', () => {
    const failed = STATUS.toString()
      .replace('"delivered"', '"failed"')
      .replace('"pricing":', '"errors": [{ "code": 131026, "title": "Message undeliverable" }], "pricing":');
    const [report] = parseWhatsappStatuses(Buffer.from(failed), BUSINESS);
    expect(report).toMatchObject({ standing: 'failed', code: '131026', suppression: null });
  });

  it('is answered its challenge by who shares the token', () => {
    const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'ours', 'hub.challenge': '1158201444' };
    expect(answerChallenge(query, 'ours')).toBe('1158201444');
    expect(answerChallenge(query, 'other')).toBeUndefined();
    expect(answerChallenge({ ...query, 'hub.verify_token': '' }, '')).toBeUndefined();
    expect(answerChallenge({ ...query, 'hub.mode': 'x' }, 'ours')).toBeUndefined();
    expect(answerChallenge({ ...query, 'hub.verify_token': ['ours', 'ours'] }, 'ours')).toBeUndefined();
  });
});
