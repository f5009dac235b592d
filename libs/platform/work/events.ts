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

/** Does a job; answers {@link Again} when there is nothing to do yet. */
export type JobHandler<P extends object> = (work: Work<P>) => Promise<Again | void>;

export interface HandlerMetadata {
  readonly kind: 'event' | 'job';
  /** Name of the event or job. */
  readonly message: string;
  readonly method: string;
  /** Several of its deliveries may share a transaction. */
  readonly isTogether: boolean;
}

/** How a handler may be run. */
interface Hearing {
  /**
   * Deliveries of different causes are heard in one transaction, at the same time, and each by itself where that fails. For
   * handlers that are called often and only insert rows of their own cause, or change these: what two of them lock in
   * different orders they would wait for.
   */
  readonly together?: boolean;
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
  <P extends object>(type: EventType<P>, { together = false }: Hearing = {}) =>
  <M extends EventHandler<P>>(target: object, method: string, _descriptor: TypedPropertyDescriptor<M>): void => {
    addHandler(target, { kind: 'event', message: type.name, method, isTogether: together });
  };

/** Marks a method `(work)` of a processor as the one that does a job. */
export const OnJob =
  <P extends object>(type: JobType<P>) =>
  <M extends JobHandler<P>>(target: object, method: string, _descriptor: TypedPropertyDescriptor<M>): void => {
    addHandler(target, { kind: 'job', message: type.name, method, isTogether: false });
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
