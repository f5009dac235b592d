import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterFailure, TRIES } from './refunds.failures.js';
import type { RefundAttemptState, RefundStanding } from './refunds.provider.js';
import { ATTEMPT_STATES } from './refunds.provider.js';
import { isLive, jitter, judge, type RefundVerdict } from './refunds.rules.js';
import { overLines, proportional, sharesOf } from './refunds.shares.js';

const attempt = (state: RefundAttemptState, secondsSinceSent = 0) => ({
  ...{ state, amount: 1_000, currency: 'ZMW', secondsSinceSent },
});
const verdict = (state: RefundAttemptState, standing: RefundStanding, seconds = 0): RefundVerdict =>
  judge({ attempt: attempt(state, seconds), notFoundSeconds: 900 }, standing);

const completed = { kind: 'completed', amount: 1_000, currency: 'ZMW' } as const;
const failed = { kind: 'failed', code: 'RECIPIENT_NOT_FOUND', message: '' } as const;
const unknown = { kind: 'unknown', reason: 'HTTP 500' } as const;

describe('an answer of the provider', () => {
  it.each(['SENT', 'PENDING', 'UNKNOWN'] as const)('ends %s only by explicit evidence', (state) => {
    expect(verdict(state, completed).kind).toBe('complete');
    expect(verdict(state, failed).kind).toBe('fail');
    expect(verdict(state, { kind: 'pending' })).toMatchObject({ kind: 'wait', state: 'PENDING' });
    expect(verdict(state, unknown)).toMatchObject({ kind: 'wait', state: 'UNKNOWN' });
    expect(verdict(state, { kind: 'notFound' }, 899).kind).toBe('wait');
    expect(verdict(state, { ...completed, amount: 999 }).kind).toBe('mismatch');
    expect(verdict(state, { ...completed, currency: 'USD' }).kind).toBe('mismatch');
  });

  it('of not knowing it is proof after the waiting time, but never for what the provider had taken', () => {
    expect(verdict('UNKNOWN', { kind: 'notFound' }, 900)).toMatchObject({ kind: 'fail', code: 'NOT_RECEIVED' });
    expect(verdict('SENT', { kind: 'notFound' }, 900).kind).toBe('fail');
    expect(verdict('PENDING', { kind: 'notFound' }, 1e6).kind).toBe('wait');
  });

  it('of not knowing it is never called a proof where it knows no reference of ours', () => {
    const standing = { kind: 'notFound', unnamed: true } as const;
    expect(verdict('UNKNOWN', standing, 899).kind).toBe('wait');
    expect(verdict('UNKNOWN', standing, 900)).toMatchObject({ kind: 'fail', code: 'NO_TRACE' });
    expect(afterFailure('NO_TRACE', 1, 60).kind).toBe('attention');
  });

  it('that contradicts the end is noted and moves nothing', () => {
    expect(verdict('FAILED', completed).kind).toBe('contradiction');
    expect(verdict('COMPLETED', failed).kind).toBe('contradiction');
    expect(verdict('COMPLETED', completed).kind).toBe('nothing');
    expect(verdict('FAILED', failed).kind).toBe('nothing');
  });

  it('never ends an attempt that has ended', () => {
    const standings = fc.constantFrom<RefundStanding>(
      completed,
      failed,
      unknown,
      { kind: 'pending' },
      { kind: 'notFound' },
    );
    fc.assert(
      fc.property(fc.constantFrom(...ATTEMPT_STATES), standings, fc.nat(), (state, standing, seconds) => {
        const { kind } = verdict(state, standing, seconds);
        if (!isLive(state)) expect(['nothing', 'contradiction']).toContain(kind);
        if (standing.kind === 'unknown' || standing.kind === 'pending') expect(['wait', 'nothing']).toContain(kind);
      }),
    );
  });
});

describe('after a failure', () => {
  it.each([
    'PAWAPAY_WALLET_OUT_OF_FUNDS',
    'OUT_OF_FUNDS',
    'PROVIDER_TEMPORARILY_UNAVAILABLE',
    'REFUND_IN_PROGRESS',
    'NOT_SENT',
  ])('%s is tried again for ever, at most an hour later', (code) => {
    expect(afterFailure(code, 1, 60)).toEqual({ kind: 'retry', inSeconds: 60 });
    expect(afterFailure(code, 500, 60)).toEqual({ kind: 'retry', inSeconds: 3600 });
  });

  it.each(['NOT_RECEIVED', 'UNSPECIFIED_FAILURE', 'WALLET_LIMIT_REACHED', 'RECIPIENT_LIMIT_REACHED'])(
    '%s is tried again a few times',
    (code) => {
      expect(afterFailure(code, TRIES - 1, 60).kind).toBe('retry');
      expect(afterFailure(code, TRIES, 60).kind).toBe('attention');
    },
  );

  it.each([
    ...['RECIPIENT_NOT_FOUND', 'AMOUNT_TOO_LARGE', 'DEPOSIT_ALREADY_REFUNDED', 'MANUALLY_CANCELLED', 'NOT_FOUND'],
    ...['INVALID_STATE', 'REFUNDS_NOT_ALLOWED', 'AMOUNT_OUT_OF_BOUNDS', 'UNKNOWN_ERROR', 'REFUSED', 'NEVER_HEARD_OF'],
  ])('%s waits for a person', (code) => {
    expect(afterFailure(code, 1, 60)).toMatchObject({ kind: 'attention', why: expect.stringContaining(code) });
  });
});

const ngwee = (max = 10_000_000) => fc.integer({ min: 0, max });

describe('shares', () => {
  it('of what was frozen sum to the whole when all is refunded, in whatever parts', () => {
    fc.assert(
      fc.property(ngwee(), fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1 }), (whole, parts) => {
        const total = parts.reduce((sum, part) => sum + part, 0);
        let before = 0;
        let given = 0;
        for (const part of parts) {
          const share = proportional(whole, before, part, total);
          expect(share).toBeGreaterThanOrEqual(0);
          given += share;
          before += part;
        }
        expect(given).toBe(whole);
      }),
    );
  });

  it('of funders come back in proportion, never negative, and sum to each refund and to what each had paid', () => {
    const funder = fc.record({
      kind: fc.constantFrom('COUPON' as const, 'POINTS' as const),
      funder: fc.constantFrom('SHOP' as const, 'PLATFORM' as const),
      amount: ngwee(5_000),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.array(funder, { maxLength: 4 }),
        fc.array(ngwee(999)),
        (buyer, others, cuts) => {
          const worth = others.reduce((sum, { amount }) => sum + amount, buyer);
          const got = [0, ...others.map(() => 0)];
          let before = 0;
          for (const cut of [...cuts, worth]) {
            const value = Math.min(cut, worth - before);
            const shares = sharesOf(value, { buyer, others }, before);
            const parts = [shares.buyer, ...shares.others];
            expect(parts.every((part) => part >= 0)).toBe(true);
            expect(parts.reduce((sum, part) => sum + part, 0)).toBe(value);
            parts.forEach((part, i) => (got[i]! += part));
            before += value;
          }
          expect(got).toEqual([buyer, ...others.map(({ amount }) => amount)]);
        },
      ),
    );
  });

  it('of lines sum to what is given back for goods', () => {
    fc.assert(
      fc.property(ngwee(), fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1 }), (goods, worth) => {
        expect(overLines(goods, worth).reduce((sum, part) => sum + part, 0)).toBe(goods);
      }),
    );
  });

  it('wait a little more than asked, never less', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (random) => {
        expect(jitter(10, random)).toBeGreaterThanOrEqual(10);
        expect(jitter(10, random)).toBeLessThanOrEqual(11);
      }),
    );
  });
});
