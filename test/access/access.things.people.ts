import { newId, sql } from '@pakashop/platform';
import { picture } from '../../libs/backend/products/products.fixtures.js';
import { AVATAR, isOffice, type Maker, row } from './access.makers.js';

const application = (kind: string) =>
  row((id, userId) => sql`INSERT INTO backend.applications (id, user_id, kind) VALUES (${id}, ${userId}, ${kind})`);

/** What people have whatever they do here. */
export const PEOPLE = {
  /** No object in the path. */
  '-': () => ({}),
  application: application('SELLER'),
  agency: application('AGENT'),
  courier: application('COURIER'),
  export: row((id, userId) => sql`INSERT INTO backend.data_exports (id, user_id) VALUES (${id}, ${userId})`),
  factor: row(
    (id, userId) => sql`
      INSERT INTO backend.factors (id, user_id, kind, activated_at) VALUES (${id}, ${userId}, 'email', now())
      ON CONFLICT DO NOTHING`,
  ),
  identity: row(
    (id, userId) => sql`
      INSERT INTO backend.identities (id, issuer, subject, user_id) VALUES (${id}, 'https://id.example', ${id}, ${userId})`,
  ),
  session: async ({ market }, { userId }) =>
    userId ? { id: (await market.people.session(userId, 'customer')).sessionId } : undefined,
  impersonation: async ({ market, db }, { userId }) => {
    if (!userId) return undefined;
    const [id, by] = [newId(), await market.people.person()];
    await db.execute(sql`
      INSERT INTO backend.impersonations
        (id, user_id, audience, impersonator_id, impersonator_version, family_id, reason, expires_at)
      VALUES (${id}, ${userId}, 'customer', ${by}, 1, ${id}, 'a test of who sees it', now() + interval '5 minutes')`);
    return { id };
  },
  upload: async ({ call }, owner) =>
    owner.userId
      ? {
          id: (await call<{ uploadId: string }>(owner, 'POST', '/media/uploads', AVATAR)).uploadId,
        }
      : undefined,
  contact: () => ({ kind: 'email' }),
  consent: () => ({ kind: 'MARKETING_SMS' }),
  /** A code that was sent: nothing tells whose it was, or whether there was one. */
  challenge: () => undefined,
  cartItem: async (things, owner) => {
    if (!owner.userId && !owner.guestHash) return undefined;
    const product = await things.product(await things.market.people.holder('SHOP_OWNER'));
    const variantId = product!.variants[0]!.id;
    await things.call(owner, 'POST', '/cart/items', { variantId, quantity: 1 });
    return { variantId };
  },
  image: async ({ market }, { userId }) =>
    userId ? { id: await picture(market.app, userId), variant: 'card' } : undefined,
  document: async ({ around }, { userId }) => (userId ? { id: await around.document(userId) } : undefined),
  person: async ({ market }, owner) => {
    const id = isOffice(owner) ? (await market.people.holder('CUSTOMER')).userId : owner.userId;
    return id === undefined ? undefined : { id };
  },
  suspendedPerson: async (things, owner) => {
    if (!isOffice(owner)) return owner.userId === undefined ? undefined : { id: owner.userId };
    const { userId } = await things.market.people.holder('CUSTOMER', { suspended: true });
    return { id: userId! };
  },
  grant: async ({ db }, { userId }) => {
    if (!userId) return undefined;
    const { id } = await db.one<{ id: string }>(
      sql`SELECT id FROM backend.role_grants WHERE user_id = ${userId} LIMIT 1`,
    );
    return { id: userId, grantId: id };
  },
  looking: async ({ market, db }, { userId }) => {
    if (!userId) return undefined;
    const [impersonationId, seen] = [newId(), await market.people.person()];
    await db.execute(sql`
      INSERT INTO backend.impersonations
        (id, user_id, audience, impersonator_id, impersonator_version, family_id, reason, expires_at)
      VALUES (${impersonationId}, ${seen}, 'customer', ${userId}, 1, ${impersonationId}, 'a test of who ends it',
        now() + interval '5 minutes')`);
    return { id: seen, impersonationId };
  },
} satisfies Record<string, Maker>;
