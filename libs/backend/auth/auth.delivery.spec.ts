import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, newId, sql } from '@pakashop/platform';
import { bootApp, drain } from '@pakashop/platform/testing';
import type { FastifyInstance } from 'fastify';
import { readConfig } from '../../../apps/sandbox/core/config.js';
import type { Item } from '../../../apps/sandbox/messages/messages.types.js';
import type { Sandbox } from '../../../apps/sandbox/sandbox.js';
import { createServer } from '../../../apps/sandbox/server.js';
import type { CodeSent } from './auth.codes.dto.js';
import type { SignedIn } from './auth.dto.js';
import { People, registry, TEST_PASSWORD, TEST_SECRET } from './auth.fixtures.js';
import { newPhone } from './auth.letters.fixtures.js';

let companies: FastifyInstance;
let sandbox: Sandbox;
let people: People;
let worker: NestFastifyApplication;

beforeAll(async () => {
  ({ app: companies, sandbox } = createServer(readConfig({ SANDBOX_CALLBACK_URL: 'http://127.0.0.1:9' })));
  const env = {
    SANDBOX_URL: await companies.listen({ host: '127.0.0.1', port: 0 }),
    SANDBOX_SMTP_URL: `smtp://127.0.0.1:${await sandbox.mail.listen('127.0.0.1', 0)}`,
    STOREFRONT_URL: 'https://shop.example',
  };
  people = await People.boot(env);
  worker = await bootApp('worker', registry, { JWT_SECRET: TEST_SECRET, ...env });
});
afterAll(async () => {
  await people?.app.close();
  await worker?.close();
  await companies?.close();
});

const post = <T = CodeSent>(path: string, body: object) => people.call<T>('POST', path, { body });
const confirm = (path: string, code: string) => post<SignedIn>(path, { code });
const email = () => `inbox-${newId()}@example.com`;

/** The message that comes to somebody, once it is there. */
async function arrived(contact: string, isIt: (item: Item) => boolean = () => true): Promise<Item> {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    await drain(worker);
    const item = sandbox.messages.to(contact).find((each) => each.state !== 'failed' && isIt(each));
    if (item) return item;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('nothing came within ten seconds');
}
const codeIn = ({ text, params }: Item): string => params?.[0] ?? /\b\d{6}\b/.exec(text)![0];

describe('what really arrives', () => {
  it('signs somebody in who reads it on the phone', async () => {
    const { typed, phone } = newPhone();
    const { body } = await post('/auth/codes', { phone: typed });
    const message = await arrived(phone);
    expect(message).toMatchObject({ carrier: 'whatsapp', template: 'pakashop_code' });
    const answer = await confirm(`/auth/codes/${body.challengeId}/confirm`, codeIn(message));
    expect(answer).toMatchObject({ status: 200, body: { user: { phone } } });
  });

  it('comes by SMS where WhatsApp does not take it', async () => {
    const { phone } = newPhone();
    sandbox.bench.faults.add({ provider: 'whatsapp', operation: 'message', kind: 'rejected', code: '131026' });
    const { body } = await post('/auth/codes', { phone });
    const message = await arrived(phone);
    expect(message.channel).toBe('sms');
    expect(message.text).toContain('Nobody from Pakashop ever asks you for it');
    expect((await confirm(`/auth/codes/${body.challengeId}/confirm`, codeIn(message))).status).toBe(200);
  });

  it('opens an account by e-mail, and tells the owner of one that there is one', async () => {
    const address = email();
    const request = { name: 'Mutinta', email: address, password: TEST_PASSWORD };
    const { body } = await post('/auth/register', request);
    const mail = await arrived(address);
    expect(mail).toMatchObject({ channel: 'email', subject: 'Your Pakashop code to open an account' });
    expect((await confirm(`/auth/register/${body.challengeId}/confirm`, codeIn(mail))).status).toBe(200);

    await post('/auth/register', request);
    const notice = await arrived(address, ({ subject }) => subject === 'You already have a Pakashop account');
    expect(notice.text).not.toMatch(/\d{6}/);
  });

  it('sets a new password by the link of a mail, and is sent to nobody without an account', async () => {
    const { email: address } = await people.register();
    const stranger = email();
    const { body } = await post('/auth/password-reset', { email: stranger });
    await post('/auth/password-reset', { email: address });
    const mail = await arrived(address, ({ subject }) => subject === 'Your Pakashop link to set a new password');
    const { state } = await people.app.get(Database).one<{ state: string }>(sql`
      SELECT state FROM backend.messages WHERE reference = ${body.challengeId}`);
    expect({ state, sent: sandbox.messages.to(stranger) }).toEqual({ state: 'WITHDRAWN', sent: [] });
    const [, link] = /(https:\S+)/.exec(mail.text)!;
    expect(link).toMatch(/^https:\/\/shop\.example\/sign-in\/new-password#token=/);
    const token = link!.split('#token=')[1];
    const newPassword = 'the lechwe of Blue Lagoon';
    expect((await post<SignedIn>('/auth/password-reset/confirm', { token, newPassword })).status).toBe(200);
    expect((await people.tryPassword(address, { password: newPassword })).status).toBe(200);
  });
});
