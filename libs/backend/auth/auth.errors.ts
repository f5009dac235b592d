import { problem } from '@pakashop/platform';

export const authProblems = {
  wrongCredentials: problem('auth.wrong_credentials', 401, 'Unknown name or wrong password'),
  wrongPassword: problem('auth.wrong_password', 403, 'The current password is wrong'),
  passwordTooCommon: problem('auth.password_too_common', 400, 'The password is easy to guess'),
  contactTaken: problem('auth.contact_taken', 409, 'There is already an account with this e-mail or phone'),
  noSuchSurface: problem('auth.audience_refused', 403, 'This account has no role here'),
  suspended: problem('auth.suspended', 403, 'This account is suspended'),
  justChanged: problem('auth.account_changed', 409, 'The account has changed at this moment'),
};
