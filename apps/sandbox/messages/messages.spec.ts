import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { createHmac, randomUUID } from 'node:crypto';
import { Resend } from 'resend';
import { Stage, until } from '../testing/stage.js';
import type { Item } from './messages.types.js';

let stage: Stage;
beforeAll(async () => void (stage = await Stage.open()));
beforeEach(() => stage.reset());
afterAll(() => stage.close());

const SID = 'AC00000000000000000000000000005a4d';
const PHONE = '+260971234567';
type Json = Record<string, unknown>;

const inbox = async (query: string): Promise<Item[]> => (await stage.control<Item[]>(`/messages?${query}`)).body;
const told = (field: string) => stage.received.map(({ body }) => body[field]);

async function twilio(form: Record<string, string> | undefined, path = '', token = 'sandbox-twilio-token') {
  const reply = await fetch(`${stage.url}/twilio/2010-04-01/Accounts/${SID}/Messages${path}`, {
    method: form ? 'POST' : 'GET',
    headers: { authorization: `Basic ${Buffer.from(`${SID}:${token}`).toString('base64')}` },
    body: form && new URLSearchParams(form),
  });
  return { status: reply.status, body: (await reply.json()) as Json };
}
const sms = (change: Record<string, string> = {}) => ({
  ...{ To: PHONE, From: 'Pakashop', Body: 'Your code is 493021.', StatusCallback: `${callbackBase()}/sms?attempt=7` },
  ...change,
});
const callbackBase = () => new URL(stage.sandbox.bench.settings.resend.callbackUrl).origin;

describe('Twilio', () => {
  it('takes a message and calls back each status, signed over address and form', async () => {
    const { status, body } = await twilio(sms(), '.json');
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'queued', to: PHONE, num_segments: '1', error_code: null, date_sent: null });
    await until(() => stage.received.length === 2);
    expect(told('MessageStatus')).toEqual(['sent', 'delivered']);
    const [{ headers, raw, path }] = stage.received as [(typeof stage.received)[number]];
    const fields = [...new URLSearchParams(raw)].toSorted(([a], [b]) => (a < b ? -1 : 1)).flat();
    const signature = createHmac('sha1', 'sandbox-twilio-token').update(callbackBase() + path + fields.join(''));
    expect(headers['x-twilio-signature']).toBe(signature.digest('base64'));
    expect(path).toBe('/sms?attempt=7');
    expect((await twilio(undefined, `/${body.sid as string}.json`)).body).toMatchObject({ status: 'delivered' });
  });

  it('lists messages, newest first, by recipient', async () => {
    await twilio(sms({ Body: 'one' }), '.json');
    await twilio(sms({ Body: 'two', To: '+260961234567' }), '.json');
    await twilio(sms({ Body: 'three' }), '.json');
    const { body } = await twilio(undefined, `.json?To=${encodeURIComponent(PHONE)}`);
    expect((body.messages as Json[]).map((one) => one.body)).toEqual(['three', 'one']);
  });

  it.each([
    [{ To: '0971234567' }, 400, 21211],
    [{ Body: '' }, 400, 21602],
    [{ Body: 'x'.repeat(1601) }, 400, 21617],
    [{ From: '' }, 400, 21603],
    [{ From: 'Longer than eleven' }, 400, 21212],
    [{ StatusCallback: 'nowhere' }, 400, 21609],
    [{ ValidityPeriod: '0' }, 400, 20001],
    [{ Unknown: 'x' }, 400, 20001],
  ])('turns %o down', async (change, status, code) => {
    expect(await twilio(sms(change as Record<string, string>), '.json')).toMatchObject({ status, body: { code } });
    expect(await inbox(`to=${encodeURIComponent(PHONE)}`)).toEqual([]);
  });

  it('turns strangers, unknown messages and numbers that said STOP down', async () => {
    expect(await twilio(sms(), '.json', 'wrong')).toMatchObject({ status: 401, body: { code: 20003 } });
    expect(await twilio(undefined, '/SMnone.json')).toMatchObject({ status: 404, body: { code: 20404 } });
    await stage.control('/twilio/settings', { optedOut: [PHONE] });
    expect(await twilio(sms(), '.json')).toMatchObject({ status: 400, body: { code: 21610 } });
  });

  it('reports what faults make of a message and of its callbacks', async () => {
    await stage.fault({ provider: 'twilio', operation: 'delivery', kind: 'fail', code: '30003' });
    await stage.fault({ provider: 'twilio', operation: 'callback', kind: 'reorder', ms: 5_000 });
    await stage.fault({ provider: 'twilio', operation: 'callback', kind: 'duplicate', times: 2 });
    await twilio(sms(), '.json');
    await until(() => stage.received.length === 4);
    expect(told('MessageStatus').slice(0, 2)).toEqual(['undelivered', 'undelivered']);
    expect(stage.received[0]!.body).toMatchObject({ ErrorCode: '30003' });
    expect(await inbox('state=failed')).toMatchObject([{ code: '30003' }]);
  });
});

describe('Resend, by its own SDK', () => {
  const base = process.env.RESEND_BASE_URL;
  let resend: Resend;
  beforeEach(() => {
    process.env.RESEND_BASE_URL = `${stage.url}/resend`;
    resend = new Resend('re_sandbox_key');
    stage.sandbox.bench.settings.resend.perSecond = 1000;
  });
  afterEach(() => void (process.env.RESEND_BASE_URL = base ?? ''));

  const mail = { from: 'Pakashop <no-reply@pakashop.store>', to: 'chanda@example.com', subject: 'Hi', text: 'Hello' };

  it('takes a mail and reports on it so that the SDK believes it', async () => {
    const { data, error } = await resend.emails.send({ ...mail, tags: [{ name: 'attempt', value: '7' }] });
    expect(error).toBeNull();
    await until(() => stage.received.length === 2);
    expect(told('type')).toEqual(['email.sent', 'email.delivered']);
    const { headers, raw } = stage.received[0]!;
    const event = resend.webhooks.verify({
      payload: raw,
      headers: {
        id: headers['svix-id'] as string,
        timestamp: headers['svix-timestamp'] as string,
        signature: headers['svix-signature'] as string,
      },
      webhookSecret: stage.sandbox.bench.config.resendSecret,
    });
    expect(event).toMatchObject({ type: 'email.sent', data: { email_id: data!.id, tags: { attempt: '7' } } });
  });

  it('answers the same key with the same mail, and refuses it with another', async () => {
    const idempotencyKey = randomUUID();
    const first = await resend.emails.send(mail, { idempotencyKey });
    const again = await resend.emails.send(mail, { idempotencyKey });
    const other = await resend.emails.send({ ...mail, subject: 'Other' }, { idempotencyKey });
    expect(again.data).toEqual(first.data);
    expect(other.error).toMatchObject({ name: 'invalid_idempotent_request', statusCode: 409 });
    expect((await resend.emails.send(mail, { idempotencyKey: 'x'.repeat(257) })).error).toMatchObject({
      name: 'invalid_idempotency_key',
    });
    expect(await inbox('to=Chanda@Example.com')).toHaveLength(1);
  });

  it('takes five requests in a second', async () => {
    stage.sandbox.bench.settings.resend.perSecond = 5;
    jest.useFakeTimers({
      now: 1_795_372_200_500,
      doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask'],
    });
    const answers = [];
    for (let i = 0; i < 6; i++) answers.push(await resend.emails.send(mail));
    jest.useRealTimers();
    expect(answers.map(({ error }) => error?.name)).toEqual([...Array.from({ length: 5 }), 'rate_limit_exceeded']);
    expect(answers[5]!.headers).toMatchObject({ 'retry-after': '1', 'ratelimit-remaining': '0' });
  });

  it.each([
    [{ from: 'nobody' }, 'validation_error'],
    [{ to: Array.from({ length: 51 }, (_, i) => `p${i}@example.com`) }, 'validation_error'],
    [{ subject: '' }, 'missing_required_field'],
    [{ text: undefined }, 'validation_error'],
    [{ tags: [{ name: 'a b', value: 'c' }] }, 'validation_error'],
  ])('turns %o down', async (change, name) => {
    const { error } = await resend.emails.send({ ...mail, ...change } as typeof mail);
    expect(error).toMatchObject({ name });
  });

  it('turns a wrong key down', async () => {
    expect((await new Resend('re_wrong').emails.send(mail)).error).toMatchObject({ name: 'invalid_api_key' });
  });

  it('takes a batch as a whole, or what is in order of it', async () => {
    const batch = [mail, { ...mail, from: 'nobody' }];
    const strict = await resend.batch.send(batch);
    expect(strict.error).toMatchObject({ name: 'validation_error' });
    expect(await inbox('carrier=resend')).toEqual([]);
    const permissive = await resend.batch.send(batch, { batchValidation: 'permissive' });
    expect(permissive.data).toMatchObject({ data: [{}], errors: [{ index: 1 }] });
    expect(await inbox('carrier=resend')).toHaveLength(1);
  });

  it('reports a bounce', async () => {
    await stage.fault({ provider: 'resend', operation: 'delivery', kind: 'fail', code: 'permanent' });
    await resend.emails.send(mail);
    await until(() => stage.received.length === 2);
    expect(stage.received[1]!.body).toMatchObject({ type: 'email.bounced', data: { bounce: { type: 'Permanent' } } });
  });
});

describe('WhatsApp', () => {
  const send = (body: Json, path = '/v26.0/100000000000002/messages', token = 'sandbox-whatsapp-token') =>
    stage.call<Json>(`/whatsapp${path}`, body, { authorization: `Bearer ${token}` });
  const parameters = (text: string) => [{ type: 'text', text }];
  const code = (change: Json = {}, button: Json = {}) => ({
    ...{ messaging_product: 'whatsapp', recipient_type: 'individual', to: '260971234567', type: 'template' },
    ...{ biz_opaque_callback_data: 'attempt-7' },
    template: {
      ...{ name: 'pakashop_code', language: { code: 'en' } },
      components: [
        { type: 'body', parameters: parameters('493021') },
        { type: 'button', sub_type: 'url', index: '0', parameters: parameters('493021'), ...button },
      ],
      ...change,
    },
  });
  const codeOf = ({ body }: { body: Json }) => (body.error as Json).code;

  it('takes a template and tells its statuses with our own id, signed over the bytes', async () => {
    const { status, body } = await send(code());
    expect(status).toBe(200);
    expect(body).toMatchObject({
      contacts: [{ wa_id: '260971234567' }],
      messages: [{ id: expect.stringMatching(/^wamid\./) }],
    });
    await until(() => stage.received.length === 2);
    const [{ raw, headers }] = stage.received as [(typeof stage.received)[number]];
    expect(headers['x-hub-signature-256']).toBe(
      `sha256=${createHmac('sha256', 'sandbox-whatsapp-secret').update(raw).digest('hex')}`,
    );
    expect(raw).toContain('"biz_opaque_callback_data":"attempt-7"');
    expect(raw).toContain('"status":"sent"');
    expect(stage.received[1]!.raw).toContain('"status":"delivered"');
  });

  it.each([
    ['an unknown template', code({ name: 'nobody' }), 132001],
    ['another language', code({ language: { code: 'fr' } }), 132001],
    ['too few parameters', code({ components: [] }), 132000],
    ['a code without its button', code({ components: [{ type: 'body', parameters: parameters('1') }] }), 131008],
    ['another code on the button', code({}, { parameters: parameters('1') }), 132012],
    ['a number for an index', code({}, { index: 0 }), 132012],
    ['no product', { ...code(), messaging_product: 'x' }, 100],
    ['an unknown field', { ...code(), extra: 1 }, 100],
    ['no number', { ...code(), to: 'x' }, 131009],
    ['free text outside the window', { ...code(), type: 'text', template: undefined, text: { body: 'hi' } }, 131047],
  ])('turns %s down', async (_, body, expected) => {
    expect(codeOf(await send(body))).toBe(expected);
    expect(await inbox('carrier=whatsapp')).toEqual([]);
  });

  it('takes free text where the person wrote first', async () => {
    await stage.control('/whatsapp/settings', { openWindows: [PHONE] });
    const reply = await send({ ...code(), type: 'text', template: undefined, text: { body: 'Hello 🌍' } });
    expect(reply.status).toBe(200);
  });

  it('turns strangers and other numbers down', async () => {
    expect(codeOf(await send(code(), undefined, 'wrong'))).toBe(190);
    expect(codeOf(await send(code(), '/v26.0/1/messages'))).toBe(33);
  });
});

describe('mail over SMTP', () => {
  it('lands in the inbox with its text in any encoding', async () => {
    const transport = createTransport({ host: '127.0.0.1', port: stage.mailPort, secure: false, ignoreTLS: true });
    const text = `Zikomo — ${'long '.repeat(40)}€ = 1`;
    await transport.sendMail({
      ...{ from: 'Pakashop <no-reply@pakashop.store>', to: 'Chanda <chanda@example.com>', subject: 'Zikomo — thanks' },
      ...{ text, html: `<p>${text}</p>`, messageId: '<7@pakashop>' },
    });
    transport.close();
    expect(await inbox('to=chanda@example.com')).toMatchObject([
      {
        carrier: 'smtp',
        subject: 'Zikomo — thanks',
        text: text.trim(),
        html: `<p>${text}</p>`,
        reference: '<7@pakashop>',
        state: 'delivered',
      },
    ]);
  });
});

describe('the inbox', () => {
  it('shows a phone and a mailbox, and no markup of a message as its own', async () => {
    await twilio(sms({ Body: 'Your code is 493021 <script>alert(1)</script>' }), '.json');
    const page = await (await fetch(`${stage.url}/inbox`)).text();
    expect(page).toContain('<b>493021</b>');
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).toContain('+260 97 123 4567');
    const other = await (await fetch(`${stage.url}/inbox?to=260961234567`)).text();
    expect(other).toContain('Nobody has been written to yet');
  });

  it('is emptied by a reset, and can be told what became of a message', async () => {
    await stage.fault({ provider: 'twilio', operation: 'delivery', kind: 'stuck' });
    await twilio(sms(), '.json');
    const [item] = await inbox('carrier=twilio');
    expect((await stage.control(`/messages/${item!.id}`, { state: 'read' })).body).toMatchObject({ state: 'read' });
    expect((await stage.control(`/messages/${item!.id}`, { state: 'lost' })).status).toBe(400);
    expect((await stage.control('/messages/none', { state: 'read' })).status).toBe(404);
    await stage.control('/reset', {});
    expect(await inbox('')).toEqual([]);
  });

  it('sends forged reports on demand', async () => {
    await twilio(sms(), '.json');
    const [item] = await inbox('carrier=twilio');
    const { body } = await stage.control('/twilio/callbacks/forge', { id: item!.id, variant: 'unsigned' });
    expect(body).toMatchObject({ answer: 200, forged: 'unsigned' });
    expect(stage.received.find(({ headers }) => headers['x-twilio-signature'] === undefined)).toBeDefined();
    expect((await stage.control('/twilio/callbacks/forge', { id: item!.id, variant: 'amount' })).status).toBe(400);
  });
});
