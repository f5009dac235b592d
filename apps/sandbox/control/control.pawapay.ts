import type { FastifyInstance } from 'fastify';
import { formOf } from '../core/bodies.js';
import type { Forgery } from '../core/callback.js';
import { customerAnswers, type CustomerAnswer } from '../pawapay/pawapay.customer.js';
import type { PawapayDesk } from '../pawapay/pawapay.desk.js';
import { publishedNumbers } from '../pawapay/pawapay.numbers.js';
import type { Operation, Status } from '../pawapay/pawapay.types.js';
import { callbackView, statusView } from '../pawapay/pawapay.views.js';
import { whyNotForgery } from '../core/faults.rules.js';
import type { Sandbox } from '../sandbox.js';
import { orMissing, turnDown } from './control.answers.js';

const statuses: readonly Status[] = ['ACCEPTED', 'ENQUEUED', 'PROCESSING', 'IN_RECONCILIATION', 'COMPLETED', 'FAILED'];

interface Order extends Partial<Forgery> {
  depositId?: string;
  id?: string;
  phone?: string;
  answer?: CustomerAnswer;
  failureCode?: string;
}

/** Customers' answers, forced states and forged callbacks on the pawaPay side. */
export function pawapayControl(app: FastifyInstance, { bench, pawapay }: Sandbox): void {
  app.get('/control/pawapay/numbers', () => publishedNumbers());

  app.get<{ Querystring: { phone?: string } }>('/control/pawapay/prompts', ({ query }) =>
    pawapay.prompts(query.phone).map(statusView),
  );

  app.post('/control/pawapay/prompts', (request, reply) => {
    const order = formOf(request) as Order;
    if (!order.answer || !customerAnswers.includes(order.answer))
      return turnDown(reply, `answer must be one of: ${customerAnswers.join(', ')}`);
    const asked = prompted(pawapay, order);
    return orMissing(
      reply,
      asked && pawapay.answer(asked, order.answer) && { depositId: asked, answer: order.answer },
      'No prompt is open there',
    );
  });

  app.post<{ Params: { id: string } }>('/control/pawapay/operations/:id', (request, reply) => {
    const { status, failureCode } = formOf(request) as { status?: Status; failureCode?: string };
    if (!status || !statuses.includes(status)) return turnDown(reply, `status must be one of: ${statuses.join(', ')}`);
    const operation = pawapay.force(request.params.id, status, failureCode);
    return orMissing(reply, operation && statusView(operation), 'No such operation');
  });

  app.post('/control/pawapay/callbacks/forge', async (request, reply) => {
    const order = formOf(request) as Order;
    const { variant = 'signature', amount, status } = order;
    const wrong = whyNotForgery('pawapay', variant);
    if (wrong) return turnDown(reply, wrong);
    const id = order.depositId ?? order.id;
    const operation = pawapay.all().find((one) => one.id === id);
    if (!operation) return turnDown(reply, 'No such operation', 404);
    const body = { ...callbackView(operation), status: status ?? 'COMPLETED', ...receipt(operation) };
    const callback = {
      ...{ provider: 'pawapay' as const, operation: operation.kind, id: operation.id, reference: operation.id },
      ...{ phone: operation.phone, url: bench.settings.pawapay.callbackUrl, body },
    };
    return reply.send(await bench.courier.forge(callback, { variant, amount, status }));
  });
}

const prompted = (desk: PawapayDesk, { depositId, phone }: Order): string | undefined =>
  depositId ?? (phone && desk.prompts(phone)[0]?.id) ?? undefined;

/** A success that is made up needs a receipt number that looks real. */
const receipt = ({ providerTransactionId }: Operation) => ({
  providerTransactionId: providerTransactionId ?? '1234567890',
});
