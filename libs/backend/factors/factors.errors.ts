import { problem } from '@pakashop/platform';

export const factorsProblems = {
  wrongCode: problem('MFA_002', 400, 'The code of the second factor is wrong'),
  signInEnded: problem('auth.sign_in_ended', 401, 'This sign-in has ended'),
  otherWayNeeded: problem('auth.other_way_needed', 403, 'Sign in another way'),
  methodRefused: problem('auth.method_refused', 409, 'This way of proving it is not open to you'),
  unverifiedContact: problem('auth.contact_unverified', 409, 'There is no verified contact for this'),
  lastFactor: problem('auth.last_factor', 409, 'Your role needs this second factor'),
  secondApproverNeeded: problem('auth.second_approver_required', 409, 'A second member of staff has to approve'),
  noFactor: problem('auth.no_factor', 409, 'There is no second factor'),
};
