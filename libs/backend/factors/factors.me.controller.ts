import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Allow,
  Caller,
  DuringEnrolment,
  Metered,
  OwnEyesOnly,
  PathId,
  platformProblems,
  StepUp,
  Throws,
} from '@pakashop/platform';
import { Tokens } from '../auth/auth.dto.js';
import { authProblems } from '../auth/auth.errors.js';
import { AppEnrolment } from './factors.app.js';
import {
  ConfirmFactor,
  ConfirmMessageFactor,
  FactorAdded,
  FactorCodeSent,
  FactorList,
  NewMessageFactor,
  NewTotp,
  RecoveryCodeList,
} from './factors.dto.js';
import { factorsProblems as problems } from './factors.errors.js';
import { MessageEnrolment } from './factors.message.js';
import { Factors } from './factors.service.js';
import { FactorViews } from './factors.views.js';

/** Second factors of the person who is signed in. No Idempotency-Key is honoured: the answers are secrets. */
@ApiTags('me')
@Controller('me/factors')
export class MyFactorsController {
  constructor(
    private readonly views: FactorViews,
    private readonly factors: Factors,
    private readonly apps: AppEnrolment,
    private readonly messages: MessageEnrolment,
  ) {}

  /** The second factors that count, and how many recovery codes are left. */
  @Get()
  @Allow('person')
  @OwnEyesOnly()
  @DuringEnrolment()
  list(@Caller() { userId }: Actor): Promise<FactorList> {
    return this.views.of(userId!);
  }

  /** Begins with an authenticator app: a secret, shown this once. It counts after its first right code. */
  @Post('totp')
  @Allow('person')
  @DuringEnrolment()
  @StepUp()
  @Metered('auth')
  addApp(@Caller() { userId }: Actor): Promise<NewTotp> {
    return this.apps.begin(userId!);
  }

  /** Confirms the authenticator app with its first code. It replaces an earlier one; tokens from before are dead. */
  @Post('totp/confirm')
  @HttpCode(200)
  @Allow('person')
  @DuringEnrolment()
  @Metered('auth')
  @Throws(problems.wrongCode, authProblems.codeEnded)
  confirmApp(@Caller() actor: Actor, @Body() { code }: ConfirmFactor): Promise<FactorAdded> {
    return this.apps.confirm(actor, code);
  }

  /** Begins with codes by SMS or e-mail: sends the first one to the verified contact. */
  @Post('contact')
  @HttpCode(202)
  @Allow('person')
  @DuringEnrolment()
  @StepUp()
  @Metered('auth')
  @Throws(problems.unverifiedContact)
  addContact(@Caller() { userId }: Actor, @Body() { kind }: NewMessageFactor): Promise<FactorCodeSent> {
    return this.messages.begin(userId!, kind);
  }

  /** Confirms codes by SMS or e-mail with the first one. Tokens from before are dead. */
  @Post('contact/confirm')
  @HttpCode(200)
  @Allow('person')
  @DuringEnrolment()
  @Metered('auth')
  @Throws(problems.wrongCode, authProblems.codeEnded)
  confirmContact(@Caller() actor: Actor, @Body() { kind, code }: ConfirmMessageFactor): Promise<FactorAdded> {
    return this.messages.confirm(actor, kind, code);
  }

  /** Makes ten new recovery codes; those from before are worth nothing any more. */
  @Post('recovery-codes')
  @Allow('person')
  @StepUp()
  @Metered('auth')
  @Throws(problems.noFactor)
  renewCodes(@Caller() { userId }: Actor): Promise<RecoveryCodeList> {
    return this.factors.renewCodes(userId!);
  }

  /** Removes a second factor, ends all other sessions, and answers the tokens to go on with. */
  @Delete(':id')
  @Allow('person')
  @StepUp()
  @Metered('auth')
  @Throws(platformProblems.notFound, problems.lastFactor)
  remove(@Caller() actor: Actor, @PathId() id: string): Promise<Tokens> {
    return this.factors.remove(actor, id);
  }
}
