import { problem } from '@pakashop/platform';

export const payoutsProblems = {
  noBatch: problem('settlement.no_batch', 404, 'There is no such payout batch'),
  noPayout: problem('settlement.no_payout', 404, 'There is no such payout'),
  noPayee: problem('settlement.no_payee', 404, 'There is nobody like this to pay'),
  runInProgress: problem('settlement.payout_run_in_progress', 409, 'Another batch is being prepared'),
  wrongState: problem('settlement.payout_state', 409, 'This is not possible in its present state'),
  altered: problem('settlement.batch_altered', 409, 'This is not the batch that was looked at'),
  samePerson: problem('settlement.second_person', 403, 'A second person has to approve'),
  notFailed: problem('settlement.payout_not_failed', 409, 'Only a payout that has failed is paid again'),
  contradicted: problem('settlement.payout_contradicted', 409, 'The provider says that it was paid after all'),
  noBreak: problem('settlement.no_payout_break', 404, 'There is no such break'),
  breakDecided: problem('settlement.payout_break_decided', 409, 'This was decided, or is not what was proposed'),
  badOutcome: problem('settlement.payout_break_outcome', 422, 'This cannot be the outcome of such a break'),
  payeeHasLess: problem('settlement.payee_has_less', 409, 'The payee has less than that'),
  notCancellable: problem('settlement.payout_not_cancellable', 409, 'The payout cannot be taken back any more'),
};
