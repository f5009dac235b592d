import { SessionsPort } from '@pakashop/backend';
import { Domain, Door, Edge } from '@pakashop/platform';
import { BearerTokens } from './gateway.bearer.js';
import { ClientKeys } from './gateway.client-keys.js';
import { Clients } from './gateway.clients.js';
import { GatewayConfig } from './gateway.config.js';
import { ClientsController } from './gateway.controller.js';
import { GatewayDoor } from './gateway.door.js';
import { GatewayEdge } from './gateway.edge.js';
import { Entrance } from './gateway.entrance.js';
import { GuardedLedger } from './gateway.guarded.js';
import { BrowserRules } from './gateway.headers.js';
import { Keyring } from './gateway.keyring.js';
import { Limiter } from './gateway.limiter.js';
import { Policies } from './gateway.policies.js';
import { Proxy } from './gateway.proxy.js';
import { Sessions } from './gateway.sessions.js';
import { Subjects } from './gateway.subjects.js';
import { Upstream } from './gateway.upstream.js';

/** Client keys, rate limits, who calls, and the way to domains that run elsewhere. */
@Domain({
  name: 'gateway',
  calls: [SessionsPort],
  config: [GatewayConfig],
  overrides: [
    { provide: Edge, useClass: GatewayEdge },
    { provide: Door, useClass: GatewayDoor },
  ],
  api: [
    ClientsController,
    Clients,
    ClientKeys,
    Keyring,
    GuardedLedger,
    Limiter,
    Policies,
    Subjects,
    BrowserRules,
    Entrance,
    BearerTokens,
    Sessions,
    Proxy,
    Upstream,
  ],
})
export class GatewayModule {}
