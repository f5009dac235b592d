import type { FastifyInstance, FastifyReply } from 'fastify';
import { platformProblems as problems } from './problem.js';
import { sendProblem } from './problem.filter.js';

/** More than the longest thing that a handler waits for: a provider for 8 s, another process for 10 s. */
const LONGEST_MS = 15_000;
const LOOK_MS = 1_000;

/**
 * Answers for handlers that do not come to an end, so that nobody waits for ever. One look a second at all running
 * requests, where a timer for each would cost more. What has begun to answer, such as a download, takes its time.
 */
export function hurryHandlers(server: FastifyInstance, longestMs = LONGEST_MS, lookMs = LOOK_MS): void {
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
    const before = performance.now() - longestMs;
    for (const [reply, since] of running) {
      if (since > before) return; // the oldest come first
      running.delete(reply);
      if (!reply.sent && !reply.raw.headersSent) sendProblem(reply, tooLong());
    }
  }, lookMs).unref();
  server.addHook('onClose', (_server, done) => {
    clearInterval(timer);
    done();
  });
}

const tooLong = () =>
  problems.unavailable(
    'This took too long and may still be done. Look before you repeat, or repeat with the same Idempotency-Key.',
    {
      retryAfter: 5,
    },
  );
