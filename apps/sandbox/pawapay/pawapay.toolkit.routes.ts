import type { FastifyInstance, FastifyReply } from 'fastify';
import { respond, type Answer } from '../core/answers.js';
import { kwacha } from '../core/money.js';
import type { Workbench } from '../core/workbench.js';
import { failed, pawapayTongue } from './pawapay.answers.js';
import { Refusal } from './pawapay.codes.js';
import type { PawapayDesk } from './pawapay.desk.js';
import { objectBody, onlyKnown, requiredText } from './pawapay.fields.js';
import { activeConf, availability, predict } from './pawapay.toolkit.js';

interface Filter {
  Querystring: { country?: string; operationType?: string };
}

/** Balances, configuration, availability, prediction and keys. */
export function toolkitRoutes(app: FastifyInstance, bench: Workbench, desk: PawapayDesk): void {
  const give = (operation: string, reply: FastifyReply, work: () => Answer) =>
    respond(bench, pawapayTongue, { provider: 'pawapay', operation, references: [] }, reply, work);
  const ok = (body: unknown): Answer => ({ code: 200, body });

  app.get<Filter>('/active-conf', ({ query }, reply) =>
    give('active-conf', reply, () => ok(activeConf(bench.settings.pawapay, query))),
  );

  app.get<Filter>('/availability', ({ query }, reply) =>
    give('availability', reply, () => ok(availability(bench.settings.pawapay, query))),
  );

  app.get<Filter>('/wallet-balances', ({ query }, reply) =>
    give('balances', reply, () => {
      const wallet = { country: 'ZMB', balance: kwacha(desk.wallet().balance), currency: 'ZMW', provider: '' };
      return ok({ balances: query.country === undefined || query.country === 'ZMB' ? [wallet] : [] });
    }),
  );

  app.get('/public-key/http', (_request, reply) =>
    give('public-key', reply, () => ok([{ id: desk.key.id, key: desk.key.publicPem }])),
  );

  app.post('/predict-provider', (request, reply) =>
    give('predict-provider', reply, () => {
      try {
        const body = objectBody(request.body);
        onlyKnown(body, ['phoneNumber']);
        const phoneNumber = requiredText(body, 'phoneNumber', /^.{1,30}$/);
        const found = predict(bench.settings.pawapay, phoneNumber);
        return found ? ok(found) : failed('INVALID_PHONE_NUMBER', `'${phoneNumber}' belongs to no operator`, 400);
      } catch (error) {
        if (error instanceof Refusal) return failed(error.code, error.message);
        throw error;
      }
    }),
  );
}
