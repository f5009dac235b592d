import { Injectable } from '@nestjs/common';
import { type Actor, Database, Outbox, sql, type Sql, type Tx } from '@pakashop/platform';
import type { OfferList, OffersQuery, OfferView, Propose } from './pricing.offers.dto.js';
import { offersProblems as problems } from './pricing.offers.errors.js';
import { type OfferAnswer, OfferAnswered } from './pricing.offers.events.js';
import { answerOf, listOffers, moveOffers, type OfferMove, readOffers } from './pricing.offers.record.js';
import { PricePlans } from './pricing.plans.js';

type ShopStep = Omit<OfferMove, 'where' | 'by' | 'to'> & { readonly to: OfferAnswer['state'] };

/** Offers in the hands of the shops they were made to. */
@Injectable()
export class ShopOffers {
  constructor(
    private readonly db: Database,
    private readonly plans: PricePlans,
    private readonly outbox: Outbox,
  ) {}

  /** Offers to a shop, newest first; of a shop that is not the caller's there are none. */
  list(actor: Actor, shopId: string, query: OffersQuery): Promise<OfferList> {
    return listOffers(this.db, sql`o.shop_id = ${shopId} AND ${covered(actor)}`, query);
  }

  /**
   * Agrees to the buyer's price.
   *
   * @throws Problem pricing.offer_not_found, pricing.offer_wrong_state, pricing.below_floor
   */
  accept(actor: Actor, shopId: string, id: string): Promise<OfferView> {
    return this.answer(actor, shopId, id, { from: ['AT_SHOP'], to: 'ACCEPTED' });
  }

  /**
   * Names a price: the answer to a proposal, or the quotation that was asked for.
   *
   *
   * @throws Problem pricing.offer_not_found, pricing.offer_wrong_state, pricing.below_floor
   */
  counter(actor: Actor, shopId: string, id: string, { price, quantity }: Propose): Promise<OfferView> {
    return this.answer(actor, shopId, id, { from: ['AT_SHOP'], to: 'AT_BUYER', price: price.amount, quantity });
  }

  /**
   * Ends a negotiation that is not agreed.
   *
   * @throws Problem pricing.offer_not_found, pricing.offer_wrong_state
   */
  decline(actor: Actor, shopId: string, id: string): Promise<OfferView> {
    return this.answer(actor, shopId, id, { from: ['AT_SHOP', 'AT_BUYER'], to: 'DECLINED' });
  }

  private answer(actor: Actor, shopId: string, id: string, step: ShopStep): Promise<OfferView> {
    const own = sql`o.id = ${id} AND o.shop_id = ${shopId} AND ${covered(actor)}`;
    return this.db.transaction(async (tx) => {
      const [before] = await readOffers(tx, own);
      if (!before) throw problems.notFound('No offer to your shops has this id.');
      if (step.to !== 'DECLINED') {
        await this.assertAboveFloor(tx, before, step.price ?? before.price?.amount);
      }
      const moved = await moveOffers(tx, { ...step, where: sql`${own} AND ${sameAs(before)}`, by: 'SHOP' });
      const [after] = await readOffers(tx, own);
      if (moved === 0) throw problems.wrongState(`It is ${after!.state} now.`);
      const { buyer } = await tx.one<{ buyer: string }>(sql`SELECT o.buyer FROM pricing.offers o WHERE ${own}`);
      await this.outbox.publish(tx, OfferAnswered, id, answerOf(after!, { buyer, by: 'SHOP', state: step.to }));
      return after!;
    });
  }

  /** The floor guards the shop against its own slips, too. */
  private async assertAboveFloor(tx: Tx, { shopId, variantId }: OfferView, price?: number): Promise<void> {
    if (price === undefined) throw problems.wrongState('Name a price first.');
    const plan = await this.plans.inForce(tx, shopId, variantId);
    if (plan?.model === 'NEGOTIABLE' && price < plan.floor) {
      throw problems.belowFloor('Set a lower floor first, or name a higher price.');
    }
  }
}

const covered = (actor: Actor): Sql => {
  const shops = actor.shopsWith('shops.prices.write');
  return shops ? sql`o.shop_id = ANY(${shops}::uuid[])` : sql`true`;
};

/** What the shop answers is the price that it has read, not one that came since. */
const sameAs = ({ price, quantity }: OfferView): Sql =>
  sql`o.price IS NOT DISTINCT FROM ${price?.amount ?? null}::bigint AND o.quantity = ${quantity}`;
