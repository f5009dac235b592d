import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Actor, newId, sql } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import type { ClaimableList } from './orders.claim.dto.js';
import { guest, Market, orderOf, person, type Refusal, registry } from './orders.suite.js';
import type { OrderView } from './orders.view.dto.js';

let market: Market;

beforeAll(async () => {
  market = new Market(await bootApp('api', registry));
});
afterAll(() => market.app.close());

interface Known {
  readonly phone?: string;
  readonly email?: string;
  readonly verified: ('phone' | 'email')[];
}

/** Somebody with an account. */
async function buyer({ phone, email, verified }: Known): Promise<Actor> {
  const actor = person();
  const at = (kind: 'phone' | 'email') => (verified.includes(kind) ? new Date() : null);
  await market.db.execute(sql`
    INSERT INTO backend.users (id, name, phone, email, phone_verified_at, email_verified_at, primary_contact)
    VALUES (${actor.userId}, 'Buyer', ${phone ?? null}, ${email ?? null}, ${at('phone')}, ${at('email')}, ${verified[0]})`);
  return actor;
}

let last = 0;
const newPhone = () => `+26097${String(5_000_000 + ++last)}`;
const newEmail = () => `buyer-${newId()}@example.com`;

/** An order of a guest with this contact. */
async function placed(contact: { phone?: string; email?: string }, actor = guest()): Promise<OrderView> {
  const order = orderOf(await market.goods());
  const { status, body } = await market.place(actor, {
    ...order,
    contact: { name: 'Mutale', phone: newPhone(), ...contact },
  });
  expect(status).toBe(201);
  return body;
}

const claimable = async (actor: Actor) =>
  (await market.call<ClaimableList>(actor, 'GET', '/me/orders/claimable')).body.data;
const claim = <T = ClaimableList>(actor: Actor, ...orderIds: string[]) =>
  market.call<T>(actor, 'POST', '/me/orders/claim', { orderIds });
const ownerOf = async (id: string) =>
  (await market.db.one<{ owner: string | null }>(sql`SELECT user_id AS owner FROM backend.orders WHERE id = ${id}`))
    .owner;

describe('orders of guests', () => {
  it('are listed to the owner of their phone or e-mail address, and become theirs when they say so', async () => {
    const [phone, email] = [newPhone(), newEmail()];
    const me = await buyer({ phone, email, verified: ['phone', 'email'] });
    const token = guest();
    const [first, second] = [await placed({ phone }, token), await placed({ email: email.toUpperCase() })];
    await placed({});

    const listed = await claimable(me);
    expect(listed.map(({ number }) => number)).toEqual([second.number, first.number]);
    expect(listed[1]).toEqual({
      id: first.id,
      number: first.number,
      placedAt: first.placedAt,
      status: 'PENDING',
      total: first.total,
    });
    expect(await ownerOf(first.id)).toBeNull();

    expect((await claim(me, first.id)).body.data.map(({ id }) => id)).toEqual([first.id]);
    expect((await claimable(me)).map(({ id }) => id)).toEqual([second.id]);
    const mine = await market.call<{ data: OrderView[] }>(me, 'GET', '/orders');
    expect(mine.body.data.map(({ id }) => id)).toEqual([first.id]);
    expect((await market.call(token, 'GET', `/orders/${first.id}`)).status).toBe(200);
    expect(
      await market.db.rows(
        sql`SELECT actor, after FROM platform.audit WHERE act = 'order_claimed' AND subject_id = ${first.id}`,
      ),
    ).toEqual([{ actor: me.label, after: { userId: me.userId } }]);
  });

  it('are nobody else’s to claim: not by an unverified contact, not by another person, and not twice', async () => {
    const [phone, email] = [newPhone(), newEmail()];
    const unverified = await buyer({ phone, email: newEmail(), verified: ['email'] });
    const order = await placed({ phone });
    const stranger = await buyer({ email, verified: ['email'] });
    for (const actor of [unverified, stranger]) {
      expect(await claimable(actor)).toEqual([]);
      expect(await claim<Refusal>(actor, order.id)).toMatchObject({ status: 404, body: { code: 'ORDER_001' } });
    }
    expect(await ownerOf(order.id)).toBeNull();

    const owner = await buyer({ phone, verified: ['phone'] });
    expect((await claim(owner, order.id)).status).toBe(200);
    expect((await claim(owner, order.id)).status).toBe(404);
    expect(await ownerOf(order.id)).toBe(owner.userId);
  });

  it('are claimed all or none', async () => {
    const phone = newPhone();
    const me = await buyer({ phone, verified: ['phone'] });
    const [mine, other] = [await placed({ phone }), await placed({})];
    expect((await claim(me, mine.id, other.id)).status).toBe(404);
    expect(await ownerOf(mine.id)).toBeNull();
  });

  it('of people who are signed in stay theirs', async () => {
    const phone = newPhone();
    const other = await buyer({ email: newEmail(), verified: ['email'] });
    await placed({ phone }, other);
    const me = await buyer({ phone, verified: ['phone'] });
    expect(await claimable(me)).toEqual([]);
  });

  it('are hidden from guests and nobody', async () => {
    for (const actor of [guest(), new Actor({ kind: 'anonymous' })]) {
      expect((await market.call(actor, 'GET', '/me/orders/claimable')).status).toBe(401);
    }
  });
});
