import type { DomainParts } from '@pakashop/platform';
import { UsersController } from './users.controller.js';
import { GrantsController } from './users.grants.controller.js';
import { Grants } from './users.grants.js';
import { Roles } from './users.roles.js';
import { UsersService } from './users.service.js';

/** People, their contacts and their roles. */
export const users: DomainParts = {
  providers: [UsersService, Grants, Roles],
  api: [UsersController, GrantsController],
};
