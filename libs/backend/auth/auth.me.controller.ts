import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Allow, Caller, Metered, PathId, platformProblems, Throws } from '@pakashop/platform';
import { ChangePassword, SessionList } from './auth.dto.js';
import { authProblems as problems } from './auth.errors.js';
import { AuthService } from './auth.service.js';
import { Sessions } from './auth.sessions.js';

/** Sessions and password of the person who is signed in. */
@ApiTags('me')
@Controller('me')
export class MySessionsController {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: Sessions,
  ) {}

  /** Where the person is signed in. */
  @Get('sessions')
  @Allow('person')
  async list(@Caller() { userId, sessionId }: Actor): Promise<SessionList> {
    return { data: await this.sessions.list(userId!, sessionId), nextCursor: null };
  }

  /** Ends one of the person's sessions. */
  @Delete('sessions/:id')
  @HttpCode(204)
  @Allow('person')
  @Throws(platformProblems.notFound)
  end(@Caller() { userId }: Actor, @PathId() id: string): Promise<void> {
    return this.sessions.end(userId!, id, 'ENDED');
  }

  /** Changes the password and ends all other sessions. Honours no Idempotency-Key, which would store what it is. */
  @Post('password')
  @HttpCode(204)
  @Allow('person')
  @Metered('auth')
  @Throws(problems.wrongPassword, problems.passwordTooCommon, problems.justChanged, platformProblems.unavailable)
  changePassword(@Caller() { userId, sessionId }: Actor, @Body() change: ChangePassword): Promise<void> {
    return this.auth.changePassword(userId!, sessionId, change);
  }
}
