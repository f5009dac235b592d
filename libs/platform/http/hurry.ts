import type { FastifyInstance, FastifyReply } from 'fastify';
import { platformProblems as problems } from './problem.js';
import { sendProblem } from './problem.filter.js';

const LOOK_MS = 1_000;

/**
 * Answers for handlers that do not come to an end, so that nobody waits for ever; their work goes on, and its transaction
 * ends as it would have. One look a second at all running requests, where a timer for each would cost more. What still
 * arrives, such as an upload, has a time-out of its own (requestTimeout); what has begun to answer, such as a download,
 * takes its time.
 */
export function hurryHandlers(server: FastifyInstance, longestMs: number, lookMs = LOOK_MS): void {
  const running = new Map<FastifyReply, number>();
  server.addHook('onRequest', (_request, reply, done) => {
    running.set(reply, performance.now());
    done();
  });
  server.addHook('onResponse', (_request, reply, done) => {
    running.delete(reply);
    done();
  });
  const timer = setInterval(() => {
    const now = performance.now();
    for (const [reply, since] of running) {
      if (since > now - longestMs) return; // the oldest come first
      running.delete(reply);
      if (isArriving(reply)) running.set(reply, now);
      else if (!reply.sent && !reply.raw.headersSent) sendProblem(reply, tooLong());
    }
  }, lookMs).unref();
  server.addHook('onClose', (_server, done) => {
    clearInterval(timer);
    done();
  });
}

const isArriving = ({ request: { raw } }: FastifyReply): boolean => raw.complete === false && !raw.destroyed;

const tooLong = () =>
  problems.unavailable(
    'This took too long and may still be done. Look before you repeat, or repeat with the same Idempotency-Key.',
    {
      retryAfter: 5,
    },
  );
