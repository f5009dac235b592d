import { problem } from '@pakashop/platform';

export const privacyProblems = {
  noExport: problem('privacy.no_export', 404, 'There is no such copy'),
  notReady: problem('privacy.not_ready', 409, 'The copy is not ready, or not there any more'),
  linkOver: problem('privacy.link_over', 410, 'The link was used, is too old, or belongs to another session'),
  blocked: problem('privacy.blocked', 409, 'Something has to end before the account can be erased'),
  noErasure: problem('privacy.no_erasure', 404, 'Nobody asked for the erasure of this account'),
};
