import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Allow, Caller, DuringEnrolment, platformProblems, Throws } from '@pakashop/platform';
import { PERMISSIONS, type Permission } from '../auth/auth.permissions.js';
import { MyPermissions, PersonName, UserView } from './users.dto.js';
import { Grants, grantView } from './users.grants.js';
import { UsersService, viewOf } from './users.service.js';

@ApiTags('me')
@Controller('me')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly grants: Grants,
  ) {}

  /** The account of the person who is signed in. */
  @Get()
  @Allow('person')
  @DuringEnrolment()
  @Throws(platformProblems.notFound)
  async me(@Caller() { userId }: Actor): Promise<UserView> {
    return viewOf(await this.users.account(userId!));
  }

  /** Changes the name of the account. */
  @Patch()
  @Allow('person')
  @Throws(platformProblems.notFound)
  async rename(@Caller() { userId }: Actor, @Body() { name }: PersonName): Promise<UserView> {
    return viewOf(await this.users.rename(userId!, name));
  }

  /** All roles of the person, and what they permit on the surface of this session. */
  @Get('permissions')
  @Allow('person')
  async permissions(@Caller() { userId, grants }: Actor): Promise<MyPermissions> {
    const roles = await this.grants.of(userId!);
    return {
      roles: roles.map(grantView),
      permissions: grants.map(({ permission, scope, scopeId }) => ({
        permission: permission as Permission,
        description: PERMISSIONS[permission as Permission],
        scope,
        scopeId: scopeId ?? null,
      })),
    };
  }
}
