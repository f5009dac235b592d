import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { respond, type Answer } from '../core/answers.js';
import { rawBodyOf } from '../core/bodies.js';
import type { Workbench } from '../core/workbench.js';
import { NO_AGENT, orRefusal, RATE_LIMITED, ResendError, resendTongue, WRONG_KEY } from './resend.answers.js';
import type { ResendDesk } from './resend.desk.js';
import { type MailRequest, readMail } from './resend.fields.js';

const MOST = 100;

/** https://resend.com/docs/api-reference/emails/send-email and …/send-batch-emails */
export function resendRoutes(app: FastifyInstance, bench: Workbench, desk: ResendDesk): void {
  const wanted = `Bearer ${bench.config.resendKey}`;
  app.addHook('onRequest', async ({ headers }, reply) => {
    if (!headers['user-agent']) return reply.code(NO_AGENT.code).send(NO_AGENT.body);
    if (headers.authorization !== wanted) {
      const { code, body } = headers.authorization ? WRONG_KEY : resendTongue.unauthorized({} as never);
      return reply.code(code).send(body);
    }
    const limit = desk.count();
    void reply.headers(limit.headers);
    return limit.exceeded ? reply.code(RATE_LIMITED.code).send(RATE_LIMITED.body) : undefined;
  });

  const serve = (request: FastifyRequest, reply: FastifyReply, operation: string, work: () => Answer) => {
    const call = { provider: 'resend' as const, operation, references: recipientsOf(request.body) };
    return respond(bench, resendTongue, call, reply, () =>
      orRefusal(() => desk.once(request.headers['idempotency-key'], rawBodyOf(request), work)),
    );
  };

  app.post('/emails', (request, reply) =>
    serve(request, reply, 'email', () => ({ code: 200, body: { id: desk.send(readMail(request.body)) } })),
  );

  app.post('/emails/batch', (request, reply) =>
    serve(request, reply, 'email.batch', () => sendBatch(desk, request.body, request.headers['x-batch-validation'])),
  );
}

/** `strict` takes all or nothing, `permissive` what is in order. */
function sendBatch(desk: ResendDesk, body: unknown, validation: unknown = 'strict'): Answer {
  if (!Array.isArray(body) || body.length === 0 || body.length > MOST) {
    throw new ResendError('validation_error', `A batch has 1 to ${MOST} mails`);
  }
  const errors: { index: number; message: string }[] = [];
  const mails = body.flatMap((one, index): MailRequest[] => {
    try {
      return [readMail(one)];
    } catch (error) {
      if (validation !== 'permissive' || !(error instanceof ResendError)) throw error;
      errors.push({ index, message: error.message });
      return [];
    }
  });
  const data = mails.map((mail) => ({ id: desk.send(mail) }));
  return { code: 200, body: errors.length > 0 ? { data, errors } : { data } };
}

function recipientsOf(body: unknown): string[] {
  const mails = (Array.isArray(body) ? body : [body]) as { to?: unknown }[];
  return mails.flatMap((mail) => [mail?.to].flat()).filter((to): to is string => typeof to === 'string');
}
