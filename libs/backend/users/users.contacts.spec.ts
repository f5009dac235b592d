import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor, Database, newId, sql } from '@pakashop/platform';
import type { CodeSent } from '../auth/auth.codes.dto.js';
import type { SignedIn } from '../auth/auth.dto.js';
import { People } from '../auth/auth.fixtures.js';
import { letterOf, newPhone } from '../auth/auth.letters.fixtures.js';
import { Composers } from '../messages/messages.service.js';
import type { ContactList } from './users.contacts.dto.js';

type Refusal = { code: string };
type Person = SignedIn & { email: string };

let people: People;
let db: Database;

beforeAll(async () => {
  people = await People.boot({ CODE_PER_HOUR: '10' });
  db = people.app.get(Database);
});
afterAll(() => people.app.close());

const newEmail = () => `contact-${newId()}@example.com`;
const tokenOf = ({ tokens }: SignedIn) => tokens.accessToken;
const list = async (person: Person) =>
  (await people.call<ContactList>('GET', '/me/contacts', { token: tokenOf(person) })).body.data;
const ask = <T = CodeSent>(person: Person, body: object) =>
  people.call<T>('POST', '/me/contacts', { body, token: tokenOf(person) });
const confirm = <T = ContactList>(person: Person, id: string, body?: object) =>
  people.confirm<T>(`/me/contacts/${id}/confirm`, id, { body, token: tokenOf(person) });
const use = async <T = ContactList>(person: Person, contact: object) =>
  confirm<T>(person, (await ask(person, contact)).body.challengeId);
const remove = (person: Person, kind: string) =>
  people.call<Refusal>('DELETE', `/me/contacts/${kind}`, { token: tokenOf(person) });

/** What was told about somebody's contacts: to whom, and what the others heard. */
async function told({ user }: Person) {
  const events = await db.rows<{ payload: object }>(sql`
    SELECT payload FROM platform.outbox WHERE name = 'people.contact_changed' AND aggregate_id = ${user.id} ORDER BY id`);
  const audits = await db.rows(sql`
    SELECT detail, before, after FROM platform.audit WHERE act = 'contact_changed' AND subject_id = ${user.id} ORDER BY id`);
  const messages = await db.rows<{ purpose: string; reference: string }>(sql`
    SELECT purpose, reference FROM backend.messages
    WHERE user_id = ${user.id} AND purpose IN ('users.contact_changed', 'security.contact_changed') ORDER BY created_at`);
  const letters = await Promise.all(
    messages.map(({ purpose, reference }) => people.app.get(Composers).of(purpose)(reference, 'sms')),
  );
  return { events: events.map(({ payload }) => payload), audits, to: letters.map((letter) => letter?.to) };
}

describe('contacts of a person', () => {
  it('are listed, with what is proven and where notices go', async () => {
    const person = await people.register();
    expect(await list(person)).toEqual([
      { kind: 'email', value: person.email, verifiedAt: expect.any(String), primary: true },
    ]);
  });

  it('are added by the code that goes there; the others hear of it', async () => {
    const person = await people.register();
    const { typed, phone } = newPhone();
    const { status, body } = await ask(person, { phone: typed });
    expect({ status, keys: Object.keys(body) }).toEqual({
      status: 202,
      keys: ['challengeId', 'expiresAt', 'resendAt'],
    });
    expect((await letterOf(people, body.challengeId))!.to).toEqual({ phone });
    expect(await list(person)).toHaveLength(1);

    const { body: after } = await confirm(person, body.challengeId);
    expect(after.data).toEqual([
      { kind: 'phone', value: phone, verifiedAt: expect.any(String), primary: false },
      expect.objectContaining({ kind: 'email', primary: true }),
    ]);
    const masked = `${phone.slice(0, 6)}*****${phone.slice(-2)}`;
    expect(await told(person)).toEqual({
      events: [{ userId: person.user.id, kind: 'phone', change: 'ADDED' }],
      audits: [{ detail: { kind: 'phone', change: 'ADDED' }, before: { phone: null }, after: { phone: masked } }],
      to: [{ phone, email: person.email }],
    });
    expect((await people.tryPassword(phone)).status).toBe(200);
  });

  it('are replaced: the old one is told, and opens nothing any more', async () => {
    const [old, fresh] = [newPhone(), newPhone()];
    const person = await people.register({ phone: old.phone });
    expect((await use(person, { phone: fresh.phone })).body.data[0]).toMatchObject({
      value: fresh.phone,
      primary: true,
    });
    const { events, audits, to } = await told(person);
    expect(events).toEqual([{ userId: person.user.id, kind: 'phone', change: 'REPLACED' }]);
    expect(JSON.stringify({ events, audits })).not.toContain(old.phone);
    expect(to).toEqual([{ phone: old.phone }]);
    expect((await people.tryPassword(old.phone)).status).toBe(401);
    expect((await people.tryPassword(fresh.phone)).status).toBe(200);
    // Somebody else may have the number now.
    expect((await people.register({ phone: old.phone })).user.phone).toBe(old.phone);
    const kept = await db.one<{ row: string }>(sql`
      SELECT c::text AS row FROM backend.contact_changes c WHERE user_id = ${person.user.id}`);
    expect(kept.row).not.toContain(old.phone.slice(4));
  });

  it('that are proven again change nothing', async () => {
    const person = await people.register();
    expect((await use(person, { email: person.email })).status).toBe(200);
    expect(await told(person)).toEqual({ events: [], audits: [], to: [] });
  });

  it('of others are not given away: their owner is told, and nobody learns of it', async () => {
    const [person, owner] = [await people.register(), await people.register()];
    const { status, body } = await ask(person, { email: owner.email });
    expect(status).toBe(202);
    const letter = await letterOf(people, body.challengeId, 'email');
    expect(letter).toMatchObject({ to: { email: owner.email }, subject: 'You already have a Pakashop account' });
    expect(letter!.text).not.toContain(people.codeOf(body.challengeId));
    // Even the code, which was sent to nobody, would not take it away.
    expect(await confirm<Refusal>(person, body.challengeId)).toMatchObject({
      status: 409,
      body: { code: 'users.contact_taken' },
    });
    expect((await list(person))[0]!.value).toBe(person.email);
  });

  it('are confirmed by the person who asked, with the right code', async () => {
    const [person, other] = [await people.register(), await people.register()];
    const { body } = await ask(person, { email: newEmail() });
    const wrong = people.codeOf(body.challengeId) === '000000' ? '000001' : '000000';
    expect((await confirm<Refusal>(person, body.challengeId, { code: wrong })).body.code).toBe('auth.wrong_code');
    expect((await confirm<Refusal>(other, body.challengeId)).body.code).toBe('auth.code_ended');
    expect((await list(other))[0]!.value).toBe(other.email);
    expect((await confirm(person, body.challengeId)).status).toBe(200);
  });

  it('are removed, but for the last one that is proven; the removed one is told', async () => {
    const { phone } = newPhone();
    const person = await people.register({ phone });
    expect((await remove(person, 'phone')).status).toBe(204);
    expect(await list(person)).toEqual([expect.objectContaining({ kind: 'email', primary: true })]);
    const { events, audits, to } = await told(person);
    expect(events).toEqual([{ userId: person.user.id, kind: 'phone', change: 'REMOVED' }]);
    expect(audits).toEqual([expect.objectContaining({ after: { phone: null } })]);
    expect(to).toEqual([{ phone }]);
    expect(await remove(person, 'phone')).toMatchObject({ status: 404 });
    expect(await remove(person, 'email')).toMatchObject({ status: 409, body: { code: 'users.last_contact' } });
    expect(await remove(person, 'fax')).toMatchObject({ status: 400, body: { code: 'VAL_001' } });
  });

  it('are kept while the codes of the only second factor go there', async () => {
    const person = await people.register({ phone: newPhone().phone });
    await db.execute(sql`
      INSERT INTO backend.factors (id, user_id, kind, activated_at) VALUES (${newId()}, ${person.user.id}, 'sms', now())`);
    expect(await remove(person, 'phone')).toMatchObject({ status: 409, body: { code: 'users.contact_is_factor' } });
    expect(await list(person)).toHaveLength(2);
    await db.execute(sql`
      INSERT INTO backend.factors (id, user_id, kind, activated_at) VALUES (${newId()}, ${person.user.id}, 'email', now())`);
    expect((await remove(person, 'phone')).status).toBe(204);
  });

  it('cannot be removed both at once', async () => {
    const person = await people.register({ phone: newPhone().phone });
    const answers = await Promise.all([remove(person, 'phone'), remove(person, 'email')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    expect(await list(person)).toHaveLength(1);
  });

  it('get notices where the person wants them, if that is proven', async () => {
    const person = await people.register({ phone: newPhone().phone });
    const choose = (kind: string) =>
      people.call<ContactList & Refusal>('PATCH', '/me/contacts/primary', { body: { kind }, token: tokenOf(person) });
    expect((await choose('email')).body.data.map(({ kind, primary }) => [kind, primary])).toEqual([
      ['phone', false],
      ['email', true],
    ]);
    await db.execute(sql`UPDATE backend.users SET phone_verified_at = NULL WHERE id = ${person.user.id}`);
    expect(await choose('phone')).toMatchObject({ status: 409, body: { code: 'users.contact_unverified' } });
  });

  it('change only by somebody who has proven who they are within five minutes', async () => {
    const person = await people.register({ phone: newPhone().phone });
    const session = await people.actor(tokenOf(person));
    const actor = new Actor({ ...session, factorAt: Math.floor(Date.now() / 1_000) - 301 });
    const refused = { status: 401, body: { code: 'auth.step_up_required' } };
    const body = { email: newEmail() };
    expect(await people.call('POST', '/me/contacts', { body, actor })).toMatchObject(refused);
    expect(await people.call('PATCH', '/me/contacts/primary', { body: { kind: 'email' }, actor })).toMatchObject(
      refused,
    );
    expect(await people.call('DELETE', '/me/contacts/phone', { actor })).toMatchObject(refused);
    expect((await people.call('GET', '/me/contacts', { actor })).status).toBe(200);
  });
});
