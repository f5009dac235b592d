import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { currentContext } from '../context.js';
import { databaseProblem } from '../data/errors.js';
import { platformProblems as problems, Problem } from './problem.js';

/** The one place where an error becomes an answer: RFC 9457 problem details, never a stack or driver text. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const known = toProblem(error);
    if (known.status >= 500) {
      this.logger.error({ err: error, code: known.code, route: request.routeOptions?.url }, known.title);
    }
    sendProblem(reply, known);
  }
}

export function sendProblem(reply: FastifyReply, problem: Problem): void {
  if (reply.sent) return;
  const context = currentContext();
  if (context) {
    context.code = problem.code;
    if (problem.errors?.some(({ message }) => message.endsWith('should not exist'))) context.event = 'unexpected_input';
  }
  if (problem.retryAfter !== undefined) void reply.header('retry-after', problem.retryAfter);
  void reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(problem.body(context?.correlationId));
}

/** Every error as a problem; what we do not know is a bug and says nothing about itself. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const database = databaseProblem(error);
  if (database) return database;
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  if (status === 404) return problems.notFound('There is nothing at this address.');
  if (status === 413) return problems.tooLarge('Send a smaller body.');
  if (status === 415) return problems.wrongType('Send Content-Type: application/json.');
  if (status === 400) return problems.invalid('The body is not valid JSON.');
  if (status !== undefined && status < 500) {
    return new Problem({ code: `http.${status}`, status, title: 'The request cannot be answered' });
  }
  return problems.internal('Try again; if it stays, tell us the correlationId.', { cause: error });
}

/** Fastify's own errors carry the status they mean. */
function statusOf(error: unknown): number | undefined {
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 ? statusCode : undefined;
}
