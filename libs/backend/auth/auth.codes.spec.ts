import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Database, newId, sql } from '@pakashop/platform';
import type { CodeSent, LinkSent } from './auth.codes.dto.js';
import { Codes } from './auth.codes.js';
import type { SignedIn } from './auth.dto.js';
import { People } from './auth.fixtures.js';
import { letterOf, newPhone, tokenOf, traceOf } from './auth.letters.fixtures.js';

type Refusal = { code: string; correlationId?: string };

let people: People;
let db: Database;

beforeAll(async () => {
  people = await People.boot({ CODE_PER_HOUR: '6', STOREFRONT_URL: 'https://shop.example' });
  db = people.app.get(Database);
});
afterAll(() => people.app.close());

const ask = async <T = CodeSent>(body: object) => people.call<T>('POST', '/auth/codes', { body });
const challengeFor = async (body: object) => (await ask(body)).body.challengeId;
const enter = <T = SignedIn>(id: string, body: object = {}) =>
  people.confirm<T>(`/auth/codes/${id}/confirm`, id, { body });
const wrongFor = (id: string) => (people.codeOf(id) === '000000' ? '000001' : '000000');
const ENDED = { status: 400, body: { code: 'auth.code_ended' } };
const WRONG = { status: 400, body: { code: 'auth.wrong_code' } };
const email = () => `code-${newId()}@example.com`;

describe('a code to sign in with', () => {
  it.each(['095', '075', '055', '096', '076', '056', '097', '077', '057', '098', '078', '058'])(
    'makes the account of a customer at a number that begins with %s, and finds it again',
    async (prefix) => {
      const { typed, phone } = newPhone(prefix);
      const { status, body: sent } = await ask({ phone: typed });
      expect({ status, keys: Object.keys(sent) }).toEqual({
        status: 202,
        keys: ['challengeId', 'expiresAt', 'resendAt'],
      });
      const made = await enter(sent.challengeId, { name: ' Mutinta ' });
      expect(made).toMatchObject({ status: 200, body: { user: { name: 'Mutinta', phone, email: null } } });
      const again = await enter(await challengeFor({ phone }), { name: 'Another' });
      expect(again.body.user).toEqual(made.body.user);
    },
  );

  it('goes to an e-mail address, too, and needs no name', async () => {
    const address = email();
    const { body } = await enter(await challengeFor({ email: ` ${address.toUpperCase()} ` }));
    expect(body.user).toMatchObject({ email: address, phone: null, name: 'Customer' });
    const { body: me } = await people.call('GET', '/me/permissions', { token: body.tokens.accessToken });
    expect(me).toMatchObject({ roles: [{ role: 'CUSTOMER' }] });
  });

  it('is for the surface that was asked for, and makes nobody staff', async () => {
    const [address, stranger] = [email(), email()];
    const seller = await enter(await challengeFor({ email: address, audience: 'vendor' }));
    const { body } = await people.call('GET', '/me/permissions', { token: seller.body.tokens.accessToken });
    expect(body).toMatchObject({ roles: [{ role: 'CUSTOMER' }, { role: 'SELLER' }] });
    for (const known of [address, stranger]) {
      const id = await challengeFor({ email: known, audience: 'staff' });
      expect(await enter<Refusal>(id)).toMatchObject({ status: 403, body: { code: 'auth.audience_refused' } });
    }
    expect(await db.maybe(sql`SELECT id FROM backend.users WHERE email = ${stranger}`)).toBeUndefined();
  });

  it.each([
    ['no contact', {}, 'VAL_001'],
    ['two contacts', { email: 'a@example.com', phone: '0977000000' }, 'VAL_001'],
    ['a broken address', { email: 'a@' }, 'VAL_001'],
    ['a landline', { phone: '0211254455' }, 'VAL_002'],
    ['059, which nobody has', { phone: '0591234567' }, 'VAL_002'],
    ['094, which nobody has', { phone: '0941234567' }, 'VAL_002'],
    ['a foreign phone', { phone: '+27821234567' }, 'VAL_002'],
    ['an unknown surface', { email: 'a@example.com', audience: 'root' }, 'VAL_001'],
  ])('is not sent for %s', async (_, body, code) => {
    expect(await ask<Refusal>(body)).toMatchObject({ status: 400, body: { code } });
  });

  it('is asked for by one way: nobody learns whether there is an account', async () => {
    const { email: known } = await people.register();
    const shapes = [];
    for (const address of [known, email()]) shapes.push(await traceOf(people, () => ask({ email: address })));
    expect(shapes[0]).toContain('INSERT INTO backend.challenges');
    expect(shapes[0]).not.toContain('backend.users');
    expect(shapes[1]).toBe(shapes[0]);
  });

  it('is good once, also for many at once', async () => {
    const id = await challengeFor({ email: email() });
    const answers = await Promise.all(Array.from({ length: 5 }, () => enter(id)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400, 400, 400]);
    expect(await enter(id)).toMatchObject(ENDED);
  });

  it('is dead after five wrong tries, however many come at once', async () => {
    const id = await challengeFor({ email: email() });
    const compared = jest.spyOn(people.app.get(Codes), 'isCode');
    const path = `/auth/codes/${id}/confirm`;
    const guess = () => people.call<Refusal>('POST', path, { body: { code: wrongFor(id) } });
    const answers = await Promise.all(Array.from({ length: 100 }, guess));
    expect(compared).toHaveBeenCalledTimes(5);
    compared.mockRestore();
    const codes = answers.map(({ body }) => body.code);
    expect(codes.filter((code) => code === 'auth.wrong_code')).toHaveLength(5);
    expect(codes.filter((code) => code === 'auth.code_ended')).toHaveLength(95);
    expect(await enter(id)).toMatchObject(ENDED);
  });

  it('may be mistyped four times', async () => {
    const id = await challengeFor({ email: email() });
    for (let i = 0; i < 4; i++) expect(await enter(id, { code: wrongFor(id) })).toMatchObject(WRONG);
    expect((await enter(id)).status).toBe(200);
  });

  it('belongs to the request that asked for it, and ends with the next one', async () => {
    const address = email();
    const first = await challengeFor({ email: address });
    const second = await challengeFor({ email: address });
    expect(await enter(second, { code: people.codeOf(first) })).toMatchObject(WRONG);
    expect(await enter(first)).toMatchObject(ENDED);
    expect((await enter(second)).status).toBe(200);
    expect(await enter(newId())).toMatchObject(ENDED);
  });

  it('ends after ten minutes', async () => {
    const { body: sent } = await ask({ email: email() });
    const minutes = (Date.parse(sent.expiresAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(9.9);
    expect(minutes).toBeLessThanOrEqual(10);
    await db.execute(sql`UPDATE backend.challenges SET expires_at = now() WHERE id = ${sent.challengeId}`);
    expect(await enter(sent.challengeId)).toMatchObject(ENDED);
  });

  it('stands, like its contact, in no row', async () => {
    const { typed, phone } = newPhone();
    const id = await challengeFor({ phone: typed });
    const rows = await db.rows<{ row: string }>(sql`
      SELECT t::text AS row FROM backend.challenges t UNION ALL SELECT t::text FROM backend.code_budgets t
      UNION ALL SELECT t::text FROM backend.messages t UNION ALL SELECT t::text FROM platform.outbox t`);
    const dump = rows.map(({ row }) => row).join('\n');
    expect(dump).toContain(id);
    for (const contact of [phone, phone.slice(4)]) expect(dump).not.toContain(contact);
    // Six digits in a row are in many a digest and microsecond by chance; as a word of its own it would be the code.
    expect(dump).not.toMatch(new RegExp(`(?<![\\w.])${people.codeOf(id)}(?!\\w)`));
    expect((await letterOf(people, id))!.text).toContain(people.codeOf(id));
  });

  it('is not sent once nobody wants it any more', async () => {
    const id = await challengeFor({ email: email() });
    await enter(id);
    expect(await letterOf(people, id)).toBeUndefined();
  });
});

describe('a link to sign in with', () => {
  const askForLink = <T = LinkSent>(body: object) => people.call<T>('POST', '/auth/links', { body });
  const follow = <T = SignedIn>(token: string, body: object = {}) =>
    people.call<T>('POST', '/auth/links/confirm', { body: { token, ...body } });

  it('signs in, makes an account where there is none, and is good once', async () => {
    const { email: known, user } = await people.register();
    const { status, body } = await askForLink({ email: known });
    expect({ status, keys: Object.keys(body) }).toEqual({ status: 202, keys: ['expiresAt', 'resendAt'] });
    const token = await tokenOf(people, 'SIGN_IN_LINK');
    expect(Buffer.from(token.split('.')[1]!, 'base64url')).toHaveLength(32);
    const answers = await Promise.all([follow(token), follow(token)]);
    expect(answers.map(({ status: each }) => each).toSorted()).toEqual([200, 400]);
    expect(answers.find((answer) => answer.status === 200)!.body.user.id).toBe(user.id);
    expect(await follow(token)).toMatchObject(ENDED);

    const address = email();
    await askForLink({ email: address });
    const made = await follow(await tokenOf(people, 'SIGN_IN_LINK'), { name: 'Choolwe' });
    expect(made.body.user).toMatchObject({ email: address, name: 'Choolwe' });
  });

  it('stands behind the # of a page of the shop, and looking at it uses nothing up', async () => {
    await askForLink({ email: email() });
    const token = await tokenOf(people, 'SIGN_IN_LINK');
    expect((await people.call('GET', `/auth/links/confirm?token=${token}`)).status).toBe(404);
    expect((await follow(token)).status).toBe(200);
  });

  it('is refused when it is altered, old, replaced, or of another kind', async () => {
    const address = email();
    await askForLink({ email: address });
    const first = await tokenOf(people, 'SIGN_IN_LINK');
    await askForLink({ email: address });
    const second = await tokenOf(people, 'SIGN_IN_LINK');
    await people.call('POST', '/auth/password-reset', { body: { email: (await people.register()).email } });
    const other = await tokenOf(people, 'RESET_PASSWORD');
    const [id, secret] = second.split('.') as [string, string];
    for (const token of [first, other, `${newId()}.${secret}`, `${id}.${'A'.repeat(43)}`, id, 'x', secret]) {
      expect(await follow(token)).toMatchObject(ENDED);
    }
    await db.execute(sql`UPDATE backend.challenges SET expires_at = now() WHERE id = ${id}`);
    expect(await follow(second)).toMatchObject(ENDED);
  });

  it('cannot be answered with digits', async () => {
    await askForLink({ email: email() });
    const [id] = (await tokenOf(people, 'SIGN_IN_LINK')).split('.') as [string];
    expect(await enter(id)).toMatchObject(ENDED);
  });
});
