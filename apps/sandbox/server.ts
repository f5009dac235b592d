import fastify, { type FastifyInstance } from 'fastify';
import { authenticatorRoutes } from './authenticator/authenticator.routes.js';
import { cloudinaryDelivery } from './cloudinary/cloudinary.delivery.js';
import { cloudinaryRoutes } from './cloudinary/cloudinary.routes.js';
import { controlRoutes } from './control/control.routes.js';
import { readBodies } from './core/bodies.js';
import type { SandboxConfig } from './core/config.js';
import { trouble } from './flutterwave/flutterwave.answers.js';
import { guardFlutterwave } from './flutterwave/flutterwave.guard.js';
import { hostedRoutes } from './flutterwave/flutterwave.hosted.routes.js';
import { paymentsRoutes } from './flutterwave/flutterwave.payments.routes.js';
import { transactionRoutes } from './flutterwave/flutterwave.transactions.routes.js';
import { refundRoutes } from './flutterwave/flutterwave.refunds.routes.js';
import { Teller } from './flutterwave/flutterwave.teller.js';
import { balanceRoutes, bankRoutes, transferRoutes } from './flutterwave/flutterwave.treasury.routes.js';
import { oidcControl } from './oidc/oidc.control.js';
import { oidcRoutes } from './oidc/oidc.routes.js';
import { inboxRoutes } from './messages/messages.routes.js';
import { overviewRoute } from './overview.js';
import { failed } from './pawapay/pawapay.answers.js';
import { guardPawapay } from './pawapay/pawapay.guard.js';
import { paymentRoutes } from './pawapay/pawapay.payments.routes.js';
import { downloadRoute, statementRoutes } from './pawapay/pawapay.statements.routes.js';
import { toolkitRoutes } from './pawapay/pawapay.toolkit.routes.js';
import { phonesRoutes } from './phones/phones.routes.js';
import { resendRoutes } from './resend/resend.routes.js';
import { Sandbox } from './sandbox.js';
import { twilioRoutes } from './twilio/twilio.routes.js';
import { whatsappRoutes } from './whatsapp/whatsapp.routes.js';

/** Builds the HTTP server of the sandbox; it listens when it is told to. */
export function createServer(config: SandboxConfig): { app: FastifyInstance; sandbox: Sandbox } {
  const sandbox = new Sandbox(config);
  const app = fastify({
    logger: false,
    forceCloseConnections: true,
    keepAliveTimeout: 30_000,
    exposeHeadRoutes: false,
  });
  readBodies(app);

  app.get('/health', () => ({ status: 'ok' }));
  pawapaySide(app, sandbox);
  flutterwaveSide(app, sandbox);
  carrierSides(app, sandbox);
  cloudinarySide(app, sandbox);
  controlRoutes(app, sandbox);
  phonesRoutes(app, sandbox.pawapay);
  inboxRoutes(app, sandbox.messages);
  oidcRoutes(app, config, sandbox.oidc);
  oidcControl(app, sandbox.oidc);
  authenticatorRoutes(app);
  overviewRoute(app, sandbox);

  app.addHook('onReady', async () => sandbox.resume());
  app.addHook('onClose', () => sandbox.close());
  return { app, sandbox };
}

function pawapaySide(app: FastifyInstance, { bench, pawapay, statements }: Sandbox): void {
  downloadRoute(app, statements);
  void app.register(
    async (side) => {
      guardPawapay(side, bench);
      paymentRoutes(side, bench, pawapay);
      toolkitRoutes(side, bench, pawapay);
      statementRoutes(side, bench, statements);
      side.setNotFoundHandler((_request, reply) => reply.code(404).send({ message: 'There is no such endpoint' }));
      side.setErrorHandler((_error, _request, reply) => {
        const { code, body } = failed('UNKNOWN_ERROR');
        return reply.code(code).send(body);
      });
    },
    { prefix: '/pawapay/v2' },
  );
}

function flutterwaveSide(app: FastifyInstance, { bench, flutterwave, treasury }: Sandbox): void {
  hostedRoutes(app, bench, flutterwave);
  void app.register(
    async (side) => {
      guardFlutterwave(side, bench);
      const teller = new Teller(bench);
      paymentsRoutes(side, bench.config, teller, flutterwave);
      transactionRoutes(side, bench, teller, flutterwave);
      refundRoutes(side, teller, flutterwave.store, treasury);
      transferRoutes(side, teller, treasury);
      balanceRoutes(side, teller, flutterwave.store, treasury);
      bankRoutes(side, teller);
      side.setNotFoundHandler((_request, reply) => reply.code(404).send(trouble('Route not found').body));
      side.setErrorHandler((_error, _request, reply) => {
        const { code, body } = trouble('An error occurred. Please contact support', 500);
        return reply.code(code).send(body);
      });
    },
    { prefix: '/flutterwave/v3' },
  );
}

function cloudinarySide(app: FastifyInstance, { bench, cloudinary }: Sandbox): void {
  void app.register(async (side) => cloudinaryRoutes(side, bench, cloudinary), { prefix: '/cloudinary/v1_1' });
  void app.register(async (side) => cloudinaryDelivery(side, cloudinary), { prefix: '/cloudinary/delivery' });
}

/** The companies that carry messages. */
function carrierSides(app: FastifyInstance, { bench, twilio, resend, whatsapp }: Sandbox): void {
  void app.register(async (side) => twilioRoutes(side, bench, twilio), { prefix: '/twilio' });
  void app.register(async (side) => resendRoutes(side, bench, resend), { prefix: '/resend' });
  void app.register(async (side) => whatsappRoutes(side, bench, whatsapp), { prefix: '/whatsapp' });
}
