import { problem } from '@pakashop/platform';

export const shopsProblems = {
  notFound: problem('shops.not_found', 404, 'There is no such shop'),
  suspended: problem('shops.suspended', 409, 'The shop is suspended'),
};
