import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Allow, Caller, DuringEnrolment, Metered, platformProblems, Throws } from '@pakashop/platform';
import { AnswersEntry } from './auth.answers.js';
import { Bootstrap } from './auth.bootstrap.js';
import { CallingDevice, type Device } from './auth.devices.js';
import { BootstrapAdmin, FactorPending, RefreshSession, SignedIn, SignIn, Tokens } from './auth.dto.js';
import { ENTRY_PROBLEMS } from './auth.entry-problems.js';
import { authProblems as problems } from './auth.errors.js';
import { RefreshTokens } from './auth.refresh.js';
import { AuthService } from './auth.service.js';
import { Sessions } from './auth.sessions.js';

/** These routes honour no Idempotency-Key: their answers are secrets, and answers under a key are stored. */
@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly refreshTokens: RefreshTokens,
    private readonly sessions: Sessions,
    private readonly bootstrap: Bootstrap,
  ) {}

  /** Signs in with e-mail or phone and password. */
  @Post('sign-in')
  @HttpCode(200)
  @AnswersEntry()
  @Allow('public')
  @Metered('auth')
  @Throws(problems.wrongCredentials, platformProblems.unavailable, ...ENTRY_PROBLEMS)
  signIn(@Body() request: SignIn, @CallingDevice() device: Device): Promise<SignedIn | FactorPending> {
    return this.auth.signIn(request, device);
  }

  /** Exchanges a refresh token for the next one and a new access token. */
  @Post('refresh')
  @HttpCode(200)
  @Allow('public')
  @Metered('auth')
  @Throws(platformProblems.notSignedIn)
  refresh(@Body() { refreshToken }: RefreshSession): Promise<Tokens> {
    return this.refreshTokens.refresh(refreshToken);
  }

  /** Ends the session of this request. */
  @Post('sign-out')
  @HttpCode(204)
  @Allow('person')
  @DuringEnrolment()
  @Metered('auth')
  @Throws(platformProblems.notFound)
  signOut(@Caller() { userId, sessionId }: Actor): Promise<void> {
    return this.sessions.end(userId!, sessionId!, 'SIGNED_OUT');
  }

  /** Ends all sessions of the person, on all devices. */
  @Post('sign-out-everywhere')
  @HttpCode(204)
  @Allow('person')
  @DuringEnrolment()
  @Metered('auth')
  signOutEverywhere(@Caller() { userId }: Actor): Promise<void> {
    return this.auth.signOutEverywhere(userId!);
  }

  /** Makes the first administrator with the secret of the installation; works once. */
  @Post('bootstrap-admin')
  @Allow('public')
  @Metered('auth')
  @Throws(platformProblems.notFound, problems.contactTaken, problems.passwordTooCommon)
  bootstrapAdmin(@Body() request: BootstrapAdmin, @CallingDevice() device: Device): Promise<SignedIn> {
    return this.bootstrap.admit(request, device);
  }
}
