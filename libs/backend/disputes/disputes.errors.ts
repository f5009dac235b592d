import { problem } from '@pakashop/platform';

export const disputesProblems = {
  notFound: problem('disputes.not_found', 404, 'No such dispute'),
  notDelivered: problem('disputes.not_delivered', 409, 'The goods were not delivered'),
  tooLate: problem('disputes.too_late', 409, 'The time for disputes is over'),
  standing: problem('disputes.standing', 409, 'A dispute about this shop order stands'),
  linesInvalid: problem('disputes.lines_invalid', 422, 'The dispute is about more than was delivered'),
  closed: problem('disputes.closed', 409, 'The dispute is closed'),
  nothingLeft: problem('disputes.nothing_left', 409, 'All of its money went back before'),
  ownCase: problem('disputes.own', 403, 'Nobody decides about themselves'),
};
