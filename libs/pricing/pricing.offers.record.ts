import {
  type Actor,
  currentContext,
  money,
  none,
  olderThan,
  platformProblems,
  type Queryable,
  sql,
  type Sql,
  toPage,
  type Tx,
} from '@pakashop/platform';
import type { OfferAnswer } from './pricing.offers.events.js';
import type { OfferList, OffersQuery, OfferView } from './pricing.offers.dto.js';
import {
  lastsFor,
  MOST_ROUNDS,
  type OfferKind,
  type OfferSide,
  type OfferState,
  statesBefore,
} from './pricing.offers.rules.js';

interface OfferRow {
  readonly id: string;
  readonly kind: OfferKind;
  readonly shopId: string;
  readonly variantId: string;
  readonly state: OfferState;
  readonly quantity: number;
  readonly price: number | null;
  readonly currency: string;
  readonly rounds: number;
  readonly expiresAt: Date;
  readonly createdAt: Date;
  readonly history: readonly {
    readonly state: OfferState;
    readonly by: OfferSide;
    readonly price: number | null;
    readonly quantity: number;
    readonly at: string;
  }[];
}

/**
 * The buyer in the offers' rows.
 *
 * @throws Problem AUTH_001 for somebody who is neither signed in nor a guest
 */
export function buyerOf({ kind, userId, guestHash }: Actor): string {
  if (kind === 'person' && userId) return `user:${userId}`;
  if (kind === 'guest' && guestHash) return `guest:${guestHash}`;
  throw platformProblems.notSignedIn('Sign in, or send the guest token as x-guest-token.');
}

/** The state of offer `o` at this moment: what nobody answered or used in time is over, though no row says so. */
const STATE = sql`
  CASE WHEN o.state IN ('AT_SHOP', 'AT_BUYER', 'ACCEPTED') AND o.expires_at <= now() THEN 'EXPIRED' ELSE o.state END`;

/** Offers `o` with their histories, the newest first. */
export async function readOffers(db: Queryable, where: Sql, limit = 1): Promise<OfferView[]> {
  const rows = await db.rows<OfferRow>(sql`
    SELECT o.id, o.kind, o.shop_id AS "shopId", o.variant_id AS "variantId", ${STATE} AS state, o.quantity, o.price,
      o.currency, o.rounds, o.expires_at AS "expiresAt", o.created_at AS "createdAt",
      (SELECT json_agg(json_build_object('state', m.to_state, 'by', m.by, 'price', m.price, 'quantity', m.quantity,
         'at', m.at) ORDER BY m.seq) FROM pricing.offer_moves m WHERE m.offer_id = o.id) AS history
    FROM pricing.offers o WHERE ${where} ORDER BY o.id DESC LIMIT ${limit}`);
  return rows.map(offerView);
}

/** A page of the offers `o` that are somebody's. */
export async function listOffers(db: Queryable, whose: Sql, { limit, cursor, state }: OffersQuery): Promise<OfferList> {
  const where = sql`${whose} ${state ? sql`AND ${STATE} = ${state}` : none} ${olderThan(cursor, sql`o.id`)}`;
  const offers = await readOffers(db, where, limit + 1);
  return toPage(
    offers,
    limit,
    ({ id }) => [id],
    (offer) => offer,
  );
}

function offerView({ currency, rounds, history, ...row }: OfferRow): OfferView {
  const priced = (price: number | null) => (price === null ? null : money(price, currency));
  return {
    id: row.id,
    kind: row.kind,
    shopId: row.shopId,
    variantId: row.variantId,
    state: row.state,
    quantity: row.quantity,
    price: priced(row.price),
    roundsLeft: Math.max(0, MOST_ROUNDS - rounds),
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    history: history.map(({ state, by, price, quantity, at }) => ({
      state,
      by,
      price: priced(price),
      quantity,
      at: new Date(at).toISOString(),
    })),
  };
}

/** What is told of an answer. Of guests nothing is told: only their token is known. */
export const answerOf = (
  { id: offerId, shopId, variantId }: OfferView,
  { buyer, ...answer }: Pick<OfferAnswer, 'by' | 'state'> & { readonly buyer: string },
): OfferAnswer => ({
  ...{ offerId, shopId, variantId },
  ...(buyer.startsWith('user:') && { userId: buyer.slice('user:'.length) }),
  ...answer,
});

export interface NewOffer {
  readonly id: string;
  readonly kind: OfferKind;
  readonly planId: string;
  readonly shopId: string;
  readonly variantId: string;
  readonly buyer: string;
  readonly quantity: number;
  readonly price: number | null;
}

/** Writes an offer with the first row of its history; it waits for the shop. */
export async function beginOffer(tx: Tx, offer: NewOffer): Promise<void> {
  await tx.execute(sql`
    WITH begun AS (
      INSERT INTO pricing.offers (id, kind, plan_id, shop_id, variant_id, buyer, state, quantity, price, currency, expires_at)
      VALUES (${offer.id}, ${offer.kind}, ${offer.planId}, ${offer.shopId}, ${offer.variantId}, ${offer.buyer}, 'AT_SHOP',
              ${offer.quantity}, ${offer.price}, 'ZMW', now() + make_interval(secs => ${lastsFor('AT_SHOP')}))
      RETURNING id, price, quantity)
    INSERT INTO pricing.offer_moves (offer_id, seq, to_state, by, price, quantity, actor)
    SELECT id, 1, 'AT_SHOP', 'BUYER', price, quantity, ${actor()} FROM begun`);
}

export interface OfferMove {
  /** Whose, which, and on what condition: of `o`. */
  readonly where: Sql;
  /** The states it may come from; all that lead there when absent. */
  readonly from?: readonly OfferState[];
  readonly to: OfferState;
  readonly by: OfferSide;
  readonly price?: number;
  readonly quantity?: number;
  /** Further columns set with the state. */
  readonly set?: Sql;
}

/**
 * Moves offers that are not over, and writes down by whom: the only way a state changes.
 *
 * @returns how many moved; the others are in none of the states, over, or not theirs
 */
export function moveOffers(db: Queryable, { where, from, to, by, price, quantity, set }: OfferMove): Promise<number> {
  const seconds = lastsFor(to);
  const isInTime =
    to === 'EXPIRED' ? sql`o.expires_at <= now()` : to === 'USED' ? sql`true` : sql`o.expires_at > now()`;
  return db.execute(sql`
    WITH moved AS (
      UPDATE pricing.offers o SET state = ${to}, moves = o.moves + 1, price = coalesce(${price ?? null}, o.price),
        quantity = coalesce(${quantity ?? null}, o.quantity),
        expires_at = coalesce(now() + make_interval(secs => ${seconds ?? null}), o.expires_at)
        ${set ? sql`, ${set}` : sql``}
      WHERE ${where} AND o.state = ANY(${from ?? statesBefore(to)}) AND ${isInTime}
      RETURNING o.id, o.moves, old.state AS "from", o.price, o.quantity)
    INSERT INTO pricing.offer_moves (offer_id, seq, from_state, to_state, by, price, quantity, actor)
    SELECT id, moves, "from", ${to}, ${by}, price, quantity, ${actor()} FROM moved`);
}

const actor = (): string => currentContext()?.actor ?? 'system';
