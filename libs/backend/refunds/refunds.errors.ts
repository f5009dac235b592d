import { problem } from '@pakashop/platform';

export const refundsProblems = {
  notFound: problem('refunds.not_found', 404, 'No such refund'),
  orderNotFound: problem('ORDER_001', 404, 'No such order'),
  notPaid: problem('refunds.not_paid', 409, 'This order was not paid'),
  tooMuch: problem('refunds.too_much', 409, 'More than what is left of the payment'),
  nothing: problem('refunds.nothing', 422, 'There is nothing to give back'),
  onTheRoad: problem('refunds.on_the_road', 409, 'The goods are on their way'),
  wrongState: problem('refunds.wrong_state', 409, 'The refund is not in a state for this'),
  mayStillArrive: problem('refunds.may_still_arrive', 409, 'The money may be on its way'),
  ownRefund: problem('refunds.second_person', 403, 'A second person has to agree'),
};
