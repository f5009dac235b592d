import { problem } from '@pakashop/platform';

export const usersProblems = {
  badPhone: problem('VAL_002', 400, 'This is not a Zambian mobile number'),
  wrongScope: problem('users.wrong_scope', 422, 'The role cannot be granted for this scope'),
  rolesClash: problem('users.roles_clash', 409, 'The roles exclude each other'),
  ownRoles: problem('users.own_roles', 403, 'Nobody changes their own roles'),
};
