import type { Answer, Tongue } from '../core/answers.js';

/** A request that Meta turns down, by its code. */
export class GraphError extends Error {
  constructor(
    readonly code: number,
    readonly details: string,
    readonly http = 400,
  ) {
    super(details);
  }
}

export function refusal(code: number, details: string, http: number): Answer {
  const type = code === 190 || code === 0 ? 'OAuthException' : 'GraphMethodException';
  const data = { messaging_product: 'whatsapp', details };
  return {
    code: http,
    body: { error: { message: `(#${code}) ${details}`, type, code, error_data: data, fbtrace_id: 'AsandboxTrace' } },
  };
}

export const WRONG_TOKEN = refusal(190, 'The access token could not be decrypted', 401);

/** The work's answer, or the refusal it ran into. */
export function orRefusal(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof GraphError) return refusal(error.code, error.details, error.http);
    throw error;
  }
}

/** How Meta words what a fault makes it say; `code` is one of its numbers. */
export const whatsappTongue: Tongue = {
  failure: (_call, http) =>
    http === 429 ? refusal(130429, 'Rate limit hit', 429) : refusal(131000, 'Something went wrong', http),
  rejected: (_call, code) => refusal(/^\d{1,6}$/.test(code) ? Number(code) : 131026, 'The request was rejected', 400),
  unauthorized: () => WRONG_TOKEN,
  notFound: () => refusal(33, 'Unsupported post request. The object does not exist', 400),
  otherAmount: (answer) => answer,
};
