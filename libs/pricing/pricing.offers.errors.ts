import { problem } from '@pakashop/platform';

export const offersProblems = {
  notFound: problem('pricing.offer_not_found', 404, 'There is no such offer'),
  takesNone: problem('pricing.takes_no_offers', 409, 'The shop takes no offers for this'),
  alreadyOpen: problem('pricing.offer_open', 409, 'You are negotiating about this already'),
  tooMany: problem('pricing.too_many_proposals', 429, 'Enough proposals for today'),
  noRoundsLeft: problem('pricing.no_rounds_left', 409, 'There were enough proposals in this negotiation'),
  wrongState: problem('pricing.offer_wrong_state', 409, 'The offer is not at this step'),
  belowFloor: problem('pricing.below_floor', 422, 'The price is below the floor that the shop has set'),
};
