import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, Caller, Metered, PathId, platformProblems, StepUp, Throws } from '@pakashop/platform';
import { usersProblems } from '../users/users.errors.js';
import { CodeSent, CodeTarget, FirstPassword, ResetPassword, TypedCode } from './auth.codes.dto.js';
import { codeSent } from './auth.codes.view.js';
import { AnswersEntry } from './auth.answers.js';
import { CallingDevice, type Device } from './auth.devices.js';
import { FactorPending, Register, SignedIn } from './auth.dto.js';
import { ENTRY_PROBLEMS } from './auth.entry-problems.js';
import { authProblems as problems } from './auth.errors.js';
import { NewPasswords } from './auth.new-passwords.js';
import { Registration } from './auth.registration.js';
import { PasswordReset } from './auth.reset.js';

/** First and new passwords. No Idempotency-Key here: answers are secrets, and answers under a key are stored. */
@ApiTags('auth')
@Controller()
export class RegistrationController {
  constructor(
    private readonly registration: Registration,
    private readonly reset: PasswordReset,
    private readonly newPasswords: NewPasswords,
  ) {}

  /**
   * Registers somebody with a password. The account is made once the code that was sent is confirmed; to a contact that has
   * an account, the message says so instead. The answer is the same for everybody.
   */
  @Post('auth/register')
  @HttpCode(202)
  @Allow('public')
  @Metered('auth')
  @Throws(problems.passwordTooCommon, usersProblems.badPhone, platformProblems.unavailable)
  async register(@Body() request: Register): Promise<CodeSent> {
    return codeSent(await this.registration.ask(request));
  }

  /** Makes the account that was asked for and signs it in. */
  @Post('auth/register/:id/confirm')
  @HttpCode(200)
  @AnswersEntry()
  @Allow('public')
  @Metered('auth')
  @Throws(problems.wrongCode, problems.codeEnded, ...ENTRY_PROBLEMS)
  confirm(
    @PathId() id: string,
    @Body() { code }: TypedCode,
    @CallingDevice() device: Device,
  ): Promise<SignedIn | FactorPending> {
    return this.registration.confirm(id, code, device);
  }

  /** Sends what a new password can be set with: a link by e-mail, a code to a phone. The answer is the same for everybody. */
  @Post('auth/password-reset')
  @HttpCode(202)
  @Allow('public')
  @Metered('auth')
  @Throws(usersProblems.badPhone, platformProblems.unavailable)
  async askForReset(@Body() target: CodeTarget): Promise<CodeSent> {
    return codeSent(await this.reset.ask(target));
  }

  /** Sets a new password, ends all sessions and signs in; a second factor is asked for as ever. */
  @Post('auth/password-reset/confirm')
  @HttpCode(200)
  @AnswersEntry()
  @Allow('public')
  @Metered('auth')
  @Throws(
    problems.wrongCode,
    problems.codeEnded,
    problems.passwordTooCommon,
    platformProblems.unavailable,
    ...ENTRY_PROBLEMS,
  )
  resetPassword(@Body() request: ResetPassword, @CallingDevice() device: Device): Promise<SignedIn | FactorPending> {
    return this.reset.confirm(request, device);
  }

  /** Sets the first password of an account that has none. */
  @Post('me/password/first')
  @HttpCode(204)
  @Allow('person')
  @StepUp()
  @Metered('auth')
  @Throws(problems.hasPassword, problems.passwordTooCommon, platformProblems.unavailable)
  setFirstPassword(@Caller() { userId }: Actor, @Body() { newPassword }: FirstPassword): Promise<void> {
    return this.newPasswords.setFirst(userId!, newPassword);
  }
}
