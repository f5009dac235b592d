import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ActReason,
  Actor,
  Caller,
  Idempotent,
  PathId,
  platformProblems,
  Requires,
  StepUp,
  Throws,
} from '@pakashop/platform';
import { GrantList, GrantRole, GrantView } from './users.dto.js';
import { usersProblems as problems } from './users.errors.js';
import { grantView } from './users.grants.js';
import { Roles } from './users.roles.js';

@ApiTags('roles')
@Controller('users')
export class GrantsController {
  constructor(private readonly roles: Roles) {}

  /** The roles of a person. */
  @Get(':id/grants')
  @Requires('roles.write')
  @Throws(platformProblems.notFound)
  async list(@PathId() id: string): Promise<GrantList> {
    const grants = await this.roles.of(id);
    return { data: grants.map(grantView), nextCursor: null };
  }

  /** Gives a person a role; their access tokens end, and the next refresh has it. */
  @Post(':id/grants')
  @Requires('roles.write')
  @StepUp()
  @Idempotent()
  @Throws(platformProblems.notFound, problems.wrongScope, problems.rolesClash, problems.ownRoles)
  async give(@Caller() admin: Actor, @PathId() id: string, @Body() role: GrantRole): Promise<GrantView> {
    return grantView(await this.roles.give(admin, id, role));
  }

  /** Takes a role from a person; their access tokens end. */
  @Delete(':id/grants/:grantId')
  @HttpCode(204)
  @Requires('roles.write')
  @StepUp()
  @Throws(platformProblems.notFound, problems.ownRoles, problems.lastLead)
  revoke(
    @Caller() admin: Actor,
    @PathId() id: string,
    @PathId('grantId') grantId: string,
    @Query() { reason }: ActReason,
  ): Promise<void> {
    return this.roles.revoke(admin, id, grantId, reason);
  }
}
