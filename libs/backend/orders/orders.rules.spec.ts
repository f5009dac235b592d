import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeLines } from './orders.basket.js';
import { OrderNumbers } from './orders.number.js';
import { toE164 } from './orders.phone.js';
import { nextStates, orderStatus, rank, SHOP_ORDER_STATES, type ShopOrderState } from './orders.rules.js';

const state = fc.constantFrom(...SHOP_ORDER_STATES);

describe('the states of a shop order', () => {
  it('only ever lead forward', () => {
    for (const from of SHOP_ORDER_STATES) {
      for (const to of nextStates(from)) expect(rank(to)).toBeGreaterThan(rank(from));
    }
  });

  it('end somewhere, and what is never paid is never delivered', () => {
    const reachable = (from: ShopOrderState): ShopOrderState[] =>
      nextStates(from).flatMap((to) => [to, ...reachable(to)]);
    expect(new Set(reachable('PENDING'))).toEqual(new Set(SHOP_ORDER_STATES.slice(1)));
    expect(['EXPIRED', 'CANCELLED', 'REFUNDED'].flatMap((end) => nextStates(end as ShopOrderState))).toEqual([]);
  });
});

describe('the status of an order', () => {
  it.each<[ShopOrderState[], ShopOrderState]>([
    [['SHIPPED'], 'SHIPPED'],
    [['SHIPPED', 'CONFIRMED'], 'CONFIRMED'],
    [['DELIVERED', 'SHIPPED'], 'SHIPPED'],
    [['CANCELLED', 'PROCESSING'], 'PROCESSING'],
    [['DELIVERED', 'CANCELLED', 'REFUNDED'], 'DELIVERED'],
    [['REFUNDED', 'CANCELLED'], 'REFUNDED'],
    [['CANCELLED', 'EXPIRED'], 'CANCELLED'],
    [['EXPIRED', 'EXPIRED'], 'EXPIRED'],
  ])('of %j is %s', (shopOrders, status) => {
    expect(orderStatus(shopOrders)).toBe(status);
  });

  it('is always that of one of its shop orders, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 20 }), (shopOrders) => {
        expect(shopOrders).toContain(orderStatus(shopOrders));
        expect(orderStatus(shopOrders.toReversed())).toBe(orderStatus(shopOrders));
      }),
    );
  });

  it('never goes back, whichever shop order moves on', () => {
    const walk = fc.array(fc.record({ who: fc.nat(), where: fc.nat() }), { maxLength: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), walk, (count, steps) => {
        const shopOrders: ShopOrderState[] = Array.from({ length: count }, () => 'PENDING');
        for (const { who, where } of steps) {
          const before = orderStatus(shopOrders);
          const ways = nextStates(shopOrders[who % count]!);
          if (ways.length > 0) shopOrders[who % count] = ways[where % ways.length]!;
          expect(rank(orderStatus(shopOrders))).toBeGreaterThanOrEqual(rank(before));
        }
      }),
    );
  });
});

describe('what comes in', () => {
  it('puts equal variants together without losing a piece', () => {
    const line = fc.record({
      variantId: fc.constantFrom('a', 'A', 'b', 'c'),
      quantity: fc.integer({ min: 1, max: 999 }),
    });
    const pieces = (lines: { quantity: number }[]): number => lines.reduce((sum, { quantity }) => sum + quantity, 0);
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const merged = mergeLines(lines);
        expect(pieces(merged)).toBe(pieces(lines));
        expect(new Set(merged.map(({ variantId }) => variantId)).size).toBe(merged.length);
      }),
    );
  });

  it.each(['0966123456', '+260966123456', '260 966 123 456', '+260-96-612-3456'])('reads %s as one number', (phone) => {
    expect(toE164(phone, 'phone')).toBe('+260966123456');
  });

  it.each(['', '12', '0000000000', '096612345', '+1', 'call me'])('refuses %j as a number', (phone) => {
    expect(() => toE164(phone, 'phone')).toThrow(expect.objectContaining({ code: 'VAL_002', status: 400 }));
  });

  it('names orders so that nobody misreads them', () => {
    const numbers = new OrderNumbers();
    const made = Array.from({ length: 500 }, () => numbers.next());
    for (const number of made) expect(number).toMatch(/^PK-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(made).size).toBe(made.length);
  });
});
