import type { Terms } from './pricing.plans.rules.js';

/**
 * Where an offer stands: with the shop or with the buyer, who has to answer; agreed; or over. USED by an order that was
 * paid.
 */
export const OFFER_STATES = ['AT_SHOP', 'AT_BUYER', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED', 'USED'] as const;
export type OfferState = (typeof OFFER_STATES)[number];
export type OfferKind = 'NEGOTIATION' | 'QUOTATION';
export type OfferSide = 'BUYER' | 'SHOP' | 'SYSTEM';

/** Proposals of the buyer in one negotiation. */
export const MOST_ROUNDS = 5;
/** Proposals of one buyer about one variant in 24 hours, so that nobody finds the floor by trying. */
export const PROPOSALS_A_DAY = 6;
/** Seconds in which the other side has to answer. */
export const ANSWER_SECONDS = 48 * 3_600;
/** Seconds in which an accepted offer has to be ordered with. */
export const ACCEPTED_SECONDS = 72 * 3_600;

const LEADS_TO: Readonly<Record<OfferState, readonly OfferState[]>> = {
  AT_SHOP: ['AT_BUYER', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED'],
  AT_BUYER: ['AT_SHOP', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED'],
  ACCEPTED: ['USED', 'EXPIRED'],
  DECLINED: [],
  WITHDRAWN: [],
  EXPIRED: [],
  USED: [],
};

/** Where an offer may go from a state. */
export const nextOfferStates = (state: OfferState): readonly OfferState[] => LEADS_TO[state];

/** The states from which an offer may go to this one. */
export const statesBefore = (state: OfferState): readonly OfferState[] =>
  OFFER_STATES.filter((before) => LEADS_TO[before].includes(state));

/** How long a state lasts before it expires; undefined for one that stays. */
export function lastsFor(state: OfferState): number | undefined {
  if (state === 'ACCEPTED') return ACCEPTED_SECONDS;
  return state === 'AT_SHOP' || state === 'AT_BUYER' ? ANSWER_SECONDS : undefined;
}

/** What becomes of a proposal without the shop: it is declined, accepted, or waits for an answer. */
export function verdictOn(terms: Terms, price: number): 'DECLINED' | 'ACCEPTED' | 'AT_SHOP' {
  if (terms.model !== 'NEGOTIABLE') return 'AT_SHOP';
  if (price < terms.floor) return 'DECLINED';
  return terms.acceptFrom !== null && price >= terms.acceptFrom ? 'ACCEPTED' : 'AT_SHOP';
}
