import { problem } from '@pakashop/platform';

export const authProblems = {
  wrongCredentials: problem('auth.wrong_credentials', 401, 'Unknown name or wrong password'),
  wrongPassword: problem('auth.wrong_password', 403, 'The current password is wrong'),
  passwordTooCommon: problem('auth.password_too_common', 400, 'The password is easy to guess'),
  contactTaken: problem('auth.contact_taken', 409, 'There is already an account with this e-mail or phone'),
  noSuchSurface: problem('auth.audience_refused', 403, 'This account has no role here'),
  suspended: problem('auth.suspended', 403, 'This account is suspended'),
  ownAccount: problem('auth.own_account', 403, 'Nobody suspends or reinstates themselves'),
  alreadySuspended: problem('auth.already_suspended', 409, 'The account is suspended already'),
  notSuspended: problem('auth.not_suspended', 409, 'The account is not suspended'),
  wrongCode: problem('auth.wrong_code', 400, 'This is not the code'),
  codeEnded: problem('auth.code_ended', 400, 'The code or link is no longer good'),
  googleRefused: problem('auth.google_refused', 400, 'Google did not confirm who you are'),
  googleEmailUnverified: problem('auth.google_email_unverified', 403, 'Google has not verified the e-mail address'),
  lastWayIn: problem('auth.last_way_in', 409, 'There would be no way left to sign in'),
  hasPassword: problem('auth.has_password', 409, 'The account has a password already'),
  notImpersonated: problem('auth.not_impersonated', 403, 'Nobody looks through the eyes of this person'),
  justChanged: problem('auth.account_changed', 409, 'The account has changed at this moment'),
};
