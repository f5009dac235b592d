import { Actor, Database, Domain, type DomainRow, mergeParts, newId, sql } from '@pakashop/platform';
import { forwarded } from '@pakashop/platform/testing';
import { FraudModule } from '@pakashop/fraud/module';
import { PricingModule } from '@pakashop/pricing/module';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomBytes } from 'node:crypto';
import { cart } from '../cart/cart.area.js';
import { disputes } from '../disputes/disputes.area.js';
import { media } from '../media/media.area.js';
import { messages } from '../messages/messages.area.js';
import { payments } from '../payments/payments.area.js';
import { products } from '../products/products.area.js';
import { refunds } from '../refunds/refunds.area.js';
import { orders } from './orders.area.js';
import type { OrderView } from './orders.view.dto.js';

@Domain({ name: 'backend', ...mergeParts(messages, media, products, cart, orders, disputes, payments, refunds) })
class OrdersUnderTest {}

/** A domain with both its faces in this process. */
export const row = (name: string, port: number, module: DomainRow['module']): DomainRow => ({
  name,
  service: `pakashop-${name}`,
  port,
  faces: ['api', 'worker'],
  owns: '',
  module,
});

export const registry: readonly DomainRow[] = [
  row('backend', 3080, OrdersUnderTest),
  row('pricing', 3014, PricingModule),
  row('fraud', 3006, FraudModule),
];

type Init = ConstructorParameters<typeof Actor>[0];

export const person = (more: Partial<Init> = {}): Actor => new Actor({ kind: 'person', userId: newId(), ...more });
export const guest = (): Actor => new Actor({ kind: 'guest', guestHash: randomBytes(32).toString('hex') });
export const vendor = (shopId: string): Actor =>
  person({
    grants: ['orders.read.shop', 'orders.fulfil'].map((permission) => ({ permission, scope: 'shop', scopeId: shopId })),
  });

interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

/** What the specs need around orders: sellers with goods, and somebody to ask as. */
export class Market {
  readonly db: Database;
  constructor(readonly app: NestFastifyApplication) {
    this.db = app.get(Database);
  }

  /** A shop in Lusaka, where the orders of these specs go; a town in another place costs more. */
  async shop(place: { province: string; town: string } = { province: 'Lusaka', town: 'Lusaka' }) {
    const shop = { id: newId(), ownerId: newId(), name: 'Chisomo Traders' };
    await this.db.execute(sql`
      INSERT INTO backend.shops (id, owner_id, slug, name, province, town)
      VALUES (${shop.id}, ${shop.ownerId}, ${`shop-${shop.id}`}, ${shop.name}, ${place.province}, ${place.town})`);
    return shop;
  }

  /** Has a person join the shop of a shop order. */
  async joins(userId: string, shopOrderId: string): Promise<void> {
    await this.db.execute(sql`
      INSERT INTO backend.users (id, name, email, email_verified_at, primary_contact)
      VALUES (${userId}, 'Bupe Zulu', ${`${userId}@example.com`}, now(), 'email')`);
    await this.db.execute(sql`
      INSERT INTO backend.role_grants (id, user_id, role, scope, scope_id, granted_by)
      SELECT ${newId()}, ${userId}, 'SHOP_OWNER', 'shop', shop_id, 'system:test' FROM backend.shop_orders
      WHERE id = ${shopOrderId}`);
  }

  /** A variant on sale; its id. */
  async variant(shopId: string, { price = 10_000, available = 100, currency = 'ZMW' } = {}): Promise<string> {
    const [category, product, variant] = [newId(), newId(), newId()];
    await this.db.execute(sql`
      WITH c AS (INSERT INTO backend.categories (id, slug, code, name)
                 VALUES (${category}, ${`category-${category}`}, 'FOO', 'Food') RETURNING id),
      p AS (INSERT INTO backend.products (id, shop_id, category_id, slug, title, status, price_from, currency, in_stock)
            SELECT ${product}, ${shopId}, id, ${`product-${product}`}, 'Mealie meal', 'ACTIVE', ${price}, ${currency}, true
            FROM c RETURNING id)
      INSERT INTO backend.variants (id, product_id, shop_id, sku, title, price, currency, available)
      SELECT ${variant}, id, ${shopId}, ${`SKU-${variant}`}, '25 kg', ${price}, ${currency}, ${available} FROM p`);
    return variant;
  }

  stockOf(variantId: string): Promise<{ available: number; held: number; sold: number }> {
    return this.db.one(sql`SELECT available, held, sold FROM backend.variants WHERE id = ${variantId}`);
  }

  /** A fresh variant of a fresh shop. */
  async goods(options: { price?: number; available?: number } = {}): Promise<string> {
    return this.variant((await this.shop()).id, options);
  }

  async call<T>(
    actor: Actor,
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: object,
    key?: string,
  ): Promise<Answer<T>> {
    const answer = await this.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: {
        ...forwarded(actor),
        ...(key && { 'idempotency-key': key }),
      },
      ...(body && { payload: body }),
    });
    return { status: answer.statusCode, body: answer.json() };
  }

  place<T = OrderView>(actor: Actor, body: object, key: string = newId()): Promise<Answer<T>> {
    return this.call<T>(actor, 'POST', '/orders', body, key);
  }

  /** Places an order that is expected to be taken. */
  async placed(actor: Actor, ...variantIds: string[]): Promise<OrderView> {
    const { status, body } = await this.place(actor, orderOf(...variantIds));
    if (status !== 201) throw new Error(`the order was not taken: ${JSON.stringify(body)}`);
    return body;
  }
}

/** A valid request for one piece of each variant. */
export const orderOf = (...variantIds: string[]) => ({
  lines: variantIds.map((variantId) => ({ variantId, quantity: 1 })),
  delivery: { province: 'Lusaka', town: 'Lusaka', landmark: 'behind the Total filling station', phone: '0966123456' },
  contact: { name: 'Mutale Banda', phone: '+260 97 7123456', email: 'mutale@example.com' },
});

/** The part of a problem that the specs look at. */
export interface Refusal {
  readonly code: string;
  readonly errors?: readonly { readonly path: string }[];
  readonly [extra: string]: unknown;
}
