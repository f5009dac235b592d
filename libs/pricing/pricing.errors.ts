import { problem } from '@pakashop/platform';

export const pricingProblems = {
  currencyMixed: problem('pricing.currency_mixed', 422, 'The lines are not all in the currency of the quote'),
  noDelivery: problem('pricing.no_delivery', 422, 'There is no delivery fee for this place'),
  noRule: problem('pricing.no_rule', 422, 'No commission rule fits'),
  ruleChanged: problem('pricing.rule_changed', 409, 'Somebody else has changed this rule'),
  ruleNotFound: problem('pricing.rule_not_found', 404, 'There is no such rule'),
  sameRank: problem('pricing.same_rank', 409, 'Another rule has this scope and priority at that time'),
  tooWide: problem('pricing.too_wide', 409, 'The rule matches more than it seems to be meant for'),
  needsProposal: problem('pricing.needs_proposal', 409, 'The rule reaches too much for one person alone'),
  lastRule: problem('pricing.last_rule', 409, 'One rule for everything must stay'),
  proposalNotFound: problem('pricing.proposal_not_found', 404, 'There is no such proposal'),
  proposalDecided: problem('pricing.proposal_decided', 409, 'The proposal is decided'),
  notSimulated: problem('pricing.not_simulated', 409, 'The proposal was not tried on the rules of today'),
  notConfirmed: problem('pricing.not_confirmed', 409, 'The simulation does not show what part of the proposal means'),
  secondPerson: problem('pricing.second_person', 403, 'Somebody else must approve what you propose'),
};
