import type { DomainParts } from '@pakashop/platform';
import { AppEnrolment } from './factors.app.js';
import { FactorsConfig } from './factors.config.js';
import { FactorContacts } from './factors.contacts.js';
import { FactorSignInController } from './factors.controller.js';
import { MyFactorsController } from './factors.me.controller.js';
import { MessageEnrolment } from './factors.message.js';
import { FactorMethods } from './factors.methods.js';
import { PendingSignIns } from './factors.pending.js';
import { Proving } from './factors.proving.js';
import { RecoveryCodes } from './factors.recovery.js';
import { FactorResets } from './factors.reset.js';
import { TotpSecrets } from './factors.secrets.js';
import { Factors } from './factors.service.js';
import { SignInCodes } from './factors.sign-in.codes.js';
import { FactorSignIn } from './factors.sign-in.js';
import { FactorResetsController } from './factors.staff.controller.js';
import { StepUps } from './factors.step-up.js';
import { StepUpWays } from './factors.step-up.ways.js';
import { FactorViews } from './factors.views.js';

/** Second factors: setting them up, signing in with them, stepping up, and getting back in without them. */
export const factors: DomainParts = {
  config: [FactorsConfig],
  providers: [
    FactorMethods,
    FactorContacts,
    PendingSignIns,
    TotpSecrets,
    RecoveryCodes,
    Proving,
    Factors,
    FactorViews,
    AppEnrolment,
    MessageEnrolment,
    FactorSignIn,
    SignInCodes,
    StepUpWays,
    StepUps,
    FactorResets,
  ],
  api: [FactorSignInController, MyFactorsController, FactorResetsController],
};
