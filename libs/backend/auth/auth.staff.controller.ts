import { Controller, Delete, Get, HttpCode, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ActReason, PathId, platformProblems, Requires, Throws } from '@pakashop/platform';
import { SessionList } from './auth.dto.js';
import { StaffSessions } from './auth.staff-sessions.js';

/** Sessions of other people. */
@ApiTags('people')
@Controller('users')
export class StaffSessionsController {
  constructor(private readonly sessions: StaffSessions) {}

  /** Where a person is signed in. */
  @Get(':id/sessions')
  @Requires('sessions.end')
  @Throws(platformProblems.notFound)
  async list(@PathId() id: string): Promise<SessionList> {
    return { data: await this.sessions.of(id), nextCursor: null };
  }

  /** Ends all sessions of a person, on all devices. */
  @Delete(':id/sessions')
  @HttpCode(204)
  @Requires('sessions.end')
  @Throws(platformProblems.notFound)
  end(@PathId() id: string, @Query() { reason }: ActReason): Promise<void> {
    return this.sessions.end(id, reason);
  }
}
