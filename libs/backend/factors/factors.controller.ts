import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Allow, Caller, Metered, platformProblems, Throws } from '@pakashop/platform';
import { CallingDevice, type Device } from '../auth/auth.devices.js';
import { SignedIn, Tokens } from '../auth/auth.dto.js';
import { authProblems } from '../auth/auth.errors.js';
import { AskStepUp, ConfirmStepUp, FactorCodeSent, ProveFactor, SendFactorCode, StepUpChoice } from './factors.dto.js';
import { factorsProblems as problems } from './factors.errors.js';
import { SignInCodes } from './factors.sign-in.codes.js';
import { FactorSignIn } from './factors.sign-in.js';
import { StepUps } from './factors.step-up.js';
import { StepUpWays } from './factors.step-up.ways.js';

/** These routes honour no Idempotency-Key: their answers are secrets, and answers under a key are stored. */
@ApiTags('auth')
@Controller('auth')
export class FactorSignInController {
  constructor(
    private readonly factors: FactorSignIn,
    private readonly codes: SignInCodes,
    private readonly ways: StepUpWays,
    private readonly stepUps: StepUps,
  ) {}

  /** Finishes a sign-in that waits for the second factor. Five wrong codes end it. */
  @Post('second-factor')
  @HttpCode(200)
  @Allow('public')
  @Metered('auth')
  @Throws(
    problems.wrongCode,
    problems.signInEnded,
    problems.methodRefused,
    authProblems.codeEnded,
    authProblems.suspended,
    authProblems.justChanged,
  )
  signIn(@Body() proof: ProveFactor, @CallingDevice() device: Device): Promise<SignedIn> {
    return this.factors.signIn(proof, device);
  }

  /** Sends a code for a sign-in that waits for the second factor. */
  @Post('second-factor/send')
  @HttpCode(202)
  @Allow('public')
  @Metered('auth')
  @Throws(problems.signInEnded, problems.methodRefused, problems.unverifiedContact)
  send(@Body() request: SendFactorCode, @CallingDevice() device: Device): Promise<FactorCodeSent> {
    return this.codes.send(request, device);
  }

  /** Says how the person can prove again that it is them, and sends a code if one is asked for. */
  @Post('step-up')
  @HttpCode(200)
  @Allow('person')
  @Metered('auth')
  @Throws(problems.methodRefused, problems.unverifiedContact)
  askStepUp(@Caller() actor: Actor, @Body() request: AskStepUp): Promise<StepUpChoice> {
    return this.ways.ask(actor, request);
  }

  /** Proves again that it is the person. For five minutes the new tokens open what asks for it; the old ones are dead. */
  @Post('step-up/confirm')
  @HttpCode(200)
  @Allow('person')
  @Metered('auth')
  @Throws(
    problems.wrongCode,
    problems.methodRefused,
    authProblems.codeEnded,
    authProblems.wrongPassword,
    platformProblems.unavailable,
  )
  confirmStepUp(@Caller() actor: Actor, @Body() proof: ConfirmStepUp): Promise<Tokens> {
    return this.stepUps.confirm(actor, proof);
  }
}
