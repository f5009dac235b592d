import { problem } from '@pakashop/platform';

export const plansProblems = {
  shopNotFound: problem('pricing.shop_not_found', 404, 'There is no such shop'),
  notFound: problem('pricing.plan_not_found', 404, 'The shop has set no price model for this variant'),
  changed: problem('pricing.plan_changed', 409, 'Somebody else has changed this price'),
  priceOnRequest: problem('pricing.price_on_request', 409, 'The price has to be asked for first'),
  minimumQuantity: problem('pricing.minimum_quantity', 422, 'It is sold in larger numbers only'),
  offerUnusable: problem('pricing.offer_unusable', 409, 'The offer cannot be used for this'),
};
