import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor, Database, newId, sql } from '@pakashop/platform';
import { People } from '../auth/auth.fixtures.js';
import { newPhone } from '../auth/auth.letters.fixtures.js';
import type { Channel } from './messages.service.js';
import type { SuppressionList, SuppressionView } from './messages.suppressions.dto.js';
import { type Suppression, Suppressions } from './messages.suppressions.js';

let people: People;
let db: Database;
let suppressions: Suppressions;
let staff: Actor;

beforeAll(async () => {
  people = await People.boot();
  [db, suppressions] = [people.app.get(Database), people.app.get(Suppressions)];
  const grants = [{ permission: 'messages.suppressions.write', scope: 'platform' as const }];
  staff = new Actor({ kind: 'person', userId: newId(), sessionId: newId(), audience: 'staff', grants });
});
afterAll(() => people.app.close());

const ROOT = '/staff/suppressions';
const reason = { reason: 'the owner has made room in the mailbox' };
const add = async (channel: Channel, address: string, why: Suppression['reason'] = 'HARD_BOUNCE') => {
  const contactIndex = await suppressions.indexOf(channel, address);
  const carrier = channel === 'email' ? 'resend' : 'twilio';
  await db.transaction((tx) => suppressions.add(tx, { channel, contactIndex, reason: why, carrier }));
};
const find = async (body: object) =>
  (await people.call<SuppressionList>('POST', `${ROOT}/search`, { actor: staff, body })).body.data;
const lift = <T = SuppressionView>(id: string, headers: Record<string, string> = {}) =>
  people.call<T>('POST', `${ROOT}/${id}/lift`, { actor: staff, body: reason, headers });
const actsOf = (subjectId: string) =>
  db.rows(sql`SELECT act, before, detail, why FROM platform.audit WHERE subject_id = ${subjectId} ORDER BY id`);
const email = () => `held-${newId()}@example.com`;

describe('contacts that get no messages', () => {
  it('are listed to staff, the newest first and page by page, and nothing says whose they are', async () => {
    const address = email();
    await add('email', address, 'COMPLAINT');
    await add('email', email());
    const page = (query: string) => people.call<SuppressionList>('GET', `${ROOT}?${query}`, { actor: staff });
    const first = (await page('limit=1')).body;
    expect(first.data).toMatchObject([{ channel: 'email', reason: 'HARD_BOUNCE', carrier: 'resend', until: null }]);
    const next = await page(`limit=1&cursor=${first.nextCursor}`);
    expect(next.body.data).toMatchObject([{ reason: 'COMPLAINT', since: expect.any(String) }]);
    expect((await page('reason=COMPLAINT')).body.data.map((row) => row.reason)).not.toContain('HARD_BOUNCE');
    expect(JSON.stringify(next.body)).not.toContain(address);
  });

  it('are found by the contact as people write it, over every channel, and the look is written down', async () => {
    const { typed, phone } = newPhone();
    const address = email();
    for (const channel of ['sms', 'whatsapp'] as const) await add(channel, phone);
    await add('email', address);
    expect((await find({ phone: typed })).map(({ channel }) => channel)).toEqual(['sms', 'whatsapp']);
    const [held] = await find({ email: address.toUpperCase() });
    expect(held).toMatchObject({ channel: 'email' });
    expect((await actsOf('by contact')).at(-1)).toMatchObject({
      act: 'suppressions_searched',
      detail: { found: [held!.id] },
    });
    expect(await find({ email: email() })).toEqual([]);
  });

  it.each([[{}], [{ email: 'a@example.com', phone: '0977123456' }], [{ email: 'no address' }]])(
    'are looked for by one contact: not by %j',
    async (body) => {
      const answer = await people.call<{ code: string }>('POST', `${ROOT}/search`, { actor: staff, body });
      expect(answer).toMatchObject({ status: 400, body: { code: 'VAL_001' } });
    },
  );

  it('get them again once staff lifts it, with the reason in the audit, and not twice', async () => {
    const address = email();
    await add('email', address);
    const { id } = (await find({ email: address }))[0]!;
    const key = { 'idempotency-key': newId() };
    const lifted = await lift(id, key);
    expect(lifted).toMatchObject({ status: 200, body: { id, reason: 'HARD_BOUNCE' } });
    expect((await lift(id, key)).body).toEqual(lifted.body);
    expect(await suppressions.covers('email', address)).toBe(false);
    expect(await actsOf(id)).toEqual([
      {
        act: 'suppression_lifted',
        before: { channel: 'email', reason: 'HARD_BOUNCE', carrier: 'resend' },
        detail: {},
        why: reason.reason,
      },
    ]);
    expect(await lift<{ code: string }>(id)).toMatchObject({ status: 404, body: { code: 'messages.no_suppression' } });
  });

  it('are held back again when they bounce again', async () => {
    const address = email();
    await add('email', address);
    const { id } = (await find({ email: address }))[0]!;
    await lift(id);
    await add('email', address);
    const [again] = await find({ email: address });
    expect(again!.id).not.toBe(id);
    expect(await suppressions.covers('email', address)).toBe(true);
  });

  it('whose time is over are none any more', async () => {
    const { phone } = newPhone();
    await add('sms', phone, 'OPT_OUT');
    const { id, until } = (await find({ phone }))[0]!;
    expect(Date.parse(until!)).toBeGreaterThan(Date.now());
    await db.execute(sql`UPDATE backend.message_suppressions SET until = now() WHERE id = ${id}`);
    expect(await find({ phone })).toEqual([]);
    expect((await lift(id)).status).toBe(404);
  });

  it('are nobody else’s business', async () => {
    await add('email', email());
    const { tokens } = await people.register();
    const token = tokens.accessToken;
    expect((await people.call('GET', ROOT, { token })).status).toBe(403);
    expect((await people.call('POST', `${ROOT}/search`, { token, body: { email: email() } })).status).toBe(403);
    expect((await people.call('POST', `${ROOT}/${newId()}/lift`, { token, body: reason })).status).toBe(403);
  });
});
