import type { DomainParts } from '@pakashop/platform';
import { Attempts } from './auth.attempts.js';
import { Bootstrap } from './auth.bootstrap.js';
import { AuthConfig } from './auth.config.js';
import { SessionsPort } from './auth.contract.js';
import { AuthController } from './auth.controller.js';
import { Credentials } from './auth.credentials.js';
import { DeviceKeys } from './auth.devices.js';
import { MySessionsController } from './auth.me.controller.js';
import { Passwords } from './auth.passwords.js';
import { RefreshTokens } from './auth.refresh.js';
import { Registration } from './auth.registration.js';
import { AuthService } from './auth.service.js';
import { Sessions } from './auth.sessions.js';
import { AccessTokens } from './auth.tokens.js';
import { SessionVerifier } from './auth.verifier.js';

/** Accounts, sign-in, sessions and their tokens; what roles permit is in auth.permissions.ts. */
export const auth: DomainParts = {
  ports: [{ port: SessionsPort, service: SessionVerifier }],
  config: [AuthConfig],
  providers: [
    AuthService,
    Registration,
    Bootstrap,
    Credentials,
    Passwords,
    Attempts,
    Sessions,
    RefreshTokens,
    AccessTokens,
    DeviceKeys,
  ],
  api: [AuthController, MySessionsController],
};
