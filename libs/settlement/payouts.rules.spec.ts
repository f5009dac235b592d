import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PAYOUT_STATES, type PayoutState } from './payouts.kinds.js';
import type { Standing } from './payouts.rail.js';
import { isOpen, judge, mustStop, pollDelay } from './payouts.rules.js';

const payout = (state: PayoutState, more: { acknowledged?: boolean; secondsSinceSent?: number } = {}) => ({
  state,
  amount: 5_000,
  currency: 'ZMW',
  acknowledged: false,
  secondsSinceSent: 10,
  ...more,
});

const COMPLETED: Standing = { kind: 'completed', amount: 5_000, currency: 'ZMW', transactionId: 'T1' };
const FAILED: Standing = { kind: 'failed', code: 'RECIPIENT_NOT_FOUND', message: '' };
const STANDINGS: Record<string, Standing> = {
  completed: COMPLETED,
  other: { ...COMPLETED, amount: 4_999 },
  failed: FAILED,
  cancelled: { kind: 'failed', code: 'MANUALLY_CANCELLED', message: '' },
  pending: { kind: 'pending', evidence: 'PROCESSING' },
  unknown: { kind: 'unknown', reason: 'timeout' },
  notFound: { kind: 'notFound' },
};

/** What each standing does in each state, by the practice notes §5; a word the flow knows. */
const IN_FLIGHT = ['complete', 'mismatch', 'FAILED', 'CANCELLED', 'PENDING', 'UNKNOWN', 'UNKNOWN'];
const UNSENT = ['complete', 'mismatch', 'FAILED', 'CANCELLED', 'PENDING', 'nothing', 'nothing'];
const DEAD = ['LATE_SUCCESS', 'LATE_SUCCESS', ...Array.from({ length: 5 }, () => 'nothing')];
const TABLE: Record<PayoutState, readonly string[]> = {
  CREATED: UNSENT,
  RESERVED: UNSENT,
  SENT: IN_FLIGHT,
  PENDING: IN_FLIGHT,
  UNKNOWN: IN_FLIGHT,
  COMPLETED: ['nothing', 'nothing', 'LATE_FAILURE', 'LATE_FAILURE', 'nothing', 'nothing', 'nothing'],
  FAILED: DEAD,
  CANCELLED: DEAD,
};

function word(state: PayoutState, standing: Standing, more = {}): string {
  const verdict = judge(payout(state, more), standing, 900);
  if (verdict.kind === 'fail') return verdict.to;
  if (verdict.kind === 'wait') return verdict.state;
  return verdict.kind === 'contradiction' ? verdict.as : verdict.kind;
}

describe('what an answer means for a payout', () => {
  it.each(PAYOUT_STATES)('is defined for each answer in %s', (state) => {
    expect(Object.values(STANDINGS).map((standing) => word(state, standing))).toEqual(TABLE[state]);
  });

  it('is no failure for a missing trace that is young, or of what the provider has known', () => {
    const missing = STANDINGS['notFound']!;
    expect(word('UNKNOWN', missing, { secondsSinceSent: 899 })).toBe('UNKNOWN');
    expect(word('UNKNOWN', missing, { secondsSinceSent: 900 })).toBe('FAILED');
    expect(word('UNKNOWN', missing, { secondsSinceSent: 9_000, acknowledged: true })).toBe('UNKNOWN');
    expect(word('RESERVED', missing, { secondsSinceSent: 9_000 })).toBe('nothing');
  });

  it('leads to the same end in any order and any number, as long as the provider does not contradict itself', () => {
    const fillers = fc.constantFrom('pending', 'unknown', 'notFound');
    fc.assert(
      fc.property(
        fc.constantFrom<'completed' | 'failed' | 'cancelled'>('completed', 'failed', 'cancelled'),
        fc.array(fillers, { maxLength: 12 }),
        fc.nat({ max: 12 }),
        fc.integer({ min: 1, max: 4 }),
        (end, news, at, times) => {
          const order = (news as string[]).toSpliced(
            Math.min(at, news.length),
            0,
            ...Array.from({ length: times }, () => end),
          );
          const expected = { completed: 'COMPLETED', failed: 'FAILED', cancelled: 'CANCELLED' }[end];
          expect(run(order)).toEqual({ state: expected, breaks: 0 });
        },
      ),
    );
  });

  it('never leaves an end, whatever is said afterwards: it becomes a break', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.keys(STANDINGS)), { maxLength: 20 }), (news) => {
        let ended: string | undefined;
        for (let i = 1; i <= news.length; i++) {
          const { state } = run(news.slice(0, i));
          if (ended) expect(state).toBe(ended);
          if (!isOpen(state)) ended = state;
        }
      }),
    );
  });
});

/** Applies news one after another, as the flow does. */
function run(news: readonly string[]): { state: PayoutState; breaks: number } {
  let state: PayoutState = 'SENT';
  let acknowledged = false;
  let breaks = 0;
  for (const name of news) {
    const verdict = judge(payout(state, { acknowledged }), STANDINGS[name]!, 900);
    if (verdict.kind === 'complete') state = 'COMPLETED';
    else if (verdict.kind === 'fail') state = verdict.to;
    else if (verdict.kind === 'wait') state = verdict.state;
    else if (verdict.kind === 'contradiction') breaks++;
    acknowledged ||= state === 'PENDING';
  }
  return { state, breaks };
}

describe('a batch', () => {
  it.each([
    [{ sent: 4, failed: 4, unknown: 0 }, false],
    [{ sent: 5, failed: 1, unknown: 0 }, false],
    [{ sent: 5, failed: 1, unknown: 1 }, true],
    [{ sent: 100, failed: 0, unknown: 21 }, true],
    [{ sent: 100, failed: 20, unknown: 0 }, false],
  ])('with %j stops: %s', (course, stops) => {
    expect(mustStop(course, { after: 5, percent: 20 })).toBe(stops);
  });
});

describe('asking again', () => {
  it('takes longer each time, spread, and ends never', () => {
    const delays = Array.from({ length: 30 }, (_, round) => pollDelay(round, 10, 0.5));
    expect(delays.slice(0, 7)).toEqual([10, 30, 60, 120, 300, 600, 900]);
    expect(delays.at(-1)).toBe(3_600);
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect([0, 1].map((random) => Math.round(pollDelay(0, 10, random)))).toEqual([8, 12]);
  });
});
