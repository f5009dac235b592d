import { AsyncLocalStorage } from 'node:async_hooks';
import type { ActorInit } from './http/actor.js';

/** What follows a request through services, jobs and calls to other companies. */
export interface Context {
  /** Given by the caller as x-request-id or made here; travels into jobs, provider calls and logs. */
  readonly correlationId: string;
  /** Who caused it, for transitions and audit: `person:<id>`, `guest`, `system:<handler>`. */
  actor: string;
  /** Where a request came from: address, client, session, and who looks through the person's eyes. */
  caller?: Pick<ActorInit, 'address' | 'client' | 'sessionId' | 'impersonatorId'>;
  /** Who caused the work that the system does. */
  readonly cause?: string;
  /** Another company calls us. */
  isCallback?: boolean;
  /** Code of the problem that the request was answered with. */
  code?: string;
  /** What of interest to those who watch over security happened, see {@link noteEvent}. */
  event?: SecurityEvent;
}

/** What the log line of a request names beside its outcome. */
export type SecurityEvent =
  | 'signed_in'
  | 'signed_out'
  | 'unauthenticated'
  | 'denied'
  | 'limited'
  | 'unexpected_input'
  | 'callback_refused'
  | 'impersonated';

const storage = new AsyncLocalStorage<Context>();

export const currentContext = (): Context | undefined => storage.getStore();

export function runInContext<T>(context: Context, work: () => T): T {
  return storage.run(context, work);
}

/** Runs a part of the work that a process is at under the correlation id of its own cause. */
export const inCorrelation = <T>(correlationId: string, work: () => T): T =>
  runInContext({ actor: 'system', ...currentContext(), correlationId }, work);

/**
 * Names what happened in the log line of the running request, of which there is exactly one.
 *
 * @param actor who it turned out to be, when nobody knew that before
 */
export function noteEvent(event: SecurityEvent, actor?: string): void {
  const context = storage.getStore();
  if (!context) return;
  context.event = event;
  if (actor) context.actor = actor;
}
