import { describe, expect, it } from '@jest/globals';
import { allocate, newId } from '@pakashop/platform';
import fc from 'fast-check';
import { heldAccount, overpaymentAccount, providerAccount } from './ledger.accounts.js';
import { assertBalanced, capture, credit, debit, surplus, type Posting } from './ledger.postings.js';
import { captured, surplusOf } from './settlement.fixtures.js';

const NOW = '2026-11-22T10:00:00.000Z';

const sumOf = ({ entries }: Posting, side: string): number =>
  entries.filter(({ direction }) => direction === side).reduce((sum, { amount }) => sum + amount, 0);

describe('postings', () => {
  it('hold exactly what was paid, however it divides over shops', () => {
    const payment = fc
      .tuple(
        fc.integer({ min: 100, max: 10 ** 11 }),
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 }),
      )
      .map(([total, weights]) => captured(...allocate(total, weights)))
      .filter(({ parts }) => parts.every(({ amount }) => amount.amount > 0));
    fc.assert(
      fc.property(payment, (fact) => {
        const posting = capture(fact, NOW);
        assertBalanced(posting);
        expect(sumOf(posting, 'DEBIT')).toBe(fact.amount.amount);
        expect(sumOf(posting, 'CREDIT')).toBe(fact.amount.amount);
        expect(posting.entries.map(({ account }) => account.code)).toEqual([
          'provider:pawapay:ZMW',
          ...fact.parts.map(({ shopOrderId }) => `held:${shopOrderId}`),
        ]);
      }),
    );
  });

  it('owe back exactly what came in without an order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), (amount) => {
        const posting = surplus(surplusOf(amount), NOW);
        assertBalanced(posting);
        expect(posting.entries).toEqual([
          debit(providerAccount('flutterwave', 'ZMW'), amount),
          credit(overpaymentAccount('ZMW'), amount),
        ]);
      }),
    );
  });

  it('refuse a payment whose parts do not sum to it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 1, max: 10 ** 6 }), (part, off) => {
        const fact = captured(part);
        const wrong = { ...fact, amount: { amount: part + off, currency: 'ZMW' } };
        expect(() => assertBalanced(capture(wrong, NOW))).toThrow(/does not balance/);
      }),
    );
  });

  it('refuse amounts that are not whole and positive, mixed currencies, and nothing at all', () => {
    const posting = (...entries: Posting['entries']): Posting => ({
      key: 'k',
      kind: 'CAPTURE',
      reference: {},
      occurredAt: NOW,
      entries,
    });
    const [cash, held] = [providerAccount('pawapay', 'ZMW'), heldAccount(newId(), 'ZMW')];
    for (const amount of [0, -5, 1.5, Number.NaN, 2 ** 53]) {
      expect(() => assertBalanced(posting(debit(cash, amount), credit(held, amount)))).toThrow(/is not an amount/);
    }
    expect(() => assertBalanced(posting(debit(cash, 5), credit(heldAccount(newId(), 'USD'), 5)))).toThrow(
      /does not balance/,
    );
    expect(() => assertBalanced(posting())).toThrow(/has no entries/);
  });

  it('are keyed by their cause, and a code always means the same account', () => {
    const fact = captured(500);
    expect(capture(fact, NOW).key).toBe(`capture:${fact.paymentId}`);
    const extra = surplusOf(500);
    expect(surplus(extra, NOW).key).toBe(`surplus:${extra.kind}:${extra.provider}:${extra.reference}`);
    expect(providerAccount('pawapay', 'ZMW')).toEqual(providerAccount('pawapay', 'ZMW'));
    expect(providerAccount('pawapay', 'ZMW').id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(providerAccount('pawapay', 'ZMW').id).not.toBe(providerAccount('pawapay', 'USD').id);
  });
});
