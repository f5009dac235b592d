import { problem } from '@pakashop/platform';

export const shopsProblems = {
  notFound: problem('shops.not_found', 404, 'There is no such shop'),
  suspended: problem('shops.suspended', 409, 'The shop is suspended'),
  notSuspended: problem('shops.not_suspended', 409, 'The shop is not suspended'),
  ownShop: problem('shops.own', 403, 'Nobody decides about their own shop'),
  notLead: problem('shops.not_lead', 403, 'Only those who own the shop decide who works in it'),
  lastOwner: problem('shops.last_owner', 409, 'A shop keeps one who owns it'),
  noMember: problem('shops.no_member', 404, 'The person does not work in this shop'),
};
