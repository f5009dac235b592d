import { AsyncLocalStorage } from 'node:async_hooks';

/** What follows a request through services, jobs and calls to other companies. */
export interface Context {
  /** Given by the caller as x-request-id or made here; travels into jobs, provider calls and logs. */
  readonly correlationId: string;
  /** Who caused it, for transitions and audit: `person:<id>`, `guest`, `system:<handler>`. */
  actor: string;
}

const storage = new AsyncLocalStorage<Context>();

export const currentContext = (): Context | undefined => storage.getStore();

export function runInContext<T>(context: Context, work: () => T): T {
  return storage.run(context, work);
}
