import type { Answer } from './caller.js';

/** Whether it was refused so. */
export const is = ({ status, body }: Answer<unknown>, wanted: number, code?: string): boolean =>
  status === wanted && (code === undefined || (body as { code?: string }).code === code);

export const unexpected = (what: string, { status, body }: Answer<unknown>): Error =>
  new Error(`${what}: ${status} ${JSON.stringify(body)}`);

/** The body of an answer that must be a success. */
export function accepted<T>(answer: Answer<T>, what = 'a call'): T {
  if (answer.status >= 300) throw unexpected(what, answer);
  return answer.body;
}
