import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type ActorInit, Database, newId } from '@pakashop/platform';
import { forwarded } from '@pakashop/platform/testing';
import { randomBytes } from 'node:crypto';
import type { OfferView } from './pricing.offers.dto.js';
import type { PlanView } from './pricing.plans.dto.js';

export const kwacha = (amount: number) => ({ amount, currency: 'ZMW' });

export interface Refused {
  readonly code: string;
  readonly [extra: string]: unknown;
}

export interface Reply<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Somebody who sets the prices of these shops. */
export const pricer = (...shopIds: readonly string[]): ActorInit => ({
  kind: 'person',
  userId: newId(),
  audience: 'vendor',
  grants: shopIds.map((scopeId) => ({ permission: 'shops.prices.write', scope: 'shop', scopeId })),
});
export const shopper = (): ActorInit => ({ kind: 'person', userId: newId(), audience: 'customer' });
export const stranger = (): ActorInit => ({ kind: 'guest', guestHash: randomBytes(32).toString('hex') });

type Step = 'accept' | 'propose' | 'counter' | 'decline' | 'withdraw';

/** A place to negotiate: what buyers and shops do about prices, over HTTP. */
export class Bazaar {
  readonly db: Database;
  constructor(readonly app: NestFastifyApplication) {
    this.db = app.get(Database);
  }

  async call<T>(actor: ActorInit | undefined, method: 'GET' | 'POST' | 'PUT', path: string, body?: object) {
    const answer = await this.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: forwarded(actor),
      ...(body && { payload: body }),
    });
    const { statusCode: status, headers, payload } = answer;
    return { status, headers, body: (payload ? JSON.parse(payload) : {}) as T } as Reply<T>;
  }

  setPrice<T = PlanView>(shopId: string, variantId: string, price: object, actor = pricer(shopId)): Promise<Reply<T>> {
    return this.call<T>(actor, 'PUT', `/shops/${shopId}/prices/${variantId}`, price);
  }

  open<T = OfferView>(actor: ActorInit, offer: object): Promise<Reply<T>> {
    return this.call<T>(actor, 'POST', '/offers', offer);
  }

  /** What a buyer does with an offer of theirs. */
  buyer<T = OfferView>(actor: ActorInit, id: string, step: Step, body?: object): Promise<Reply<T>> {
    return this.call<T>(actor, 'POST', `/offers/${id}/${step}`, body);
  }

  /** What a shop does with an offer to it. */
  shop<T = OfferView>(
    shopId: string,
    id: string,
    step: Step,
    body?: object,
    actor = pricer(shopId),
  ): Promise<Reply<T>> {
    return this.call<T>(actor, 'POST', `/shops/${shopId}/offers/${id}/${step}`, body);
  }
}
