import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type Claim,
  Database,
  newId,
  Outbox,
  platformProblems,
  sql,
  type Sql,
  type Tx,
  uniqueViolation,
} from '@pakashop/platform';
import type { OfferList, OffersQuery, OfferView, OpenOffer, Propose } from './pricing.offers.dto.js';
import { offersProblems as problems } from './pricing.offers.errors.js';
import { OfferAnswered } from './pricing.offers.events.js';
import { answerOf, beginOffer, buyerOf, listOffers, moveOffers, readOffers } from './pricing.offers.record.js';
import { MOST_ROUNDS, PROPOSALS_A_DAY, verdictOn } from './pricing.offers.rules.js';
import { PricePlans } from './pricing.plans.js';
import type { Plan } from './pricing.plans.rules.js';

const NOT_YOURS = 'Look at your own offers with GET /offers.';

/** Offers in the hands of buyers, signed in or not. */
@Injectable()
export class Offers {
  constructor(
    private readonly db: Database,
    private readonly plans: PricePlans,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Opens a negotiation or asks for a quotation, as the shop's plan has it. What the plan decides by itself is decided
   * at once.
   *
   * @throws Problem pricing.takes_no_offers, pricing.offer_open, pricing.too_many_proposals, VAL_001
   */
  open(actor: Actor, { shopId, variantId, quantity, price }: OpenOffer, claim: Claim): Promise<OfferView> {
    const buyer = buyerOf(actor);
    const own = sql`o.buyer = ${buyer} AND o.shop_id = ${shopId} AND o.variant_id = ${variantId}`;
    return this.db.transaction(async (tx) => {
      await this.queueProposals(tx, buyer, variantId, own);
      const plan = await this.plans.inForce(tx, shopId, variantId);
      const kind = kindOf(plan, price !== undefined);
      await moveOffers(tx, { where: own, from: ['AT_SHOP', 'AT_BUYER'], to: 'EXPIRED', by: 'SYSTEM' });
      const id = newId();
      const offer = { id, kind, planId: plan!.id, shopId, variantId, buyer, quantity, price: price?.amount ?? null };
      await beginOffer(tx, offer).catch(refuseSecond);
      if (price) await this.judge(tx, id, plan, price.amount);
      const [view] = await readOffers(tx, sql`o.id = ${id}`);
      await claim.answer(tx, 201, view);
      return view!;
    });
  }

  /**
   * Answers the shop's price with another one.
   *
   * @throws Problem pricing.offer_not_found, pricing.offer_wrong_state, pricing.no_rounds_left,
   *   pricing.too_many_proposals
   */
  propose(actor: Actor, id: string, { price, quantity }: Propose): Promise<OfferView> {
    const where = ownOffer(actor, id);
    return this.db.transaction(async (tx) => {
      const offer = await tx.maybe<{ shopId: string; variantId: string; buyer: string; rounds: number }>(sql`
        SELECT o.shop_id AS "shopId", o.variant_id AS "variantId", o.buyer, o.rounds FROM pricing.offers o WHERE ${where}`);
      if (!offer) throw problems.notFound(NOT_YOURS);
      const { shopId, variantId, buyer } = offer;
      if (offer.rounds >= MOST_ROUNDS) throw problems.noRoundsLeft('Accept the last price of the shop, or withdraw.');
      const same = sql`o.buyer = ${buyer} AND o.shop_id = ${shopId} AND o.variant_id = ${variantId}`;
      await this.queueProposals(tx, buyer, variantId, same);
      const moved = await moveOffers(tx, {
        where: sql`${where} AND o.rounds < ${MOST_ROUNDS}`,
        from: ['AT_BUYER'],
        to: 'AT_SHOP',
        by: 'BUYER',
        price: price.amount,
        quantity,
        set: sql`rounds = o.rounds + 1`,
      });
      if (moved === 0) throw problems.wrongState('Propose once the shop has answered.');
      await this.judge(tx, id, await this.plans.inForce(tx, shopId, variantId), price.amount);
      return this.answered(tx, buyer, (await readOffers(tx, where))[0]!);
    });
  }

  /**
   * Agrees to the shop's price.
   *
   * @throws Problem pricing.offer_not_found, pricing.offer_wrong_state
   */
  accept(actor: Actor, id: string): Promise<OfferView> {
    return this.end(actor, id, { from: ['AT_BUYER'], to: 'ACCEPTED' });
  }

  /**
   * Ends a negotiation that is not agreed.
   *
   * @throws Problem pricing.offer_not_found, pricing.offer_wrong_state
   */
  withdraw(actor: Actor, id: string): Promise<OfferView> {
    return this.end(actor, id, { from: ['AT_SHOP', 'AT_BUYER'], to: 'WITHDRAWN' });
  }

  /** The caller's offers, newest first. */
  mine(actor: Actor, query: OffersQuery): Promise<OfferList> {
    return listOffers(this.db, sql`o.buyer = ${buyerOf(actor)}`, query);
  }

  /** @throws Problem pricing.offer_not_found */
  async one(actor: Actor, id: string): Promise<OfferView> {
    const [offer] = await readOffers(this.db, ownOffer(actor, id));
    if (!offer) throw problems.notFound(NOT_YOURS);
    return offer;
  }

  private end(
    actor: Actor,
    id: string,
    step: { from: readonly ('AT_SHOP' | 'AT_BUYER')[]; to: 'ACCEPTED' | 'WITHDRAWN' },
  ): Promise<OfferView> {
    const where = ownOffer(actor, id);
    return this.db.transaction(async (tx) => {
      const moved = await moveOffers(tx, { where, ...step, by: 'BUYER' });
      const [offer] = await readOffers(tx, where);
      if (!offer) throw problems.notFound(NOT_YOURS);
      if (moved === 0) throw problems.wrongState(`It is ${offer.state} now.`);
      return step.to === 'ACCEPTED' ? this.answered(tx, buyerOf(actor), offer) : offer;
    });
  }

  /** The shop has named a price and is told what the buyer says; not what its own floor declines. */
  private async answered(tx: Tx, buyer: string, offer: OfferView): Promise<OfferView> {
    if (offer.state === 'AT_SHOP' || offer.state === 'ACCEPTED') {
      await this.outbox.publish(
        tx,
        OfferAnswered,
        offer.id,
        answerOf(offer, { buyer, by: 'BUYER', state: offer.state }),
      );
    }
    return offer;
  }

  /** What the shop has decided beforehand. */
  private async judge(tx: Tx, id: string, plan: Plan | undefined, price: number): Promise<void> {
    const verdict = plan ? verdictOn(plan, price) : 'AT_SHOP';
    if (verdict === 'AT_SHOP') return;
    await moveOffers(tx, { where: sql`o.id = ${id}`, from: ['AT_SHOP'], to: verdict, by: 'SYSTEM' });
  }

  /** Proposals of one buyer about one variant are made one after another, so that their count is true when it is read. */
  private async queueProposals(tx: Tx, buyer: string, variantId: string, own: Sql): Promise<void> {
    const queue = `pricing.offers:${buyer}:${variantId.toLowerCase()}`;
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${queue}, 0))`);
    const { made, seconds } = await tx.one<{ made: number; seconds: number | null }>(sql`
      SELECT count(*) AS made, ceil(extract(epoch FROM min(m.at) + interval '24 hours' - now()))::int AS seconds
      FROM pricing.offers o JOIN pricing.offer_moves m ON m.offer_id = o.id
      WHERE ${own} AND m.by = 'BUYER' AND m.to_state = 'AT_SHOP' AND m.at > now() - interval '24 hours'`);
    if (made < PROPOSALS_A_DAY) return;
    throw problems.tooMany('Wait for the shop, or come back tomorrow.', { retryAfter: seconds ?? undefined });
  }
}

const ownOffer = (actor: Actor, id: string): Sql => sql`o.id = ${id} AND o.buyer = ${buyerOf(actor)}`;

/** Whether the plan makes it a negotiation or a request, and whether a price goes with that. */
function kindOf(plan: Plan | undefined, hasPrice: boolean): 'NEGOTIATION' | 'QUOTATION' {
  if (plan?.model !== 'NEGOTIABLE' && plan?.model !== 'QUOTATION') {
    throw problems.takesNone('Order it at its price; GET /prices says which shops negotiate about what.');
  }
  const isNegotiation = plan.model === 'NEGOTIABLE';
  if (isNegotiation !== hasPrice) {
    const message = isNegotiation ? 'price is needed to negotiate' : 'price is left out when the shop is to name one';
    throw platformProblems.invalid('See how the shop prices it.', { errors: [{ path: 'price', message }] });
  }
  return isNegotiation ? 'NEGOTIATION' : 'QUOTATION';
}

function refuseSecond(error: unknown): never {
  if (uniqueViolation(error) !== 'offers_open_key') throw error;
  throw problems.alreadyOpen('Go on with the one that is open, or withdraw it.');
}
