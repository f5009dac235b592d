import { problem } from '@pakashop/platform';

export const messagesProblems = {
  webhookInvalid: problem('messages.webhook_invalid', 401, 'The report is not signed by the carrier'),
  challengeInvalid: problem('messages.challenge_invalid', 403, 'The verification token is not ours'),
  noSuppression: problem('messages.no_suppression', 404, 'There is no such suppression'),
};
