import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AttemptState, Standing } from './payments.provider.js';
import { isLive, judge, mayFailOver, pollDelay, type Situation } from './payments.rules.js';

const STATES: AttemptState[] = ['CREATED', 'SENT', 'PENDING', 'UNKNOWN', 'SUCCEEDED', 'FAILED', 'SUPERSEDED'];

const situation = (over: Partial<Situation['attempt']> = {}, paymentCaptured = false): Situation => ({
  attempt: {
    state: 'PENDING',
    amount: 12_550,
    currency: 'ZMW',
    provider: 'pawapay',
    redirectUrl: null,
    secondsSinceSent: 10,
    ...over,
  },
  paymentCaptured,
  notFoundSeconds: 900,
});
const success = (amount = 12_550, currency = 'ZMW'): Standing => ({
  kind: 'succeeded',
  amount,
  currency,
  transactionId: 'r1',
  others: [],
});

describe('what an answer of the provider does to an attempt', () => {
  it('captures the exact amount, and more than it with the rest as surplus', () => {
    expect(judge(situation(), success())).toEqual({ kind: 'capture', surplus: 0 });
    expect(judge(situation(), success(13_000))).toEqual({ kind: 'capture', surplus: 450 });
  });

  it.each([success(12_549), success(12_550, 'USD')])(
    'captures nothing when amount or currency do not fit',
    (standing) => {
      expect(judge(situation(), standing)).toEqual({ kind: 'mismatch' });
    },
  );

  it('takes a success of a dead attempt as surplus: late, or double when the payment is captured', () => {
    for (const state of ['FAILED', 'SUPERSEDED'] as const) {
      expect(judge(situation({ state }), success())).toEqual({ kind: 'surplus', reason: 'LATE_SUCCESS' });
      expect(judge(situation({ state }, true), success())).toEqual({ kind: 'surplus', reason: 'DOUBLE_SUCCESS' });
    }
  });

  it('does not count a deposit as never received before its time', () => {
    expect(judge(situation({ secondsSinceSent: 899 }), { kind: 'notFound' })).toMatchObject({
      kind: 'wait',
      state: 'UNKNOWN',
    });
    expect(judge(situation({ secondsSinceSent: 901 }), { kind: 'notFound' })).toMatchObject({
      kind: 'fail',
      code: 'NOT_RECEIVED',
    });
  });

  it('never takes an untouched page as proof of anything', () => {
    const page = situation({ provider: 'flutterwave', redirectUrl: 'https://x', secondsSinceSent: 1_000_000 });
    expect(judge(page, { kind: 'notFound' })).toMatchObject({ kind: 'wait', state: 'PENDING' });
  });

  it('never fails an attempt without explicit evidence, and never moves what is final', () => {
    const standing = fc.oneof(
      fc.constant<Standing>({ kind: 'pending' }),
      fc.string().map<Standing>((reason) => ({ kind: 'unknown', reason })),
      fc.constant<Standing>({ kind: 'notFound' }),
      fc.constant<Standing>({ kind: 'failed', code: 'X', message: '' }),
      fc.integer({ min: 1, max: 20_000 }).map((amount) => success(amount)),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...STATES),
        standing,
        fc.boolean(),
        fc.integer({ min: 0, max: 899 }),
        (state, s, captured, age) => {
          const verdict = judge(situation({ state, secondsSinceSent: age }, captured), s);
          if (verdict.kind === 'fail') expect(s.kind).toBe('failed');
          if (verdict.kind === 'capture') expect(isLive(state) && !captured).toBe(true);
          if (!isLive(state)) expect(['nothing', 'surplus']).toContain(verdict.kind);
        },
      ),
    );
  });
});

describe('failover', () => {
  it.each([
    [{ kind: 'notSent' as const }, true],
    [{ kind: 'refused' as const, unavailable: true }, true],
    [{ kind: 'refused' as const, unavailable: false }, false],
  ])('after %j: %s', (evidence, allowed) => {
    expect(mayFailOver(evidence)).toBe(allowed);
  });
});

it('asks more and more seldom, but for ever', () => {
  const delays = Array.from({ length: 40 }, (_, round) => pollDelay(round, 10));
  expect(delays.slice(0, 7)).toEqual([10, 30, 60, 120, 300, 600, 900]);
  expect(delays.every((delay, i) => i === 0 || delay >= delays[i - 1]!)).toBe(true);
  expect(delays.at(-1)).toBe(3600);
});
