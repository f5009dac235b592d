import { problem } from '@pakashop/platform';

export const usersProblems = {
  badPhone: problem('VAL_002', 400, 'This is not a Zambian mobile number'),
  contactTaken: problem('users.contact_taken', 409, "This contact is another account's"),
  lastContact: problem('users.last_contact', 409, 'This is the only confirmed contact'),
  factorContact: problem('users.contact_is_factor', 409, 'The codes of your only second factor go to this contact'),
  lastLead: problem('users.last_lead', 409, 'Somebody has to go on running it'),
  contactUnverified: problem('users.contact_unverified', 409, 'This contact is not confirmed'),
  wrongScope: problem('users.wrong_scope', 422, 'The role cannot be granted for this scope'),
  rolesClash: problem('users.roles_clash', 409, 'The roles exclude each other'),
  ownRoles: problem('users.own_roles', 403, 'Nobody changes their own roles'),
  invitationUnknown: problem('users.invitation_unknown', 404, 'There is no such invitation'),
  invitationNotYours: problem('users.invitation_not_yours', 403, 'The invitation went to another contact'),
};
