import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database, newId, sql } from '@pakashop/platform';
import type { CodeSent } from './auth.codes.dto.js';
import { People } from './auth.fixtures.js';
import { newPhone } from './auth.letters.fixtures.js';

let people: People;
let db: Database;

beforeAll(async () => {
  people = await People.boot({
    CODE_PER_HOUR: '5',
    CODE_PER_DAY: '10',
    CODE_RESEND_SECONDS: '30',
    CODE_PRICE_PHONE: '100',
    CODE_PRICE_EMAIL: '5',
    CODE_BUDGET_DAY: '10000',
  });
  db = people.app.get(Database);
});
beforeEach(async () => {
  await db.execute(sql`DELETE FROM backend.code_spending`);
});
afterAll(() => people.app.close());

const ask = (body: object) => people.call<CodeSent & { code: string }>('POST', '/auth/codes', { body });
/** As if so many seconds had passed. */
const pass = (seconds: number) =>
  db.execute(sql`
    UPDATE backend.code_budgets SET last_at = last_at - make_interval(secs => ${seconds}),
      sent = ARRAY(SELECT t - make_interval(secs => ${seconds}) FROM unnest(sent) t)`);

describe('codes to one contact', () => {
  it('wait for half a minute between two of them', async () => {
    const { phone } = newPhone();
    const { status, body } = await ask({ phone });
    expect(status).toBe(202);
    const wait = (Date.parse(body.resendAt) - Date.now()) / 1_000;
    expect(Math.round(wait)).toBe(30);
    const refused = await ask({ phone });
    expect(refused).toMatchObject({ status: 429, body: { code: 'RATE_001' }, headers: { 'retry-after': '30' } });
    await pass(30);
    expect((await ask({ phone })).status).toBe(202);
  });

  it('are five an hour and ten a day: the eleventh waits for the first one to be a day old', async () => {
    const { phone, typed } = newPhone();
    const statuses = [];
    const waits = [];
    for (let hour = 0; hour < 2; hour++) {
      for (let i = 0; i < 5; i++) {
        statuses.push((await ask({ phone: i % 2 ? phone : typed })).status);
        await pass(60);
      }
      waits.push(Number((await ask({ phone })).headers['retry-after']));
      await pass(3_600);
    }
    expect(statuses).toEqual(Array(10).fill(202));
    expect(waits[0]).toBe(3_600 - 300);
    const eleventh = await ask({ phone });
    expect(eleventh).toMatchObject({ status: 429, body: { code: 'RATE_001' } });
    expect(Number(eleventh.headers['retry-after'])).toBe(86_400 - 2 * (300 + 3_600));
    await pass(86_400 - 2 * (300 + 3_600));
    expect((await ask({ phone })).status).toBe(202);
    expect((await ask({ phone: newPhone().phone })).status).toBe(202);
  });

  it('are counted whatever they are for, and alike for contacts that nobody has', async () => {
    const { email } = await people.register();
    for (const address of [email, `nobody-${newId()}@example.com`]) {
      await pass(86_400);
      expect((await ask({ email: address })).status).toBe(202);
      const reset = await people.call('POST', '/auth/password-reset', { body: { email: address } });
      expect(reset.status).toBe(429);
    }
  });

  it('cannot be asked for twice at the same moment', async () => {
    const { phone } = newPhone();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask({ phone })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, ...Array<number>(7).fill(429)]);
  });
});

describe('the money for codes', () => {
  const spent = async () =>
    (await db.maybe<{ spent: number }>(sql`SELECT spent FROM backend.code_spending`))?.spent ?? 0;
  const alerts = async () =>
    (
      await db.rows<{ payload: object }>(
        sql`SELECT payload FROM platform.outbox WHERE name = 'people.code_budget_spent'`,
      )
    ).map(({ payload }) => payload);

  it('is counted by what codes cost, and is not spent on what is refused', async () => {
    const { phone } = newPhone();
    await ask({ phone });
    await ask({ phone });
    await ask({ email: `a-${newId()}@example.com` });
    expect(await spent()).toBe(105);
  });

  it('is spent at most: then nothing is sent, and that is told once', async () => {
    const before = (await alerts()).length;
    await ask({ phone: newPhone().phone });
    await db.execute(sql`UPDATE backend.code_spending SET spent = 9750`);
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask({ phone: newPhone().phone })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 202, 503, 503, 503, 503]);
    expect(answers.find(({ status }) => status === 503)!.headers['retry-after']).toBe('3600');
    expect(await spent()).toBe(9_950);
    const told = (await alerts()).slice(before);
    expect(told).toEqual([
      {
        day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        spent: { amount: 9_950, currency: 'ZMW' },
        budget: { amount: 10_000, currency: 'ZMW' },
      },
    ]);
  });
});
