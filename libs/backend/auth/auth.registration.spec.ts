import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, newId, sql } from '@pakashop/platform';
import type { CodeSent } from './auth.codes.dto.js';
import type { SignedIn } from './auth.dto.js';
import { People, TEST_PASSWORD } from './auth.fixtures.js';
import { letterOf, newPhone, traceOf } from './auth.letters.fixtures.js';

type Refusal = { code: string };

let people: People;
let db: Database;

beforeAll(async () => {
  people = await People.boot({ CODE_PER_HOUR: '10' });
  db = people.app.get(Database);
});
afterAll(() => people.app.close());

const email = () => `new-${newId()}@example.com`;
const ENDED = { status: 400, body: { code: 'auth.code_ended' } };
const register = <T = CodeSent>(body: object) =>
  people.call<T>('POST', '/auth/register', { body: { name: 'Mutinta', password: TEST_PASSWORD, ...body } });
const confirm = <T = SignedIn>(id: string, body?: object) =>
  people.confirm<T>(`/auth/register/${id}/confirm`, id, { body });
const accounts = (address: string) =>
  db.rows<{ id: string; verified: boolean }>(sql`
    SELECT id, email_verified_at IS NOT NULL AS verified FROM backend.users WHERE email = ${address}`);

describe('registering with a password', () => {
  it('makes the account once the contact is proven, and not before', async () => {
    const address = email();
    const { status, body: sent } = await register({ email: address });
    expect({ status, keys: Object.keys(sent) }).toEqual({
      status: 202,
      keys: ['challengeId', 'expiresAt', 'resendAt'],
    });
    expect(await accounts(address)).toEqual([]);
    expect((await people.tryPassword(address)).status).toBe(401);
    expect(await confirm<Refusal>(sent.challengeId, { code: 'abcdef' })).toMatchObject({ status: 400 });

    const { body } = await confirm(sent.challengeId);
    expect(body.user).toMatchObject({ name: 'Mutinta', email: address });
    expect(await accounts(address)).toEqual([{ id: body.user.id, verified: true }]);
    expect((await people.tryPassword(address)).status).toBe(200);
    expect(await confirm(sent.challengeId)).toMatchObject(ENDED);
  });

  it('answers the same, after the same work, for contacts that have an account; their owners are told', async () => {
    const { email: known } = await people.register();
    const unknown = email();
    const ids: string[] = [];
    const trace = (address: string) =>
      traceOf(people, async () => {
        const answer = await register({ email: address });
        ids.push(answer.body.challengeId);
        return answer;
      });
    const [one, other] = [await trace(known), await trace(unknown)];
    expect(other).toBe(one);
    expect(JSON.parse(one)).toMatchObject({ status: 202, counts: [1, 0] });
    expect(one).not.toContain('FROM backend.users');

    const [toOwner, toNobody] = [await letterOf(people, ids[0]!), await letterOf(people, ids[1]!)];
    expect(toOwner).toMatchObject({ to: { email: known }, subject: 'You already have a Pakashop account' });
    expect(toOwner!.text).not.toMatch(/\d{6}/);
    expect(toNobody!.text).toContain(people.codeOf(ids[1]!));
  });

  it('keeps what waits sealed, and makes it no account’s when the time is over', async () => {
    const address = email();
    const { body } = await register({ email: address, name: 'Namwinga Sealed' });
    const { row } = await db.one<{ row: string }>(sql`
      SELECT c::text AS row FROM backend.challenges c WHERE id = ${body.challengeId}`);
    for (const secret of [address, 'Namwinga', 'argon2']) expect(row).not.toContain(secret);
    await db.execute(sql`UPDATE backend.challenges SET expires_at = now() WHERE id = ${body.challengeId}`);
    expect(await confirm(body.challengeId)).toMatchObject(ENDED);
    expect(await accounts(address)).toEqual([]);
  });

  it('proves the phone first; an address beside it opens nothing and blocks nobody until it is proven', async () => {
    const [{ phone }, address] = [newPhone(), email()];
    const { body: first } = await register({ phone, email: address });
    expect((await letterOf(people, first.challengeId))!.to).toEqual({ phone });
    const { body: squatter } = await confirm(first.challengeId);
    expect(squatter.user).toMatchObject({ phone, email: address });
    expect((await people.tryPassword(phone)).status).toBe(200);
    expect((await people.tryPassword(address)).status).toBe(401);

    const { body: second } = await register({ email: address });
    const { body: owner } = await confirm(second.challengeId);
    expect(owner.user.id).not.toBe(squatter.user.id);
    const { body: signedIn } = await people.signIn(address);
    expect(signedIn.user.id).toBe(owner.user.id);
  });

  it('makes one account of two proofs of one contact at the same moment', async () => {
    const address = email();
    const [{ body: mine }, { body: other }] = [
      await register({ email: address }),
      await people.call<CodeSent>('POST', '/auth/codes', { body: { email: address } }),
    ];
    const answers = await Promise.all([
      confirm(mine.challengeId),
      people.confirm(`/auth/codes/${other.challengeId}/confirm`, other.challengeId),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]!.body.user.id).toBe(answers[1]!.body.user.id);
    expect(await accounts(address)).toHaveLength(1);
  });

  it('again replaces what waited before', async () => {
    const address = email();
    const { body: first } = await register({ email: address, password: 'a stranger who was faster' });
    const { body: second } = await register({ email: address });
    expect(await confirm(first.challengeId)).toMatchObject(ENDED);
    expect((await confirm(second.challengeId)).status).toBe(200);
    expect((await people.tryPassword(address, { password: 'a stranger who was faster' })).status).toBe(401);
  });

  it('confirms nothing with the code of another purpose', async () => {
    const { body } = await people.call<CodeSent>('POST', '/auth/codes', { body: { email: email() } });
    expect(await confirm(body.challengeId)).toMatchObject(ENDED);
  });
});
