import type { Answer, Tongue } from '../core/answers.js';

/** A request that Twilio turns down, by its code. */
export class TwilioError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly http = 400,
  ) {
    super(message);
  }
}

/** The body of every refusal. */
export const refusal = (code: number, message: string, status: number): Answer => ({
  code: status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

export const UNAUTHORIZED = refusal(20003, 'Authenticate', 401);
const NOT_FOUND = refusal(20404, 'The requested resource was not found', 404);

const STATUS: Readonly<Record<number, number>> = { 20003: 401, 20404: 404, 20429: 429 };

/** The work's answer, or the refusal it ran into. */
export function orRefusal(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof TwilioError) return refusal(error.code, error.message, error.http);
    throw error;
  }
}

/** How Twilio words what a fault makes it say; `code` is one of its numbers. */
export const twilioTongue: Tongue = {
  failure: (_call, http) =>
    http === 429
      ? refusal(20429, 'Too Many Requests', 429)
      : refusal(20500, 'An internal server error has occurred', http),
  rejected: (_call, code) => {
    const number = /^\d{5}$/.test(code) ? Number(code) : 21211;
    return refusal(number, 'The request was rejected', STATUS[number] ?? 400);
  },
  unauthorized: () => UNAUTHORIZED,
  notFound: () => NOT_FOUND,
  otherAmount: (answer) => answer,
};
