import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Actor, Database, Domain, type DomainRow, mergeParts, newId, Outbox, sql } from '@pakashop/platform';
import { bootApp, drain } from '@pakashop/platform/testing';
import { Desk, type Someone } from '../applications/applications.fixtures.js';
import { invitations } from '../users/users.invitations.area.js';
import { media } from '../media/media.area.js';
import { postbox } from '../messages/messages.postbox.fixtures.js';
import { ShopOrderPacked } from '../orders/orders.events.js';
import { type ActorInit, call } from '../products/products.fixtures.js';
import { Grants } from '../users/users.grants.js';
import { delivery } from './delivery.area.js';
import { soloAgent } from './delivery.fixtures.js';

@Domain({ name: 'backend', ...mergeParts(delivery, media, invitations, postbox, { providers: [Grants] }) })
class DeliveryModule {}

const registry: DomainRow[] = [
  {
    name: 'backend',
    service: 'pakashop-backend',
    port: 3080,
    faces: ['api', 'worker'],
    owns: '',
    module: DeliveryModule,
  },
];

/** Centre of Lusaka, where shops and customers of these specs are. */
export const HERE = { latitude: -15.4067, longitude: 28.2871 };

type Agent = Awaited<ReturnType<typeof soloAgent>>;

/** A packed shop order and everybody around it. */
export interface Parcel {
  readonly orderId: string;
  readonly shopOrderId: string;
  readonly shopId: string;
  readonly deliveryId: string;
  readonly buyer: Actor;
}

interface ParcelOptions {
  readonly place?: { readonly province: string; readonly town: string };
  readonly hasCoordinates?: boolean;
  readonly pay?: number;
  readonly buyer?: Actor;
}

/** The delivery area with nothing of the rest of the backend: orders are there as rows. */
export class Depot {
  readonly desk: Desk;
  constructor(readonly app: NestFastifyApplication) {
    this.desk = Desk.at(app);
  }

  static async boot(env: NodeJS.ProcessEnv = {}): Promise<Depot> {
    return new Depot(await bootApp('backend', registry, { DELIVERY_ASSIGNMENT: 'MANUAL', ...env }));
  }

  get db(): Database {
    return this.app.get(Database);
  }

  call<T = { code: string }>(
    actor: ActorInit,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    body?: object,
    key?: string,
  ) {
    return call<T>(this.app, [method, path], { actor, body, ...(key && { headers: { 'idempotency-key': key } }) });
  }

  /** An agent on duty in Lusaka. */
  async agent(vehicle: string = 'BICYCLE', at: Partial<typeof HERE> = HERE): Promise<Agent> {
    const agent = await soloAgent(this.desk);
    const papers = { plate: 'BAX 1234', licence: 'DL0001234' };
    await this.call(agent, 'PUT', '/delivery/agent/vehicle', {
      vehicle,
      ...(['FOOT', 'BICYCLE'].includes(vehicle) ? {} : papers),
    });
    await this.db.execute(sql`UPDATE backend.agent_areas SET town = 'Lusaka' WHERE agent_id = ${agent.agentId}`);
    await this.onDuty(agent, true, at);
    return agent;
  }

  onDuty(agent: Someone, onDuty: boolean, at: Partial<typeof HERE> = {}) {
    return this.call(agent, 'PUT', '/delivery/agent/duty', { onDuty, ...at });
  }

  /** A shop order that is packed, as its delivery was made of it. */
  async parcel(options: ParcelOptions = {}): Promise<Parcel> {
    const ids = await this.packed(options);
    await this.settle();
    const { id } = await this.db.one<{ id: string }>(
      sql`SELECT id FROM backend.deliveries WHERE shop_order_id = ${ids.shopOrderId}`,
    );
    return { ...ids, deliveryId: id };
  }

  /** Ends when everything that was told has been heard, by this process or by its own workers. */
  async settle(): Promise<void> {
    for (let left = 1; left > 0;) {
      await drain(this.app);
      ({ left } = await this.db.one<{ left: number }>(sql`
        SELECT count(*) AS left FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
        WHERE m.kind = 'event' AND coalesce(d.done_at, d.parked_at) IS NULL`));
    }
  }

  /** A shop order that is packed, of which nobody has heard yet. */
  async packed({
    place = { province: 'Lusaka', town: 'Lusaka' },
    hasCoordinates = true,
    pay = 2_500,
    buyer,
  }: ParcelOptions = {}) {
    const [orderId, shopOrderId, shopId, userId] = [newId(), newId(), newId(), newId()];
    const who = buyer ?? new Actor({ kind: 'person', userId });
    const { latitude, longitude } = hasCoordinates ? HERE : { latitude: null, longitude: null };
    await this.db.transaction(async (tx) => {
      await tx.execute(sql`
        INSERT INTO backend.shops (id, owner_id, slug, name, province, town)
        VALUES (${shopId}, ${newId()}, ${`shop-${shopId}`}, 'Chisomo Traders', ${place.province}, ${place.town})`);
      await tx.execute(sql`
        INSERT INTO backend.orders (id, number, user_id, guest_hash, status, payment_status, contact_name, contact_phone,
          province, town, landmark, delivery_phone, latitude, longitude, goods_total, delivery_total, total, currency,
          expires_at)
        VALUES (${orderId}, ${`PK-${orderId.slice(-9)}`}, ${who.userId ?? null}, ${who.guestHash ?? null}, 'SHIPPED',
          'PAID', 'Mutale Banda', '+260977123456', ${place.province}, ${place.town}, 'behind the market',
          '+260966123456', ${latitude}, ${longitude}, 10000, 3000, 13000, 'ZMW', now())`);
      await tx.execute(sql`
        INSERT INTO backend.shop_orders (id, order_id, shop_id, shop_name, status, goods_total, delivery_fee, total, currency)
        VALUES (${shopOrderId}, ${orderId}, ${shopId}, 'Chisomo Traders', 'SHIPPED', 10000, 3000, 13000, 'ZMW')`);
      await tx.execute(sql`
        INSERT INTO backend.order_lines (id, shop_order_id, variant_id, product_id, sku, title, quantity, unit_price,
          total, tax_amount, tax_rate)
        VALUES (${newId()}, ${shopOrderId}, ${newId()}, ${newId()}, 'SKU-1', 'Mealie meal', 1, 10000, 10000, 1379, 1600)`);
      await tx.execute(sql`
        INSERT INTO backend.order_adjustments (id, shop_order_id, kind, amount, funder, reason)
        VALUES (${newId()}, ${shopOrderId}, 'AGENT_PAY', ${pay}, 'PLATFORM', 'test')`);
      await this.app.get(Outbox).publish(tx, ShopOrderPacked, shopOrderId, { shopOrderId, orderId, shopId });
    });
    return { orderId, shopOrderId, shopId, buyer: who };
  }

  /** A parcel in the hands of an agent who is on the way. */
  async carried(options: ParcelOptions = {}) {
    const [parcel, agent] = [await this.parcel(options), await this.agent()];
    await this.step(agent, parcel, 'claim');
    await this.step(agent, parcel, 'pick-up');
    return { ...parcel, agent, pin: await this.pinOf(parcel) };
  }

  /** A step of the agent that is expected to be made. */
  async step(agent: ActorInit, { deliveryId }: Parcel, step: string, body?: object): Promise<void> {
    const answer = await this.call(agent, 'POST', `/delivery/agent/deliveries/${deliveryId}/${step}`, body);
    if (answer.status >= 300) throw new Error(`${step} was not made: ${JSON.stringify(answer.body)}`);
  }

  async pinOf({ buyer, orderId, shopOrderId }: Parcel): Promise<string> {
    const path = `/orders/${orderId}/shop-orders/${shopOrderId}/delivery-pin`;
    return (await this.call<{ pin: string }>(buyer, 'GET', path)).body.pin;
  }

  /** Confirms with a key of its own, unless one is given. */
  confirm<T = { code: string }>(
    agent: ActorInit,
    shopOrderId: string,
    pin: string,
    more: object = {},
    key: string = newId(),
  ) {
    return this.call<T>(agent, 'POST', '/delivery/agent/confirm', { ...confirmation(shopOrderId, pin), ...more }, key);
  }

  async rowOf(deliveryId: string): Promise<{ state: string; pinTries: number; agentId: string | null }> {
    return this.db.one(sql`
      SELECT state, pin_tries AS "pinTries", agent_id AS "agentId" FROM backend.deliveries WHERE id = ${deliveryId}`);
  }
}

/** What the agent's app sends at the door. */
export const confirmation = (shopOrderId: string, pin: string) => ({
  shopOrderId,
  pin,
  signature: {
    name: 'Mutale Banda',
    strokes: [
      [0, 0, 10, 12.5, 20, 3],
      [5, 5, 6, 6],
    ],
  },
  position: { ...HERE, accuracyM: 12 },
  device: { id: 'device-0001', at: new Date().toISOString(), sequence: 1 },
});

/** A PIN that is not this one. */
export const wrongPin = (pin: string, by = 1): string => String((Number(pin) + by) % 1_000_000).padStart(6, '0');
