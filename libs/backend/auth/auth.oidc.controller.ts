import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Metered, platformProblems, Throws } from '@pakashop/platform';
import { AnswersEntry } from './auth.answers.js';
import { CallingDevice, type Device } from './auth.devices.js';
import { FactorPending, SignedIn } from './auth.dto.js';
import { ENTRY_PROBLEMS } from './auth.entry-problems.js';
import { authProblems as problems } from './auth.errors.js';
import { FinishGoogle, GoogleStarted, StartGoogle } from './auth.oidc.dto.js';
import { GoogleSignIn } from './auth.oidc.js';

/** Signing in with Google. No Idempotency-Key here: answers are secrets, and answers under a key are stored. */
@ApiTags('auth')
@Controller('auth/google')
export class GoogleController {
  constructor(private readonly google: GoogleSignIn) {}

  /** Begins to sign in with Google: answers the page to open. */
  @Post()
  @HttpCode(201)
  @Allow('public')
  @Metered('auth')
  @Throws(platformProblems.notFound, platformProblems.unavailable)
  start(@Body() { audience }: StartGoogle): Promise<GoogleStarted> {
    return this.google.start(audience);
  }

  /** Signs in with what Google has put into the address of the way back; makes the account when there is none. */
  @Post('confirm')
  @HttpCode(200)
  @AnswersEntry()
  @Allow('public')
  @Metered('auth')
  @Throws(
    problems.codeEnded,
    problems.googleRefused,
    problems.googleEmailUnverified,
    platformProblems.notFound,
    platformProblems.unavailable,
    ...ENTRY_PROBLEMS,
  )
  finish(@Body() request: FinishGoogle, @CallingDevice() device: Device): Promise<SignedIn | FactorPending> {
    return this.google.finish(request, device);
  }
}
