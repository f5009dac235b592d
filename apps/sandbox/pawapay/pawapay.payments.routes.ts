import type { FastifyInstance } from 'fastify';
import { respond, type Answer, type Call } from '../core/answers.js';
import type { Workbench } from '../core/workbench.js';
import { accepted, failed, pawapayTongue, refused } from './pawapay.answers.js';
import { Refusal } from './pawapay.codes.js';
import type { PawapayDesk } from './pawapay.desk.js';
import { isFinal, names, type Kind } from './pawapay.types.js';
import { statusView } from './pawapay.views.js';

interface ById {
  Params: { id: string };
}

/** Deposits, payouts and refunds: start, look up, tell again, cancel. */
export function paymentRoutes(app: FastifyInstance, bench: Workbench, desk: PawapayDesk): void {
  for (const kind of ['deposit', 'payout', 'refund'] as const) {
    startRoute(app, bench, desk, kind);
    lookRoutes(app, bench, desk, kind);
  }
  for (const kind of ['payout', 'refund'] as const) cancelRoute(app, bench, desk, kind);
  bulkRoute(app, bench, desk);
}

function startRoute(app: FastifyInstance, bench: Workbench, desk: PawapayDesk, kind: Kind): void {
  app.post(`/${names[kind].path}`, (request, reply) => {
    const call = callOf(kind, request.body);
    return respond(bench, pawapayTongue, call, reply, () => initiate(desk, kind, request.body));
  });
}

function bulkRoute(app: FastifyInstance, bench: Workbench, desk: PawapayDesk): void {
  app.post('/payouts/bulk', (request, reply) => {
    const items = Array.isArray(request.body) ? (request.body as unknown[]) : [];
    const references = items.flatMap((item) => callOf('payout', item).references);
    const call: Call = { provider: 'pawapay', operation: 'payout.bulk', references };
    return respond(bench, pawapayTongue, call, reply, () => {
      if (items.length === 0 || items.length > 20) return failed('INVALID_INPUT', 'A bulk has 1 to 20 payouts');
      const malformed = items.find((item) => desk.whyMalformed('payout', item));
      if (malformed) return refused(desk.whyMalformed('payout', malformed), 'payout', idIn('payout', malformed));
      return { code: 200, body: items.map((item) => initiate(desk, 'payout', item).body) };
    });
  });
}

function lookRoutes(app: FastifyInstance, bench: Workbench, desk: PawapayDesk, kind: Kind): void {
  app.get<ById>(`/${names[kind].path}/:id`, ({ params: { id } }, reply) => {
    const operation = desk.find(kind, id);
    return respond(bench, pawapayTongue, lookOf(kind, 'status', id, operation?.phone), reply, () =>
      operation
        ? { code: 200, body: { status: 'FOUND', data: statusView(operation) } }
        : { code: 200, body: { status: 'NOT_FOUND' } },
    );
  });

  app.post<ById>(`/${names[kind].path}/resend-callback/:id`, ({ params: { id } }, reply) => {
    const operation = desk.find(kind, id);
    return respond(bench, pawapayTongue, lookOf(kind, 'resend', id, operation?.phone), reply, () => {
      if (!operation) return refused(new Refusal('NOT_FOUND', `There is no ${kind} '${id}'`), kind, id);
      if (!isFinal(operation.status))
        return refused(new Refusal('INVALID_STATE', `It is ${operation.status}`), kind, id);
      desk.tell(operation);
      return { code: 200, body: { [names[kind].id]: id, status: 'ACCEPTED' } };
    });
  });
}

function cancelRoute(app: FastifyInstance, bench: Workbench, desk: PawapayDesk, kind: Kind): void {
  app.post<ById>(`/${names[kind].path}/fail-enqueued/:id`, ({ params: { id } }, reply) => {
    const operation = desk.find(kind, id);
    return respond(bench, pawapayTongue, lookOf(kind, 'cancel', id, operation?.phone), reply, () => {
      if (!operation) return refused(new Refusal('NOT_FOUND', `There is no ${kind} '${id}'`), kind, id);
      if (desk.cancel(operation)) return { code: 200, body: { [names[kind].id]: id, status: 'ACCEPTED' } };
      return refused(new Refusal('INVALID_STATE', `It is ${operation.status}, not ENQUEUED`), kind, id);
    });
  });
}

function initiate(desk: PawapayDesk, kind: Kind, body: unknown): Answer {
  try {
    const { operation, isNew } = desk.initiate(kind, body);
    return accepted(operation, isNew);
  } catch (error) {
    return refused(error, kind, idIn(kind, body));
  }
}

function callOf(kind: Kind, body: unknown): Call {
  const id = idIn(kind, body);
  const sent = (body ?? {}) as { clientReferenceId?: unknown };
  const party = (body as Record<string, { accountDetails?: { phoneNumber?: unknown } }> | undefined)?.[
    names[kind].party
  ];
  const phone = party?.accountDetails?.phoneNumber;
  return {
    ...{ provider: 'pawapay', operation: kind, references: typeof id === 'string' ? [id] : [] },
    aliases: typeof sent.clientReferenceId === 'string' ? [sent.clientReferenceId] : [],
    phone: typeof phone === 'string' ? phone : undefined,
  };
}

function lookOf(kind: Kind, what: string, id: string, phone?: string): Call {
  return { provider: 'pawapay', operation: `${kind}.${what}`, references: [id], phone };
}

const idIn = (kind: Kind, body: unknown): unknown =>
  (body as Record<string, unknown> | undefined | null)?.[names[kind].id];
