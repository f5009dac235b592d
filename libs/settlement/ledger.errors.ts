import { problem } from '@pakashop/platform';

export const ledgerProblems = {
  unknownAccount: problem('settlement.unknown_account', 404, 'There is no such account'),
};
