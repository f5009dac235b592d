import type { FastifyReply } from 'fastify';
import { replyKinds, type Fault, type Provider, type Subject } from './faults.js';
import type { Workbench } from './workbench.js';

/** An HTTP answer before it is sent. */
export interface Answer {
  code: number;
  body: unknown;
  type?: string;
}

/** One request, as faults and books see it. `references` are counted when it is a POST; `aliases` only match. */
export interface Call {
  provider: Provider;
  operation: string;
  phone?: string;
  references: readonly string[];
  aliases?: readonly string[];
}

/** How a company words the answers that a fault asks for. */
export interface Tongue {
  failure(call: Call, http: number): Answer;
  rejected(call: Call, code: string): Answer;
  unauthorized(call: Call): Answer;
  notFound(call: Call): Answer;
  otherAmount(answer: Answer, amount: string | number | undefined): Answer;
}

type Spoiled = Answer | 'hang' | 'reset';

/** Long enough for any client to give up first. */
const HANG_MS = 120_000;

/** Does the work and sends its answer, unless a fault says otherwise. */
export async function respond(
  bench: Workbench,
  tongue: Tongue,
  call: Call,
  reply: FastifyReply,
  work: () => Answer,
): Promise<FastifyReply> {
  if (reply.request.method === 'POST') {
    for (const reference of call.references) bench.posts.count(call.provider, call.operation, reference);
  }
  const fault = bench.faults.take(call.provider, call.operation, subjectOf(call), replyKinds);
  if (!fault) return send(reply, work());

  const early = beforeApply(tongue, call, fault);
  if (early) return give(bench, reply, early);
  if (fault.kind === 'lateApply') {
    bench.timers.after(fault.ms ?? 1_000, work);
    return give(bench, reply, 'reset');
  }
  const answer = work();
  if (fault.kind === 'slow') await bench.sleep(fault.ms ?? 1_000);
  return give(bench, reply, afterApply(tongue, call, fault, answer));
}

/** What faults compare a call with. */
function subjectOf(call: Call): Subject {
  return { phone: call.phone, references: [...call.references, ...(call.aliases ?? [])] };
}

function beforeApply(tongue: Tongue, call: Call, fault: Fault): Spoiled | undefined {
  const spoilers: Record<string, () => Spoiled> = {
    timeout: () => 'hang',
    reset: () => 'reset',
    http500BeforeApply: () => tongue.failure(call, 500),
    http503BeforeApply: () => tongue.failure(call, 503),
    rateLimited: () => tongue.failure(call, 429),
    garbageBeforeApply: () => garbage(fault),
    rejected: () => tongue.rejected(call, fault.code ?? 'INVALID_PARAMETER'),
    unauthorized: () => tongue.unauthorized(call),
    notFound: () => tongue.notFound(call),
  };
  return spoilers[fault.kind]?.();
}

function afterApply(tongue: Tongue, call: Call, fault: Fault, answer: Answer): Spoiled {
  const spoilers: Record<string, () => Spoiled> = {
    timeoutAfterApply: () => 'hang',
    resetAfterApply: () => 'reset',
    http500AfterApply: () => tongue.failure(call, 500),
    http503AfterApply: () => tongue.failure(call, 503),
    garbage: () => garbage(fault),
    wrongAmount: () => tongue.otherAmount(answer, fault.amount),
  };
  return spoilers[fault.kind]?.() ?? answer;
}

function garbage(fault: Fault): Answer {
  return { code: 200, body: fault.body ?? '<html><body>upstream said {"status": "ACC', type: 'text/html' };
}

function give(bench: Workbench, reply: FastifyReply, answer: Spoiled): FastifyReply {
  if (typeof answer === 'object') return send(reply, answer);
  reply.hijack();
  const { socket } = reply.request.raw;
  if (answer === 'reset') socket.resetAndDestroy();
  else bench.hold(socket, HANG_MS);
  return reply;
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  reply.code(answer.code);
  if (answer.type) reply.type(answer.type);
  return reply.send(answer.body);
}
