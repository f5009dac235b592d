import { problem } from '@pakashop/platform';

export const ledgerProblems = {
  unknownAccount: problem('settlement.unknown_account', 404, 'There is no such account'),
  policyChanged: problem('settlement.policy_changed', 409, 'Somebody has changed the policy meanwhile'),
  noAdjustment: problem('settlement.no_adjustment', 404, 'There is no such correction'),
  adjustmentDecided: problem('settlement.adjustment_decided', 409, 'The correction is decided'),
  ownAdjustment: problem('settlement.own_adjustment', 403, 'Nobody approves what they have proposed'),
  balanceTooSmall: problem('settlement.balance_too_small', 409, 'The balance is too small'),
};
