import type { DomainParts } from '@pakashop/platform';
import { ContactChanges } from './users.contacts.changes.js';
import { ContactsController } from './users.contacts.controller.js';
import { OldContacts } from './users.contacts.old.js';
import { Contacts } from './users.contacts.service.js';
import { UsersController } from './users.controller.js';
import { GrantsController } from './users.grants.controller.js';
import { Grants } from './users.grants.js';
import { Roles } from './users.roles.js';
import { UsersService } from './users.service.js';

/** People, their contacts and their roles. */
export const users: DomainParts = {
  sealed: [{ table: 'backend.contact_changes', column: 'sealed', id: 'id' }],
  providers: [UsersService, Contacts, ContactChanges, OldContacts, Grants, Roles],
  api: [UsersController, ContactsController, GrantsController],
};
