import { problem } from '@pakashop/platform';

export const walletsProblems = {
  notFound: problem('wallets.not_found', 404, 'There is no such payout wallet'),
  ownWallet: problem('wallets.own', 403, 'Nobody decides about their own wallet'),
};
