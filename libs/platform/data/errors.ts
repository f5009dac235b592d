import { platformProblems as problems, type Problem } from '../http/problem.js';

/** COMMIT was sent and no answer came: the change may have been made. Look it up by its key before telling anybody. */
export class CommitUnknownError extends Error {
  constructor(cause: unknown) {
    super('the outcome of COMMIT is not known', { cause });
    this.name = 'CommitUnknownError';
  }
}

const codeOf = (error: unknown): string => {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
};

/** Name of the violated unique constraint, or undefined when the error is another one. */
export function uniqueViolation(error: unknown): string | undefined {
  return codeOf(error) === '23505' ? ((error as { constraint?: string }).constraint ?? '') : undefined;
}

/** Name of the violated check constraint, or undefined when the error is another one. */
export function checkViolation(error: unknown): string | undefined {
  return codeOf(error) === '23514' ? ((error as { constraint?: string }).constraint ?? '') : undefined;
}

/** Deadlock or serialization failure: the transaction did nothing and may be tried again. */
export const mayRetry = (error: unknown): boolean => ['40001', '40P01', '55P03'].includes(codeOf(error));

/** Connection lost or refused, server starting or stopping, pool exhausted, time-out, disk full, read-only. */
const OUTAGE = /^(08|53|57P0|57014|25006|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/;

export const isOutage = (error: unknown): boolean =>
  OUTAGE.test(codeOf(error)) ||
  (error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/i.test(error.message));

/** The answer to a database fault that is nobody's bug; undefined for every other error. */
export function databaseProblem(error: unknown): Problem | undefined {
  if (error instanceof CommitUnknownError) {
    return problems.commitUnknown('Repeat the request with the same Idempotency-Key.', { retryAfter: 1, cause: error });
  }
  if (isOutage(error) || mayRetry(error)) {
    return problems.unavailable('Nothing was changed. Try again in a moment.', { retryAfter: 2, cause: error });
  }
  return undefined;
}
