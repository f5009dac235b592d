import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Database, newId, sql } from '@pakashop/platform';
import { forwarded } from '@pakashop/platform/testing';
import { People } from './auth.fixtures.js';

const PER_MINUTE = 12;

let people: People;
let db: Database;

beforeAll(async () => {
  people = await People.boot({ WRONG_PASSWORDS_PER_MINUTE: String(PER_MINUTE) });
  db = people.app.get(Database);
});
beforeEach(async () => {
  await db.execute(sql`DELETE FROM backend.sign_in_attempts`);
});
afterAll(() => people.app.close());

/** One wrong password at a name that nobody tried before. */
const guess = () => people.tryPassword(`nobody-${newId()}@example.com`);

/** Guesses until that is stopped; how many passwords were looked at. */
async function guessOn(): Promise<number> {
  const answers = [];
  for (let i = 0; i < 2 * PER_MINUTE; i++) answers.push(await guess());
  expect(answers.at(-1)).toMatchObject({ status: 429, body: { code: 'RATE_001' }, headers: { 'retry-after': '5' } });
  return answers.filter(({ status }) => status === 401).length;
}

const metric = async (name: string): Promise<number> => {
  const { body } = await people.app.inject({ url: '/metrics', headers: forwarded({ kind: 'service' }) });
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(body)?.[1] ?? 0);
};

it('wrong passwords are counted over all accounts and networks, and then unknown devices wait, also with the right one', async () => {
  const { email } = await people.register();
  const [checked, held] = [
    await metric('pakashop_password_checks_total'),
    await metric('pakashop_sign_ins_held_back_total'),
  ];
  const looked = await guessOn();
  // One flows back every five seconds.
  expect(looked).toBeGreaterThanOrEqual(PER_MINUTE);
  expect(looked).toBeLessThan(2 * PER_MINUTE);
  expect((await people.tryPassword(email)).status).toBe(429);
  expect((await metric('pakashop_password_checks_total')) - checked).toBe(looked);
  expect((await metric('pakashop_sign_ins_held_back_total')) - held).toBe(2 * PER_MINUTE - looked + 1);
});

it('known devices go on meanwhile, and sign-ins by a code', async () => {
  const { email, deviceKey } = await people.register();
  await guessOn();
  expect((await people.tryPassword(email, { deviceKey, password: 'a wrong password' })).status).toBe(401);
  expect((await people.tryPassword(email, { deviceKey })).status).toBe(200);
  expect((await people.call('POST', '/auth/codes', { body: { email } })).status).toBe(202);
});

it('an attempt counts before its password is looked at, however many come at once, and what was right costs nothing', async () => {
  const { email } = await people.register();
  for (let i = 0; i < 2 * PER_MINUTE; i++) expect((await people.tryPassword(email)).status).toBe(200);
  const answers = await Promise.all(Array.from({ length: 3 * PER_MINUTE }, guess));
  const looked = answers.filter(({ status }) => status === 401).length;
  expect(looked).toBeGreaterThanOrEqual(PER_MINUTE);
  expect(looked).toBeLessThan(2 * PER_MINUTE);
});
