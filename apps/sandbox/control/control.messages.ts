import type { FastifyInstance } from 'fastify';
import { formOf } from '../core/bodies.js';
import type { Forgery } from '../core/callback.js';
import type { Carrier } from '../core/faults.js';
import { whyNotForgery } from '../core/faults.rules.js';
import type { ItemState } from '../messages/messages.types.js';
import type { Sandbox } from '../sandbox.js';
import { orMissing, turnDown } from './control.answers.js';

const carriers: readonly Carrier[] = ['twilio', 'resend', 'whatsapp'];
const states: readonly ItemState[] = ['accepted', 'sent', 'delivered', 'read', 'failed'];

interface Wanted {
  to?: string;
  carrier?: string;
  state?: string;
}

interface Order extends Partial<Forgery> {
  id?: string;
}

/** What was sent to whom, forced states and forged reports. */
export function messagesControl(app: FastifyInstance, { bench, messages }: Sandbox): void {
  app.get<{ Querystring: Wanted }>('/control/messages', ({ query: { to, carrier, state } }) =>
    (to === undefined ? messages.all().toReversed() : messages.to(to)).filter(
      (item) => (carrier === undefined || item.carrier === carrier) && (state === undefined || item.state === state),
    ),
  );

  app.post<{ Params: { id: string } }>('/control/messages/:id', ({ params, body }, reply) => {
    const { state, code } = (body ?? {}) as { state?: ItemState; code?: string };
    if (!state || !states.includes(state)) return turnDown(reply, `state must be one of: ${states.join(', ')}`);
    return orMissing(reply, messages.force(params.id, state, code), 'No such message');
  });

  for (const carrier of carriers) {
    app.post(`/control/${carrier}/callbacks/forge`, async (request, reply) => {
      const { id, variant = 'signature', status } = formOf(request) as Order;
      const wrong = whyNotForgery(carrier, variant);
      if (wrong) return turnDown(reply, wrong);
      const item = messages.get(String(id));
      const callback = item?.carrier === carrier ? messages.callbackOf(item) : undefined;
      if (!callback) return turnDown(reply, 'No such message', 404);
      return reply.send(await bench.courier.forge(callback, { variant, status }));
    });
  }
}
