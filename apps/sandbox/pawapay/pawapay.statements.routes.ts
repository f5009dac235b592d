import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { respond } from '../core/answers.js';
import { addressOf } from '../core/address.js';
import type { Workbench } from '../core/workbench.js';
import { failed, pawapayTongue } from './pawapay.answers.js';
import { Refusal } from './pawapay.codes.js';
import { statementView, type Statements } from './pawapay.statements.js';

const DAY = 86_400_000;

interface ById {
  Params: { id: string };
}

/** Ordering and looking up statements. */
export function statementRoutes(app: FastifyInstance, bench: Workbench, statements: Statements): void {
  app.post('/statements', (request, reply) => {
    const base = `${addressOf(bench.config, request)}/pawapay/statements`;
    const call = { provider: 'pawapay' as const, operation: 'statement', references: [] };
    return respond(bench, pawapayTongue, call, reply, () => {
      try {
        const statement = statements.order(request.body, ({ id }) => `${base}/${id}`);
        return { code: 200, body: { statementId: statement.id, status: 'ACCEPTED', created: statement.created } };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const { code, body } = failed(error.code, error.message);
        return { code, body: { status: 'REJECTED', ...(body as object) } };
      }
    });
  });

  app.get<ById>('/statements/:id', (request, reply) => {
    const { id } = request.params;
    const call = { provider: 'pawapay' as const, operation: 'statement.status', references: [id] };
    return respond(bench, pawapayTongue, call, reply, () => {
      const statement = statements.find(id);
      if (!statement) return { code: 200, body: { status: 'NOT_FOUND' } };
      const link = `${addressOf(bench.config, request)}/pawapay/statements/${id}`;
      return { code: 200, body: { status: 'FOUND', data: statementView(statement, link) } };
    });
  });
}

/** The file itself, which needs no token: its address is the secret, for one day. */
export function downloadRoute(app: FastifyInstance, statements: Statements): void {
  app.get<ById>('/pawapay/statements/:id', (request, reply) => {
    const statement = statements.find(request.params.id);
    if (!statement?.csv) return reply.code(404).send({ message: 'There is no such statement' });
    if (Date.now() > statement.completedAt! + DAY) return reply.code(403).send({ message: 'This link has expired' });
    if (statement.compressed) return reply.type('application/gzip').send(gzipSync(statement.csv));
    return reply.type('text/csv; charset=utf-8').send(statement.csv);
  });
}
