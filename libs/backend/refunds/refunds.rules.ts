import { dice } from '@pakashop/platform';
import { refundsProblems as problems } from './refunds.errors.js';
import type { RefundReason } from './refunds.events.js';
import type { RefundAttempt, RefundAttemptState, RefundStanding } from './refunds.provider.js';

/** States of what a buyer is owed back. CREATED waits for a second person; the last two are final. */
export const REFUND_STATES = ['CREATED', 'RESERVED', 'SENT', 'NEEDS_ATTENTION', 'COMPLETED', 'WITHDRAWN'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** States in which an attempt may still move the money. */
export const LIVE = ['SENT', 'PENDING', 'UNKNOWN'] as const satisfies readonly RefundAttemptState[];
export const isLive = (state: RefundAttemptState): boolean => (LIVE as readonly string[]).includes(state);

/** States in which no attempt can be alive: what is owed may be called off, or sent once more. */
export const AT_REST = ['RESERVED', 'NEEDS_ATTENTION'] as const satisfies readonly RefundState[];

/** Why nothing can be decided about a refund that is not at rest. */
export const stillMoving = ({ state }: { readonly state: RefundState }) =>
  state === 'SENT'
    ? problems.mayStillArrive('Wait until the provider has said what became of it.')
    : problems.wrongState(`It is ${state}.`);

/** What the buyer is owed by rule, and by nobody's grace: one person alone does not call it off, however small it is. */
const OWED: ReadonlySet<RefundReason> = new Set(['CANCELLED', 'CANNOT_SUPPLY', 'RETURNED', 'SURPLUS']);
export const isOwed = ({ reason }: { readonly reason: RefundReason }): boolean => OWED.has(reason);

/** Whether somebody wants to call it off and somebody else has to agree. */
export const awaitsWithdrawal = (refund: {
  readonly state: RefundState;
  readonly withdrawalNeedsApproval: boolean;
}): boolean => refund.withdrawalNeedsApproval && !['COMPLETED', 'WITHDRAWN'].includes(refund.state);

/** What an answer of the provider does to an attempt; the guarded statements of the flow carry it out. */
export type RefundVerdict =
  | { readonly kind: 'complete' }
  | { readonly kind: 'fail'; readonly code: string; readonly message: string }
  | { readonly kind: 'wait'; readonly state: 'PENDING' | 'UNKNOWN'; readonly evidence: string }
  /** Another amount or currency than was sent: nobody may conclude anything from it. */
  | { readonly kind: 'mismatch' }
  /** The provider says the opposite of what is final. */
  | { readonly kind: 'contradiction' }
  | { readonly kind: 'nothing' };

export interface RefundSituation {
  readonly attempt: Pick<RefundAttempt, 'state' | 'amount' | 'currency' | 'secondsSinceSent'>;
  /** Seconds without trace after which a sent request counts as never received. */
  readonly notFoundSeconds: number;
}

/**
 * Decides what a standing means for an attempt. Total over state × standing: only explicit evidence ends an attempt,
 * unknown stays unknown, and what is final stays.
 */
export function judge(situation: RefundSituation, standing: RefundStanding): RefundVerdict {
  const { attempt, notFoundSeconds } = situation;
  const { state } = attempt;
  if (!isLive(state)) return afterTheEnd(state, standing);
  switch (standing.kind) {
    case 'completed':
      return fits(attempt, standing) ? { kind: 'complete' } : { kind: 'mismatch' };
    case 'failed':
      return { kind: 'fail', code: standing.code, message: standing.message };
    case 'pending':
      return { kind: 'wait', state: 'PENDING', evidence: 'the provider is working on it' };
    case 'unknown':
      return { kind: 'wait', state: 'UNKNOWN', evidence: standing.reason };
    case 'notFound':
      return judgeNotFound(attempt, notFoundSeconds, standing.unnamed ?? false);
  }
}

function afterTheEnd(state: RefundAttemptState, { kind }: RefundStanding): RefundVerdict {
  const isOpposite = state === 'COMPLETED' ? kind === 'failed' : kind === 'completed';
  return { kind: isOpposite ? 'contradiction' : 'nothing' };
}

/**
 * A refund that the provider took and does not know any more is a riddle for a person, and no proof that it is dead. Nor is
 * it one that is not found where our references are not known: that ends the attempt too, for a person to look.
 */
function judgeNotFound(
  { state, secondsSinceSent }: RefundSituation['attempt'],
  notFoundSeconds: number,
  isUnnamed: boolean,
): RefundVerdict {
  if (state === 'PENDING')
    return { kind: 'wait', state, evidence: 'the provider took it and does not know it any more' };
  if (secondsSinceSent < notFoundSeconds) {
    return { kind: 'wait', state: 'UNKNOWN', evidence: 'the provider does not know it yet' };
  }
  if (isUnnamed) return { kind: 'fail', code: 'NO_TRACE', message: 'the provider shows no trace of it' };
  return { kind: 'fail', code: 'NOT_RECEIVED', message: 'the provider never received the request' };
}

const fits = (asked: { amount: number; currency: string }, told: { amount: number; currency: string }): boolean =>
  asked.amount === told.amount && asked.currency === told.currency;

/** Up to a tenth more, so that what began together is not asked about together for ever. */
export const jitter = (seconds: number, random: number = dice()): number => seconds * (1 + random / 10);
