import { FraudPort } from '@pakashop/fraud';
import { newId, sql } from '@pakashop/platform';
import { randomUUID } from 'node:crypto';
import { openFleet, soloAgent } from '../../libs/backend/delivery/delivery.fixtures.js';
import { Suppressions } from '../../libs/backend/messages/messages.suppressions.js';
import { selfDealing } from '../../libs/fraud/fraud.fixtures.js';
import { everybodys, idOf, type Maker } from './access.makers.js';
import type { Things } from './access.things.js';

async function client({ market, call }: Things): Promise<{ id: string }> {
  const body = { name: `c-${randomUUID().slice(0, 8)}`, kind: 'PARTNER', scopes: ['catalog'], reason: 'a test' };
  const { id } = await call(await market.people.holder('PLATFORM_ADMIN'), 'POST', '/gateway/clients', body);
  return { id };
}

/** What staff keeps and decides about. */
export const OFFICE = {
  queued: everybodys(async ({ market, db }) => {
    const [id, userId] = [newId(), await market.people.person()];
    await db.execute(sql`
      INSERT INTO backend.applications (id, user_id, kind, state, submitted_at)
      VALUES (${id}, ${userId}, 'SELLER', 'SUBMITTED', now())`);
    return { id, itemId: newId() };
  }),
  checklistItem: everybodys(async ({ db }) => {
    const id = newId();
    await db.execute(sql`
      INSERT INTO backend.checklist_items (id, kind, key, title, position)
      VALUES (${id}, 'SELLER', ${`staff.seen_${id.slice(-8)}`}, 'Seen', 900)`);
    return { id };
  }),
  staffInvitation: everybodys(async ({ market, call }) => {
    const body = { role: 'SUPPORT_AGENT', email: `s-${randomUUID()}@example.com`, reason: 'a test' };
    return { id: (await call(await market.people.holder('PLATFORM_ADMIN'), 'POST', '/staff/invitations', body)).id };
  }),
  anyShop: everybodys(async ({ market }) => ({ id: (await market.people.holder('SHOP_OWNER')).shopId! })),
  anyAgent: everybodys(async ({ around }) => ({ id: (await soloAgent(around)).agentId })),
  anyFleet: everybodys(async ({ around }) => ({ id: (await openFleet(around)).id })),
  anySuppression: everybodys(async ({ market, db }) => {
    const [suppressions, address] = [market.app.get(Suppressions), `${randomUUID()}@example.com`];
    const contactIndex = await suppressions.indexOf('email', address);
    const bounced = { channel: 'email', contactIndex, reason: 'HARD_BOUNCE', carrier: 'resend' } as const;
    await db.transaction((tx) => suppressions.add(tx, bounced));
    return db.one(sql`SELECT id FROM backend.message_suppressions WHERE contact_index = ${contactIndex}`);
  }),
  anyWallet: everybodys(async ({ market, call }) => {
    const wallet = { rail: 'MOBILE_MONEY', provider: 'MTN_MOMO_ZMB', account: '0967123456', holderName: 'Mutale' };
    return idOf(
      await call(await market.people.holder('DELIVERY_AGENT'), 'PUT', '/delivery/agent/payout-wallet', wallet),
    )!;
  }),
  client: everybodys(client),
  clientKey: everybodys(async (things) => {
    const { id } = await client(things);
    const admin = await things.market.people.holder('PLATFORM_ADMIN');
    return { id, keyId: (await things.call(admin, 'POST', `/gateway/clients/${id}/keys`, { reason: 'a test' })).id };
  }),
  review: everybodys(async ({ market, db }) => {
    const payment = selfDealing();
    await market.app.get(FraudPort).assess(payment);
    return db.one(sql`SELECT id FROM fraud.reviews WHERE state = 'OPEN' ORDER BY id DESC LIMIT 1`);
  }),
} satisfies Record<string, Maker>;
