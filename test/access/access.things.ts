import { newId } from '@pakashop/platform';
import { forwarded } from '@pakashop/platform/testing';
import { randomUUID } from 'node:crypto';
import { Desk } from '../../libs/backend/applications/applications.fixtures.js';
import type { OrderView } from '../../libs/backend/orders/orders.view.dto.js';
import { category } from '../../libs/backend/products/products.fixtures.js';
import { kwacha, type Maker, orderOf, type Params } from './access.makers.js';
import type { Market } from './access.market.js';
import { type Caller, forwardedAs } from './access.people.js';
import { DELIVERIES } from './access.things.delivery.js';
import { MONEY } from './access.things.money.js';
import { OFFICE } from './access.things.office.js';
import { ORDERS } from './access.things.orders.js';
import { PEOPLE } from './access.things.people.js';
import { PRICES } from './access.things.prices.js';
import { RECONCILIATION } from './access.things.recon.js';
import { SHOPS } from './access.things.shops.js';

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
      variants: [{ price: kwacha(25_000), stock: 50 }],
    });
  }

  async order(buyer: Caller, seller?: Caller): Promise<OrderView | undefined> {
    if (!buyer.userId && !buyer.guestHash) return undefined;
    const product = await this.product(seller ?? (await this.market.people.holder('SHOP_OWNER')));
    return this.call(buyer, 'POST', '/orders', orderOf(product!.variants[0]!.id));
  }
}

/** The first of them who can have such a thing has it: the marketplace, else somebody who must be like this. */
const STRANGERS = ['SYSTEM', 'SHOP_OWNER', 'FLEET_MANAGER', 'DELIVERY_AGENT'] as const;

const KINDS = {
  ...PEOPLE,
  ...SHOPS,
  ...ORDERS,
  ...DELIVERIES,
  ...PRICES,
  ...MONEY,
  ...RECONCILIATION,
  ...OFFICE,
} satisfies Record<string, Maker>;

export type Kind = keyof typeof KINDS;
export const isKind = (name: string): name is Kind => Object.hasOwn(KINDS, name);

/** What stands in a path in the place of an id. */
const NAMES: Readonly<Record<string, string>> = {
  kind: 'email',
  variant: 'card',
  slug: 'nothing',
  code: 'nothing',
  lineId: '999999999999',
};

/** Ids of nothing, for whatever parameters a path has. */
export const nothing = (path: string): Params =>
  Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name!, NAMES[name!] ?? newId()]));
