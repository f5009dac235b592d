import { event } from '@pakashop/platform';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

const ANSWERS = ['AT_SHOP', 'AT_BUYER', 'ACCEPTED', 'DECLINED'] as const;
const SIDES = ['BUYER', 'SHOP'] as const;

/** One side of an offer has answered what the other has named. */
export class OfferAnswer {
  @IsUUID() offerId: string;
  @IsUUID() shopId: string;
  @IsUUID() variantId: string;
  /** The buyer, when signed in. */
  @IsOptional() @IsUUID() userId?: string;
  /** Who has answered. */
  @IsIn(SIDES) by: (typeof SIDES)[number];
  /** Where the offer stands by the answer. */
  @IsIn(ANSWERS) state: (typeof ANSWERS)[number];
}

/** An offer was answered by its shop, or the shop's price by the buyer; not told of what the system decides. */
export const OfferAnswered = event('pricing.offer_answered', OfferAnswer);
