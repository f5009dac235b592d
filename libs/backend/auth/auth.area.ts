import type { DomainParts } from '@pakashop/platform';
import { Accounts } from './auth.accounts.js';
import { Attempts } from './auth.attempts.js';
import { Bootstrap } from './auth.bootstrap.js';
import { CodeBudget } from './auth.budget.js';
import { Challenges } from './auth.challenges.js';
import { CodeSignIn } from './auth.code-sign-in.js';
import { CodesController } from './auth.codes.controller.js';
import { Codes } from './auth.codes.js';
import { CodeComposer } from './auth.composer.js';
import { Brakes } from './auth.brakes.js';
import { Breaches } from './auth.breaches.js';
import { AuthConfig } from './auth.config.js';
import { SessionsPort } from './auth.contract.js';
import { AuthController } from './auth.controller.js';
import { Credentials } from './auth.credentials.js';
import { DeviceKeys } from './auth.devices.js';
import { Entry } from './auth.entry.js';
import { ImpersonationsController, MyImpersonationsController } from './auth.impersonation.controller.js';
import { ImpersonationsProcessor } from './auth.impersonation.processor.js';
import { ImpersonationVerifier } from './auth.impersonation.verifier.js';
import { Impersonations } from './auth.impersonations.js';
import { MySessionsController } from './auth.me.controller.js';
import { Identities } from './auth.identities.js';
import { NewPasswords } from './auth.new-passwords.js';
import { MyIdentitiesController } from './auth.linked.controller.js';
import { LinkedIdentities } from './auth.linked.js';
import { GoogleController } from './auth.oidc.controller.js';
import { GoogleSignIn } from './auth.oidc.js';
import { GoogleProvider } from './auth.oidc.provider.js';
import { Pace } from './auth.pace.js';
import { PasswordChange } from './auth.password-change.js';
import { Passwords } from './auth.passwords.js';
import { RefreshTokens } from './auth.refresh.js';
import { RegistrationController } from './auth.registration.controller.js';
import { Registration } from './auth.registration.js';
import { PasswordReset } from './auth.reset.js';
import { AuthService } from './auth.service.js';
import { SessionViews } from './auth.session-views.js';
import { Sessions } from './auth.sessions.js';
import { StaffSessions } from './auth.staff-sessions.js';
import { StaffSessionsController } from './auth.staff.controller.js';
import { AccountSuspensionController } from './auth.suspension.controller.js';
import { AccountSuspension } from './auth.suspension.js';
import { AccessTokens } from './auth.tokens.js';
import { SessionVerifier } from './auth.verifier.js';

/** Accounts, sign-in, sessions and their tokens; what roles permit is in auth.permissions.ts. */
export const auth: DomainParts = {
  ports: [{ port: SessionsPort, service: SessionVerifier }],
  config: [AuthConfig],
  sealed: [{ table: 'backend.challenges', column: 'sealed', id: 'id' }],
  providers: [
    AuthService,
    Entry,
    Accounts,
    Registration,
    CodeSignIn,
    PasswordReset,
    GoogleProvider,
    GoogleSignIn,
    Identities,
    LinkedIdentities,
    NewPasswords,
    Codes,
    CodeBudget,
    Challenges,
    CodeComposer,
    Bootstrap,
    Credentials,
    Passwords,
    Breaches,
    PasswordChange,
    Attempts,
    Pace,
    Brakes,
    Sessions,
    SessionViews,
    StaffSessions,
    AccountSuspension,
    Impersonations,
    ImpersonationVerifier,
    RefreshTokens,
    AccessTokens,
    DeviceKeys,
  ],
  api: [
    AuthController,
    CodesController,
    RegistrationController,
    GoogleController,
    MyIdentitiesController,
    MySessionsController,
    StaffSessionsController,
    AccountSuspensionController,
    ImpersonationsController,
    MyImpersonationsController,
  ],
  worker: [ImpersonationsProcessor],
};
