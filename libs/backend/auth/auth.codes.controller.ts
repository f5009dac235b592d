import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Metered, PathId, platformProblems, Throws } from '@pakashop/platform';
import { usersProblems } from '../users/users.errors.js';
import { AnswersEntry } from './auth.answers.js';
import { CodeSignIn } from './auth.code-sign-in.js';
import { AskForCode, AskForLink, CodeSent, ConfirmCode, ConfirmLink, LinkSent } from './auth.codes.dto.js';
import { codeSent, linkSent } from './auth.codes.view.js';
import { CallingDevice, type Device } from './auth.devices.js';
import { FactorPending, SignedIn } from './auth.dto.js';
import { ENTRY_PROBLEMS } from './auth.entry-problems.js';
import { authProblems as problems } from './auth.errors.js';

/** Signing in without a password. No Idempotency-Key here: answers are secrets, and answers under a key are stored. */
@ApiTags('auth')
@Controller('auth')
export class CodesController {
  constructor(private readonly signIn: CodeSignIn) {}

  /** Sends a code to sign in with, by WhatsApp and else SMS, or by e-mail. The answer is the same for everybody. */
  @Post('codes')
  @HttpCode(202)
  @Allow('public')
  @Metered('auth')
  @Throws(usersProblems.badPhone, platformProblems.unavailable)
  async ask(@Body() request: AskForCode): Promise<CodeSent> {
    return codeSent(await this.signIn.ask(request));
  }

  /** Signs in with the code; makes the account when there is none. */
  @Post('codes/:id/confirm')
  @HttpCode(200)
  @AnswersEntry()
  @Allow('public')
  @Metered('auth')
  @Throws(problems.wrongCode, problems.codeEnded, ...ENTRY_PROBLEMS)
  confirm(
    @PathId() id: string,
    @Body() request: ConfirmCode,
    @CallingDevice() device: Device,
  ): Promise<SignedIn | FactorPending> {
    return this.signIn.confirm(id, request, device);
  }

  /** Mails a link to sign in with. The answer is the same for everybody. */
  @Post('links')
  @HttpCode(202)
  @Allow('public')
  @Metered('auth')
  @Throws(platformProblems.unavailable)
  async askForLink(@Body() request: AskForLink): Promise<LinkSent> {
    return linkSent(await this.signIn.askForLink(request));
  }

  /**
   * Signs in with the link; makes the account when there is none. The page that the link opens sends this when its button
   * is pressed: programs that look at mails follow links, and must not use them up.
   */
  @Post('links/confirm')
  @HttpCode(200)
  @AnswersEntry()
  @Allow('public')
  @Metered('auth')
  @Throws(problems.codeEnded, ...ENTRY_PROBLEMS)
  confirmLink(@Body() request: ConfirmLink, @CallingDevice() device: Device): Promise<SignedIn | FactorPending> {
    return this.signIn.confirmLink(request, device);
  }
}
