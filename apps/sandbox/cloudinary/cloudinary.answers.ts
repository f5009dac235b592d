import type { Answer, Tongue } from '../core/answers.js';

/** A call that Cloudinary turns down. */
export class CloudinaryError extends Error {
  constructor(
    message: string,
    readonly http = 400,
  ) {
    super(message);
  }
}

export const refusal = (message: string, http = 400): Answer => ({ code: http, body: { error: { message } } });

/** The work's answer, or the refusal it ran into. */
export function orRefusal(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof CloudinaryError) return refusal(error.message, error.http);
    throw error;
  }
}

/** How Cloudinary words what a fault makes it say. Its limits are answered 420. */
export const cloudinaryTongue: Tongue = {
  failure: (_call, http) => (http === 429 ? refusal('Rate Limit Exceeded', 420) : refusal('General Error', http)),
  rejected: (_call, code) => refusal(code),
  unauthorized: () => refusal('Invalid credentials', 401),
  notFound: () => refusal('Resource not found', 404),
  otherAmount: (answer) => answer,
};
