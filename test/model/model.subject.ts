import type { Balances } from './model.balances.js';
import type { Fact } from './model.facts.js';
import type { Adjustment, Batch, Line, Order, Outcome, Part, Payee, Payout, Refund } from './model.things.js';

/** What a provider answers to a request to pay out. */
export type Answer = 'accepted' | 'unknown' | 'refused';
/** What it says later. */
export type News = 'completed' | 'failed' | 'pending' | 'unknown' | 'notFound';

/** What is compared with the model: the code, over rules alone or over the database. */
export interface Subject {
  /** Hears facts in this order; those that need another one first are heard again after it. */
  hear(facts: readonly Fact[]): Promise<void>;
  /** Whether a refund is refused that gives back more than there is. */
  refuses(refund: Refund): Promise<boolean>;
  /** A provider's word about an attempt to refund that ended nothing. */
  refundTried(refund: Refund, news: News): Promise<void>;
  /** The shop cannot supply some pieces; what the refund of them comes to must be what the model says. */
  edited(part: Part, line: Line, quantity: number, goods: number): Promise<void>;
  /** The status of an order as its buyer sees it. */
  statusIs(order: Order, status: string): Promise<void>;
  /** False when the correction was refused. */
  adjust(adjustment: Adjustment): Promise<boolean>;
  pass(seconds: number): Promise<void>;
  release(): Promise<void>;
  /** Prepares a batch, and sends it unless it waits for a second person. */
  prepare(payees: readonly Payee[], batch: Batch, answers: Answers): Promise<void>;
  approve(batch: Batch, answers: Answers): Promise<void>;
  callOff(batch: Batch): Promise<void>;
  news(payout: Payout, news: News): Promise<void>;
  /** People decide what a late answer meant; false when it was refused. */
  resolve(payout: Payout, outcome: Outcome): Promise<boolean>;
  balances(): Promise<Balances>;
  /** What its own checks find. */
  faults(): Promise<readonly string[]>;
}

export type Answers = ReadonlyMap<string, Answer>;
