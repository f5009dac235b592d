import type { Answer, Tongue } from '../core/answers.js';
import type { Workbench } from '../core/workbench.js';

/** A request Flutterwave turns down. */
export class Trouble extends Error {
  constructor(
    message: string,
    readonly http = 400,
  ) {
    super(message);
  }
}

/** A call that worked; says nothing about the payment. */
export function success(message: string, data: unknown, meta?: unknown): Answer {
  return { code: 200, body: { status: 'success', message, data, meta } };
}

/** A call that did not work. */
export function trouble(message: string, http = 400): Answer {
  return { code: http, body: { status: 'error', message, data: null } };
}

/** The work's answer, or the envelope of the trouble it ran into. */
export function orTrouble(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof Trouble) return trouble(error.message, error.http);
    throw error;
  }
}

/** The answer to a missing or wrong key. */
export const UNAUTHORIZED = trouble('Invalid authorization key', 401);
const GAVE_UP = 'An error occurred. Please contact support';
const UNKNOWN = 'No transaction was found for this id';

/** There is no such transaction; not even a failed one. */
export const unknownTransaction = (bench: Workbench): Trouble =>
  new Trouble(UNKNOWN, bench.settings.flutterwave.notFoundCode);

/** How Flutterwave words what a fault makes it say. */
export function flutterwaveTongue(bench: Workbench): Tongue {
  return {
    failure: (_call, http) => trouble(GAVE_UP, http),
    rejected: (_call, code) => trouble(code),
    unauthorized: () => UNAUTHORIZED,
    notFound: () => trouble(UNKNOWN, bench.settings.flutterwave.notFoundCode),
    otherAmount: (answer, amount = 0.01) => {
      const body = answer.body as { data?: unknown };
      const change = (data: unknown) => ({
        ...(data as object),
        amount: Number(amount),
        charged_amount: Number(amount),
      });
      if (!body.data) return answer;
      return {
        ...answer,
        body: { ...body, data: Array.isArray(body.data) ? body.data.map(change) : change(body.data) },
      };
    },
  };
}
