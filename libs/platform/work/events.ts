import type { Type } from '@nestjs/common';
import type { Tx } from '../data/database.js';

/** A fact that a domain tells: its name, its version and the class of its payload. */
export interface EventType<P extends object = object> {
  readonly name: string;
  readonly version: number;
  readonly payload: Type<P>;
}

/** Declares an event: `event('orders.confirmed', OrderConfirmedPayload)`. Versions only add fields. */
export const event = <P extends object>(name: string, payload: Type<P>, version = 1): EventType<P> => ({
  name,
  version,
  payload,
});

/** What a handler receives. */
export interface Event<P extends object = object> {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly occurredAt: string;
  readonly aggregateId: string;
  /** Grows with every message of the platform; tells later from earlier for one aggregate. */
  readonly sequence: number;
  readonly actor: string;
  readonly correlationId: string;
  readonly payload: P;
}

/** The effect of an event: everything it writes goes through `tx`, which also closes the delivery. */
export type EventHandler<P extends object> = (event: Event<P>, tx: Tx) => Promise<void>;

/** The effects of several events, of different causes, in the transaction that closes all their deliveries. */
export type EventsHandler<P extends object> = (events: readonly Event<P>[], tx: Tx) => Promise<void>;

/** Does a job; answers {@link Again} when there is nothing to do yet. */
export type JobHandler<P extends object> = (work: Work<P>) => Promise<Again | void>;

/**
 * Does several jobs at once, as far as that goes: `close` closes those that it did, in their transaction. What it leaves
 * open, also by failing, is done by the job's own handler, one by one.
 */
export type JobsHandler<P extends object> = (works: readonly Work<P>[], close: CloseAll<P>) => Promise<void>;

/** @throws LostLeaseError when another process has taken one of them over: the transaction must not commit. */
export type CloseAll<P extends object> = (tx: Tx, works: readonly Work<P>[]) => Promise<void>;

export interface HandlerMetadata {
  /** `events` and `jobs` take several deliveries at once; `jobs` stands beside the `job` of the same message. */
  readonly kind: 'event' | 'events' | 'job' | 'jobs';
  /** Name of the event or job. */
  readonly message: string;
  readonly method: string;
}

const HANDLERS = Symbol('pakashop:handlers');

function addHandler(target: object, handler: HandlerMetadata): void {
  const known = (Reflect.getOwnMetadata(HANDLERS, target) as HandlerMetadata[] | undefined) ?? [];
  Reflect.defineMetadata(HANDLERS, [...known, handler], target);
}

/** Handlers declared on a processor class. */
export const handlersOf = (type: Type<object>): readonly HandlerMetadata[] =>
  (Reflect.getMetadata(HANDLERS, type.prototype as object) as HandlerMetadata[] | undefined) ?? [];

/** Marks a method `(event, tx)` of a processor as a handler of another domain's event. */
export const OnEvent =
  <P extends object>(type: EventType<P>) =>
  <M extends EventHandler<P>>(target: object, method: string, _descriptor: TypedPropertyDescriptor<M>): void => {
    addHandler(target, { kind: 'event', message: type.name, method });
  };

/**
 * Marks a method `(events, tx)` as a handler of an event that is told often: it writes for all of them what it would for
 * each, in one statement where it can. Where that fails it is called for each by itself. It runs in the context of the first,
 * so it only inserts rows of their own causes, or changes these: it neither publishes nor orders jobs.
 */
export const OnEvents =
  <P extends object>(type: EventType<P>) =>
  <M extends EventsHandler<P>>(target: object, method: string, _descriptor: TypedPropertyDescriptor<M>): void => {
    addHandler(target, { kind: 'events', message: type.name, method });
  };

/** Marks a method `(work)` of a processor as the one that does a job. */
export const OnJob =
  <P extends object>(type: JobType<P>) =>
  <M extends JobHandler<P>>(target: object, method: string, _descriptor: TypedPropertyDescriptor<M>): void => {
    addHandler(target, { kind: 'job', message: type.name, method });
  };

/** Marks a method `(works, close)` beside the one that does a job, for jobs that are ordered often. See {@link JobsHandler}. */
export const OnJobs =
  <P extends object>(type: JobType<P>) =>
  <M extends JobsHandler<P>>(target: object, method: string, _descriptor: TypedPropertyDescriptor<M>): void => {
    addHandler(target, { kind: 'jobs', message: type.name, method });
  };

/** Something a domain does by itself: outside a transaction, so it may call another company. */
export interface JobType<P extends object = object> {
  readonly name: string;
  readonly payload: Type<P>;
  /** Seconds the job may take before it counts as abandoned; longer than its slowest foreign call. */
  readonly leaseSeconds?: number;
}

export const job = <P extends object>(
  name: string,
  payload: Type<P>,
  options: { leaseSeconds?: number } = {},
): JobType<P> => ({ name, payload, ...options });

/** A job in hand. Its last transaction calls {@link close}; a job that did not is closed when its method returns. */
export interface Work<P extends object = object> {
  readonly deliveryId: number;
  readonly payload: P;
  readonly correlationId: string;
  /** How often the job was asked to run again. */
  readonly round: number;
  /**
   * Closes the job together with its effect.
   *
   * @throws LostLeaseError when another process has taken the job over: the transaction must not commit.
   */
  close(tx: Tx): Promise<void>;
  /**
   * Puts the job off together with an effect: it runs again in so many seconds, and its rounds begin anew.
   *
   * @throws LostLeaseError as {@link close} does
   */
  putOff(tx: Tx, seconds: number): Promise<void>;
}

/** A job's answer when there is nothing to do yet: look again in so many seconds. Not a failure. */
export class Again {
  constructor(readonly seconds: number) {}
}

export class LostLeaseError extends Error {
  constructor(readonly deliveryId: number) {
    super(`delivery ${deliveryId} is done or in other hands`);
    this.name = 'LostLeaseError';
  }
}
