import { problem } from '@pakashop/platform';

export const pricingProblems = {
  currencyMixed: problem('pricing.currency_mixed', 422, 'The lines are not all in the currency of the quote'),
  noDelivery: problem('pricing.no_delivery', 422, 'There is no delivery fee for this place'),
  ruleChanged: problem('pricing.rule_changed', 409, 'Somebody else has changed this rule'),
};
