import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { AskedPrice } from './pricing.plans.dto.js';
import { OFFER_STATES, type OfferKind, type OfferSide, type OfferState } from './pricing.offers.rules.js';

/** Proposes a price where the shop negotiates, or asks for one where it quotes. */
export class OpenOffer {
  /** The shop that sells the variant. */
  @IsUUID() shopId: string;
  @IsUUID() variantId: string;
  /** The price will hold for exactly so many pieces. */
  @IsInt() @Min(1) @Max(999) quantity: number;
  /** Of one piece. Needed to negotiate, left out to ask for a quotation. */
  @Omittable() @IsObject() @ValidateNested() @Type(() => AskedPrice) price?: AskedPrice;
}

/** Another price, and another quantity when it depends on that. */
export class Propose {
  /** Of one piece. */
  @IsObject() @ValidateNested() @Type(() => AskedPrice) price: AskedPrice;
  /** As before when left out. */
  @Omittable() @IsInt() @Min(1) @Max(999) quantity?: number;
}

export class OffersQuery extends PageQuery {
  @Omittable() @IsIn(OFFER_STATES) state?: OfferState;
}

export class OfferMoveView {
  state: OfferState;
  /** SYSTEM for what the shop's own rules decide at once, and for time. */
  by: OfferSide;
  /** Of one piece; null until there is one. */
  price: Money | null;
  quantity: number;
  at: string;
}

/** An offer as both sides see it. */
export class OfferView {
  id: string;
  kind: OfferKind;
  shopId: string;
  variantId: string;
  /** AT_SHOP and AT_BUYER wait for an answer; ACCEPTED is ordered with by naming its id in the line of an order. */
  state: OfferState;
  quantity: number;
  /** Of one piece, as proposed last; null until a quotation has one. */
  price: Money | null;
  /** How often the buyer may still propose. */
  roundsLeft: number;
  /** Until when it has to be answered, or ordered with once it is accepted. */
  expiresAt: string;
  createdAt: string;
  history: OfferMoveView[];
}

export class OfferList {
  data: OfferView[];
  nextCursor: string | null;
}
