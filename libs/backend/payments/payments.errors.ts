import { problem } from '@pakashop/platform';

export const paymentsProblems = {
  notFound: problem('ORDER_001', 404, 'No such order'),
  closed: problem('payments.order_closed', 409, 'This order can no longer be paid'),
  duplicate: problem('PAY_002', 409, 'A payment of this order is under way or done'),
  phoneMissing: problem('VAL_002', 400, 'The mobile money number is missing or wrong'),
  methodUnavailable: problem('payments.method_unavailable', 422, 'This way to pay is not offered'),
  amountOutOfBounds: problem('payments.amount_out_of_bounds', 422, 'The operator does not take this amount'),
  review: problem('FRAUD_001', 403, 'The payment is being checked'),
  refused: problem('PAY_001', 400, 'The payment was not accepted'),
  inFlight: problem('payments.in_flight', 409, 'The payment can still succeed'),
  breakNotFound: problem('payments.break_not_found', 404, 'No such break'),
  breakState: problem('payments.break_state', 409, 'The break is not in a state for this'),
  breakOutcome: problem('payments.break_outcome', 409, 'The break cannot end like this'),
  secondPerson: problem('payments.second_person', 403, 'A second person has to agree'),
  webhookInvalid: problem('payments.webhook_invalid', 401, 'The callback is not signed by the provider'),
  webhookUnchecked: problem('payments.webhook_unchecked', 503, 'The callback cannot be checked now'),
};
