import { problem } from '@pakashop/platform';

export const fraudProblems = {
  unknownReview: problem('fraud.unknown_review', 404, 'There is no such review'),
  decided: problem('fraud.review_decided', 409, 'This review is decided'),
};
