import type { Caller } from './faults.js';

/** What a provider has to tell, before it is signed. */
export interface Callback {
  provider: Caller;
  operation: string;
  /** Id of the payment at the provider. */
  id: string;
  /** What we call the payment. */
  reference: string;
  phone?: string;
  url: string;
  body: Record<string, unknown>;
}

/** A callback that is not what the provider would send. */
export interface Forgery {
  variant: string;
  amount?: string | number;
  status?: string;
}

/** Bytes and headers as they go out. */
export interface Sealed {
  headers: Record<string, string>;
  body: string;
}

/** Turns a callback into bytes; called again for every attempt, so that each carries a fresh signature. */
export type Seal = (callback: Callback, forgery?: Forgery) => Sealed;

/** One try to deliver a callback. */
export interface Attempt {
  at: string;
  /** HTTP status of the receiver, or what went wrong on the way. */
  answer: number | string;
  forged?: string;
}

/** Where a delivery stands; `held` waits for another one to overtake it, `waiting` for its time. */
export type DeliveryState = 'sending' | 'held' | 'waiting' | 'delivered' | 'dropped' | 'given up';

/** The story of one callback. */
export interface Delivery {
  id: number;
  provider: Caller;
  operation: string;
  paymentId: string;
  reference: string;
  url: string;
  state: DeliveryState;
  attempts: Attempt[];
}
