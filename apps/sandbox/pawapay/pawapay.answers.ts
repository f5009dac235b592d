import type { Answer, Call, Tongue } from '../core/answers.js';
import { explain, httpOf, Refusal } from './pawapay.codes.js';
import { names, type Kind, type Operation } from './pawapay.types.js';

/** The reply to an initiation that was understood. */
export function accepted({ kind, id, created }: Operation, isNew: boolean): Answer {
  const body = { [names[kind].id]: id, status: isNew ? 'ACCEPTED' : 'DUPLICATE_IGNORED', created };
  return { code: 200, body: kind === 'deposit' && isNew ? { ...body, nextStep: 'FINAL_STATUS' } : body };
}

/** The reply to a request that was turned down; one of them forgets the id. */
export function refused(error: unknown, kind: Kind, id: unknown): Answer {
  if (!(error instanceof Refusal)) throw error;
  const known = typeof id === 'string' && error.code !== 'AMOUNT_OUT_OF_BOUNDS' ? id : null;
  const body = { [names[kind].id]: known, status: 'REJECTED', ...reason(error.code, error.message) };
  return { code: httpOf(error.code), body };
}

/** A failure that belongs to no payment. */
export function failed(code: string, message = explain(code), http = httpOf(code)): Answer {
  return { code: http, body: reason(code, message) };
}

function reason(failureCode: string, failureMessage: string) {
  return { failureReason: { failureCode, failureMessage } };
}

const kindOf = (call: Call): Kind | undefined =>
  (['deposit', 'payout', 'refund'] as const).find((kind) => call.operation.startsWith(kind));

/** How pawaPay words what a fault makes it say. */
export const pawapayTongue: Tongue = {
  failure: (_call, http) => failed('UNKNOWN_ERROR', undefined, http),
  unauthorized: (call) => {
    const answer = failed('AUTHENTICATION_ERROR');
    return kindOf(call) ? { ...answer, body: { status: 'REJECTED', ...(answer.body as object) } } : answer;
  },
  rejected: (call, code) => {
    const kind = kindOf(call);
    return kind ? refused(new Refusal(code), kind, call.references[0]) : failed(code);
  },
  notFound: () => ({ code: 200, body: { status: 'NOT_FOUND' } }),
  otherAmount: (answer, amount) => {
    const { data, ...rest } = answer.body as { data?: Record<string, unknown> };
    return data ? { ...answer, body: { ...rest, data: { ...data, amount: String(amount ?? '0.01') } } } : answer;
  },
};
