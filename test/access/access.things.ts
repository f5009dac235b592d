import { newId, sql } from '@pakashop/platform';
import { FraudPort } from '@pakashop/fraud';
import { forwarded } from '@pakashop/platform/testing';
import { randomUUID } from 'node:crypto';
import { Desk } from '../../libs/backend/applications/applications.fixtures.js';
import { fleetAgent, openFleet, soloAgent } from '../../libs/backend/delivery/delivery.fixtures.js';
import { category, picture } from '../../libs/backend/products/products.fixtures.js';
import { selfDealing } from '../../libs/fraud/fraud.fixtures.js';
import type { Market } from './access.market.js';
import { type Caller, forwardedAs } from './access.people.js';

/** The parameters of a path that lead to something, and what a request about it says besides. */
export type Params = Readonly<Record<string, string>>;

/** Makes something of somebody's; nothing when somebody like this cannot have one. */
type Maker = (things: Things, owner: Caller) => Promise<Params | undefined> | Params | undefined;

/** Things of people, of shops, of fleets; what belongs to the marketplace is nobody's own. */
export class Things {
  private readonly desk: Desk;
  private categoryId?: Promise<string>;
  private strangers?: Promise<readonly Caller[]>;
  constructor(readonly market: Market) {
    this.desk = Desk.at(market.app);
  }

  /** A thing of this kind that belongs to the owner. */
  async make(kind: Kind, owner: Caller): Promise<Params | undefined> {
    return (KINDS[kind] as Maker)(this, owner);
  }

  /** A new thing of this kind that belongs to none of those who call, or to the marketplace. */
  async makeForStranger(kind: Kind): Promise<Params | undefined> {
    this.strangers ??= Promise.all(STRANGERS.map((role) => this.market.people.holder(role)));
    for (const owner of await this.strangers) {
      const made = await this.make(kind, owner);
      if (made) return made;
    }
    return undefined;
  }

  call = async <T = { id: string }>(as: Caller, method: 'POST' | 'PUT', path: string, body: object): Promise<T> => {
    const headers = { ...forwarded(forwardedAs(as)), 'idempotency-key': randomUUID() };
    const answer = await this.market.inject({ method, url: `/api/v1${path}`, headers, payload: body });
    if (answer.statusCode >= 300) throw new Error(`${method} ${path} as ${as.who}: ${answer.body}`);
    return answer.json<T>();
  };

  get db() {
    return this.market.db;
  }

  get around() {
    return this.desk;
  }

  category(): Promise<string> {
    this.categoryId ??= category(this.market.app, `things-${randomUUID().slice(0, 8)}`);
    return this.categoryId;
  }

  /** A product on sale in somebody's shop, with one variant. */
  async product(owner: Caller): Promise<{ id: string; slug: string; variants: { id: string }[] } | undefined> {
    if (!owner.shopId) return undefined;
    return this.call(owner, 'POST', '/products', {
      shopId: owner.shopId,
      categoryId: await this.category(),
      title: 'Solar lamp',
      status: 'ACTIVE',
      variants: [{ price: { amount: 25_000, currency: 'ZMW' }, stock: 50 }],
    });
  }

  async order(buyer: Caller, seller?: Caller): Promise<{ id: string; shopOrders: { id: string }[] } | undefined> {
    if (!buyer.userId && !buyer.guestHash) return undefined;
    const product = await this.product(seller ?? (await this.market.people.holder('SHOP_OWNER')));
    return this.call(buyer, 'POST', '/orders', orderOf(product!.variants[0]!.id));
  }
}

export const AVATAR = { purpose: 'avatar', contentType: 'image/png', bytes: 100 };

/** A valid order of one piece. */
export const orderOf = (variantId: string) => ({
  lines: [{ variantId, quantity: 1 }],
  delivery: { province: 'Lusaka', town: 'Lusaka', landmark: 'behind the Total filling station', phone: '0966123456' },
  contact: { name: 'Mutale Banda', phone: '0977123456' },
});

const idOf = (made: { id: string } | undefined): Params | undefined => made && { id: made.id };

/** A thing of a person, made by one statement that takes its id and theirs. */
const row =
  (insert: (id: string, userId: string) => ReturnType<typeof sql>): Maker =>
  async ({ db }, { userId }) => {
    if (!userId) return undefined;
    const id = newId();
    await db.execute(insert(id, userId));
    return { id };
  };

const application = (kind: string) =>
  row((id, userId) => sql`INSERT INTO backend.applications (id, user_id, kind) VALUES (${id}, ${userId}, ${kind})`);

const invited = (path: (owner: Caller) => string | undefined, role: string): Maker => {
  return async ({ call }, owner) => {
    const [base, holds] = [path(owner), owner.shopId ?? owner.fleetId];
    if (!base) return undefined;
    const email = `i-${randomUUID()}@example.com`;
    const { id } = await call(owner, 'POST', `${base}/invitations`, { role, email });
    return { ...(holds && { id: holds }), [holds ? 'invitationId' : 'id']: id };
  };
};

/** What belongs to the marketplace: whoever may see one may see all. */
const everybodys =
  (make: (things: Things) => Promise<Params>): Maker =>
  (things, { role }) =>
    role === OFFICE ? make(things) : undefined;

/** Who stands for the marketplace, which signs in nowhere. */
const OFFICE = 'SYSTEM';
const STRANGERS = [OFFICE, 'SHOP_OWNER', 'FLEET_MANAGER'] as const;

const KINDS = {
  /** No object in the path. */
  '-': () => ({}),
  /** Of what is asked about and never there. */
  nothing: () => undefined,
  application: application('SELLER'),
  agency: application('AGENT'),
  courier: application('COURIER'),
  order: async (things, buyer) => {
    const made = await things.order(buyer);
    return made && { id: made.id, orderId: made.id };
  },
  /** A shop order in the hands of its buyer. */
  orderPart: async (things, buyer) => {
    const made = await things.order(buyer);
    return made && { id: made.id, shopOrderId: made.shopOrders[0]!.id };
  },
  export: row((id, userId) => sql`INSERT INTO backend.data_exports (id, user_id) VALUES (${id}, ${userId})`),
  factor: row(
    (id, userId) => sql`
      INSERT INTO backend.factors (id, user_id, kind, activated_at) VALUES (${id}, ${userId}, 'email', now())
      ON CONFLICT DO NOTHING`,
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

  shop: (_, { shopId }) => (shopId ? { id: shopId, shopId } : undefined),
  product: async (things, owner) => idOf(await things.product(owner)),
  variant: async (things, owner) => {
    const product = await things.product(owner);
    return product && { id: product.variants[0]!.id };
  },
  shopOrder: async (things, owner) => {
    if (!owner.shopId) return undefined;
    const placed = await things.order(await things.market.people.holder('CUSTOMER'), owner);
    return { id: placed!.shopOrders[0]!.id };
  },
  shopInvitation: invited(({ shopId }) => shopId && `/vendor/shops/${shopId}`, 'SHOP_OWNER'),
  shopMember: async ({ market, db }, { shopId, role }) => {
    if (!shopId) return undefined;
    const userId = await market.people.person();
    await db.execute(sql`
      INSERT INTO backend.role_grants (id, user_id, role, scope, scope_id)
      VALUES (${newId()}, ${userId}, ${role}, 'shop', ${shopId})`);
    return { id: shopId, userId };
  },

  fleet: (_, { fleetId }) => (fleetId ? { id: fleetId, fleetId } : undefined),
  fleetInvitation: invited(({ fleetId }) => fleetId && `/delivery/fleets/${fleetId}`, 'DELIVERY_AGENT'),
  fleetMember: async ({ around }, { fleetId, userId }) => {
    if (!fleetId || !userId) return undefined;
    const grants = [{ permission: 'fleets.write', scope: 'fleet', scopeId: fleetId } as const];
    const manager = { kind: 'person', userId, grants } as const;
    const agent = await fleetAgent(around, { id: fleetId, manager });
    return { id: fleetId, userId: agent.userId };
  },

  productSlug: async (things, owner) => {
    const product = await things.product(owner);
    return product && { slug: product.slug };
  },
  shopSlug: async ({ db }, { shopId }) =>
    shopId ? db.one<{ slug: string }>(sql`SELECT slug FROM backend.shops WHERE id = ${shopId}`) : undefined,
  image: async ({ market }, { userId }) =>
    userId ? { id: await picture(market.app, userId), variant: 'card' } : undefined,
  document: async ({ around }, { userId }) => (userId ? { id: await around.document(userId) } : undefined),

  person: async ({ market }, { userId, role }) => {
    const id = role === OFFICE ? (await market.people.holder('CUSTOMER')).userId : userId;
    return id === undefined ? undefined : { id };
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
    const body = { role: 'SUPPORT_AGENT', email: `s-${randomUUID()}@example.com` };
    return { id: (await call(await market.people.holder('PLATFORM_ADMIN'), 'POST', '/staff/invitations', body)).id };
  }),
  anyShop: everybodys(async ({ market }) => ({ id: (await market.people.holder('SHOP_OWNER')).shopId! })),
  anyAgent: everybodys(async ({ around }) => ({ id: (await soloAgent(around)).agentId })),
  anyFleet: everybodys(async ({ around }) => ({ id: (await openFleet(around)).id })),
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
    return { id, keyId: (await things.call(admin, 'POST', `/gateway/clients/${id}/keys`, {})).id };
  }),
  review: everybodys(async ({ market, db }) => {
    const payment = selfDealing();
    await market.app.get(FraudPort).assess(payment);
    return db.one(sql`SELECT id FROM fraud.reviews WHERE state = 'OPEN' ORDER BY id DESC LIMIT 1`);
  }),
  account: everybodys(async ({ db }) => {
    const code = `test:${randomUUID()}`;
    await db.execute(sql`
      INSERT INTO settlement.ledger_accounts (id, code, class, currency, normal_side)
      VALUES (${newId()}, ${code}, 'ASSET', 'ZMW', 'DEBIT')`);
    return { code };
  }),
} satisfies Record<string, Maker>;

export type Kind = keyof typeof KINDS;
export const isKind = (name: string): name is Kind => Object.hasOwn(KINDS, name);

async function client({ market, call }: Things): Promise<{ id: string }> {
  const body = { name: `c-${randomUUID().slice(0, 8)}`, kind: 'PARTNER', scopes: ['catalog'] };
  const { id } = await call(await market.people.holder('PLATFORM_ADMIN'), 'POST', '/gateway/clients', body);
  return { id };
}

/** Ids of nothing, for whatever parameters a path has. */
export const nothing = (path: string): Params =>
  Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [
      name!,
      { kind: 'email', variant: 'card', slug: 'nothing', code: 'nothing' }[name!] ?? newId(),
    ]),
  );
