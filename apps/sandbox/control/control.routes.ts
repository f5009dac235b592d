import type { FastifyInstance } from 'fastify';
import { formOf } from '../core/bodies.js';
import type { Caller, FaultOrder } from '../core/faults.js';
import { faultKinds, forgeries, whyNotFault } from '../core/faults.rules.js';
import { changeSettings } from '../core/settings.rules.js';
import type { Sandbox } from '../sandbox.js';
import { books, type Wanted } from './books.js';
import { orMissing, turnDown } from './control.answers.js';
import { cloudinaryControl } from './control.cloudinary.js';
import { flutterwaveControl } from './control.flutterwave.js';
import { messagesControl } from './control.messages.js';
import { pawapayControl } from './control.pawapay.js';

/** The strings behind the stage: for tests and demonstrations, not part of what the companies offer. */
export function controlRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { bench } = sandbox;

  app.get('/control', () => ({ faults: faultKinds(), forgeries, settings: bench.settings }));

  app.post('/control/reset', () => {
    sandbox.reset();
    return { reset: true };
  });

  for (const provider of Object.keys(bench.settings) as Caller[]) settingsRoutes(app, sandbox, provider);
  faultRoutes(app, sandbox);
  tellingRoutes(app, sandbox);
  pawapayControl(app, sandbox);
  flutterwaveControl(app, sandbox);
  messagesControl(app, sandbox);
  cloudinaryControl(app, sandbox);
}

function settingsRoutes(app: FastifyInstance, { bench, pawapay }: Sandbox, provider: Caller): void {
  app.get(`/control/${provider}/settings`, () => bench.settings[provider]);

  app.post(`/control/${provider}/settings`, (request, reply) => {
    const wrong = changeSettings(bench.settings, provider, formOf(request));
    if (wrong) return turnDown(reply, wrong);
    if (provider === 'pawapay') pawapay.dequeue();
    return reply.send(bench.settings[provider]);
  });
}

function faultRoutes(app: FastifyInstance, { bench: { faults } }: Sandbox): void {
  app.get('/control/faults', () => faults.all());

  app.post('/control/faults', (request, reply) => {
    const orders = (Array.isArray(request.body) ? request.body : [request.body ?? {}]) as FaultOrder[];
    const wrong = orders.map(whyNotFault).find((sentence) => sentence !== undefined);
    if (wrong) return turnDown(reply, wrong);
    return reply.code(201).send(orders.map((order) => faults.add(order)));
  });

  app.delete('/control/faults', () => {
    faults.clear();
    return [];
  });

  app.delete<{ Params: { id: string } }>('/control/faults/:id', ({ params }, reply) =>
    faults.remove(Number(params.id)) ? reply.send(faults.all()) : turnDown(reply, `No fault ${params.id}`, 404),
  );
}

function tellingRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { courier } = sandbox.bench;

  app.get<{ Querystring: Wanted }>('/control/books', ({ query }) => books(sandbox, query));

  app.get<{ Querystring: Wanted }>('/control/callbacks', ({ query: { provider, reference } }) =>
    courier.mailbox
      .all()
      .filter(
        (one) =>
          (provider === undefined || one.provider === provider) &&
          (reference === undefined || [one.reference, one.paymentId].includes(reference)),
      ),
  );

  app.post('/control/callbacks/flush', () => ({ sent: courier.flush() }));

  app.post('/control/callbacks/replay', async (request, reply) => {
    const { provider = 'pawapay', id } = formOf(request) as { provider?: Caller; id?: number };
    return orMissing(reply, await courier.replay(provider, id), 'No callback has been sent that could be replayed');
  });
}
