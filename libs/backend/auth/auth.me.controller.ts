import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Allow, Caller, Metered, PathId, platformProblems, StepUp, Throws } from '@pakashop/platform';
import { ChangePassword, SessionList, Tokens } from './auth.dto.js';
import { authProblems as problems } from './auth.errors.js';
import { PasswordChange } from './auth.password-change.js';
import { SessionViews } from './auth.session-views.js';
import { Sessions } from './auth.sessions.js';

/** Sessions and password of the person who is signed in. */
@ApiTags('me')
@Controller('me')
export class MySessionsController {
  constructor(
    private readonly passwords: PasswordChange,
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
  ) {}

  /** Where the person is signed in. */
  @Get('sessions')
  @Allow('person')
  async list(@Caller() { userId, sessionId }: Actor): Promise<SessionList> {
    return { data: await this.views.of(userId!, sessionId), nextCursor: null };
  }

  /** Ends all of the person's sessions but this one. */
  @Delete('sessions')
  @HttpCode(204)
  @Allow('person')
  endOthers(@Caller() { userId, sessionId }: Actor): Promise<void> {
    return this.sessions.endOthers(userId!, sessionId!);
  }

  /** Ends one of the person's sessions. */
  @Delete('sessions/:id')
  @HttpCode(204)
  @Allow('person')
  @Throws(platformProblems.notFound)
  end(@Caller() { userId }: Actor, @PathId() id: string): Promise<void> {
    return this.sessions.end(userId!, id, 'ENDED');
  }

  /**
   * Changes the password, ends all other sessions, and answers the tokens to go on with. Honours no Idempotency-Key,
   * which would store what it is.
   */
  @Post('password')
  @HttpCode(200)
  @Allow('person')
  @StepUp()
  @Metered('auth')
  @Throws(problems.wrongPassword, problems.passwordTooCommon, problems.justChanged, platformProblems.unavailable)
  changePassword(@Caller() { userId, sessionId }: Actor, @Body() change: ChangePassword): Promise<Tokens> {
    return this.passwords.change(userId!, sessionId!, change);
  }
}
