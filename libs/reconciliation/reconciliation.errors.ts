import { problem } from '@pakashop/platform';

export const reconciliationProblems = {
  unknownFormat: problem('reconciliation.format_unknown', 422, 'Nobody can read this kind of statement'),
  unknownStatement: problem('reconciliation.statement_not_found', 404, 'There is no such statement'),
  unknownBreak: problem('reconciliation.break_not_found', 404, 'There is no such break'),
  badPeriod: problem('reconciliation.period_invalid', 422, 'The statement cannot be for this period'),
  notOver: problem('reconciliation.day_not_over', 422, 'The day is not over'),
  notInState: problem('reconciliation.break_state', 409, 'The break is in another state'),
  cannotWriteOff: problem(
    'reconciliation.nothing_to_write_off',
    422,
    'There is no difference that the books could give up',
  ),
  notOwed: problem('reconciliation.nothing_owed', 422, 'This money is not owed back to anybody'),
  mustWriteOff: problem('reconciliation.difference_left', 422, 'The books differ from the statement'),
  ownProposal: problem('reconciliation.own_proposal', 403, 'A second person has to approve it'),
  notMatchable: problem('reconciliation.not_matchable', 422, 'These two cannot be the same money'),
  taken: problem('reconciliation.already_matched', 409, 'One of the two is matched already'),
  notMatched: problem('reconciliation.not_matched', 404, 'This line is not matched'),
  writtenOff: problem('reconciliation.written_off', 409, 'The difference of this pair was written off'),
  dayClosed: problem('reconciliation.day_closed', 409, 'The day is closed'),
  inTheWay: problem('reconciliation.close_refused', 409, 'The day cannot be closed yet'),
  unknownClose: problem('reconciliation.close_not_found', 404, 'This day is not closed'),
  laterClosed: problem('reconciliation.later_day_closed', 409, 'A later day is closed'),
};
