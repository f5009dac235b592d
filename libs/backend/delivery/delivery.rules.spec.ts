import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes, randomUUID } from 'node:crypto';
import { flagsOf, timeFault } from './delivery.evidence.rules.js';
import { metresTo } from './delivery.near.js';
import { pinOf } from './delivery.pins.rules.js';
import { isDrawing } from './delivery.signature.rules.js';
import {
  after,
  DELIVERY_STAGES,
  DELIVERY_STEPS,
  type DeliveryStage,
  type DeliveryStep,
  IN_HAND,
  OVER,
  WITH_GOODS,
} from './delivery.states.rules.js';

const STEPS = Object.keys(DELIVERY_STEPS) as DeliveryStep[];
const steps = fc.array(fc.constantFrom(...STEPS), { maxLength: 60 });

describe('a delivery, whatever is tried in whatever order', () => {
  /** The states it goes through; steps that cannot be made change nothing. */
  const run = (tried: readonly DeliveryStep[]) =>
    tried.reduce<DeliveryStage[]>(
      (states, step) => [...states, after(states.at(-1)!, step) ?? states.at(-1)!],
      ['WAITING'],
    );

  it('never leaves its end, and is delivered only by somebody who picked it up', () => {
    fc.assert(
      fc.property(steps, (tried) => {
        const states = run(tried);
        const end = states.findIndex((state) => OVER.includes(state));
        if (end >= 0) expect(new Set(states.slice(end)).size).toBe(1);
        if (states.includes('DELIVERED')) expect(states[states.indexOf('DELIVERED') - 1]).toBe('PICKED_UP');
      }),
      { numRuns: 2_000 },
    );
  });

  it('never loses sight of goods: once picked up it stays in somebody’s hands until it is delivered, back or written off', () => {
    fc.assert(
      fc.property(steps, (tried) => {
        const states = run(tried);
        const picked = states.indexOf('PICKED_UP');
        if (picked < 0) return;
        const allowed: readonly DeliveryStage[] = [...WITH_GOODS, 'DELIVERED', 'RETURNED', 'LOST'];
        expect(states.slice(picked).every((state) => allowed.includes(state))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('can come to an end from everywhere, and without the help of its agent', () => {
    const others = ['offer', 'withdraw', 'assign', 'unassign', 'lose', 'cancel'];
    for (const steps of [STEPS, STEPS.filter((step) => others.includes(step))]) {
      const ends = (from: DeliveryStage, seen: readonly DeliveryStage[] = []): boolean =>
        OVER.includes(from) ||
        steps.some((step) => {
          const to = after(from, step);
          return to !== undefined && !seen.includes(to) && ends(to, [...seen, from]);
        });
      expect(DELIVERY_STAGES.filter((stage) => !ends(stage))).toEqual([]);
    }
    expect(WITH_GOODS.every((stage) => IN_HAND.includes(stage))).toBe(true);
  });
});

describe('PINs', () => {
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));

  it('are six digits that follow from key, shop order and issue', () => {
    fc.assert(
      fc.property(key, fc.uuid(), fc.integer({ min: 1, max: 12 }), (secret, id, issue) => {
        expect(pinOf(secret, id, issue)).toMatch(/^\d{6}$/);
        expect(pinOf(secret, id, issue)).toBe(pinOf(secret, id, issue));
      }),
    );
  });

  it('are never used again for the same shop order', () => {
    fc.assert(
      fc.property(key, fc.uuid(), (secret, id) => {
        const pins = Array.from({ length: 30 }, (_, i) => pinOf(secret, id, i + 1));
        expect(new Set(pins).size).toBe(30);
      }),
      { numRuns: 50 },
    );
  });

  it('are equally likely: each digit at each place within chance (χ², 9 degrees, p < 10⁻⁹)', () => {
    const secret = randomBytes(32);
    const pins = Array.from({ length: 20_000 }, () => pinOf(secret, randomUUID(), 1));
    for (let place = 0; place < 6; place++) {
      const counts = Array.from(
        { length: 10 },
        (_, digit) => pins.filter((pin) => pin[place] === String(digit)).length,
      );
      const chi = counts.reduce((sum, count) => sum + (count - 2_000) ** 2 / 2_000, 0);
      expect({ place, isChance: chi < 62 }).toEqual({ place, isChance: true });
    }
  });
});

describe('a confirmation', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

  it('cannot be of the future, of before the pick-up, or of too long ago', () => {
    const fault = (device: number, pickedUp = -3_000) =>
      timeFault({ deviceAt: at(device), pickedUpAt: at(pickedUp), now, offlineHours: 24 }) !== undefined;
    expect([fault(0), fault(5), fault(5.1), fault(-24 * 60), fault(-24 * 60 - 6)]).toEqual([
      false,
      false,
      true,
      false,
      true,
    ]);
    expect([fault(-15, -10), fault(-15.1, -10)]).toEqual([false, true]);
  });

  it('is marked when it came from some distance or waited', () => {
    const flags = (distanceM: number | null, minutes: number) =>
      flagsOf({ distanceM, accuracyM: 10, nearM: 400, farM: 5_000, deviceAt: at(minutes), now });
    expect(flags(400, 0)).toEqual([]);
    expect(flags(401, -6)).toEqual(['FAR', 'OFFLINE']);
    expect(flags(null, 2)).toEqual(['UNLOCATED']);
  });

  it('is marked when it came from outside of the town, or from nobody knows where', () => {
    const flags = (fromTownM: number | undefined, accuracyM: number, distanceM: number | null = null) =>
      flagsOf({ distanceM, fromTownM, accuracyM, nearM: 400, farM: 5_000, deviceAt: now, now });
    expect(flags(10_000, 5_000)).toEqual(['UNLOCATED']);
    expect(flags(10_001, 10)).toEqual(['FAR', 'UNLOCATED']);
    expect(flags(undefined, 10)).toEqual(['UNLOCATED']);
    expect(flags(undefined, 5_001)).toEqual(['UNLOCATED', 'VAGUE']);
    expect(flags(50_000, 5_001, 10)).toEqual(['VAGUE']);
  });
});

describe('nearness', () => {
  const lusaka = { province: 'Lusaka', town: 'Lusaka', latitude: null, longitude: null };
  const areas = [{ province: 'Lusaka', town: 'Lusaka', radiusKm: 10 }] as const;

  it('counts from where the agent is, else from the town, and not beyond the areas', () => {
    expect(metresTo(lusaka, { areas, latitude: null, longitude: null })).toBe(0);
    expect(metresTo(lusaka, { areas, latitude: -15.4067, longitude: 28.3 })).toBe(1_383);
    expect(metresTo({ ...lusaka, town: 'Kafue' }, { areas, latitude: null, longitude: null })).toBeUndefined();
    expect(metresTo(lusaka, { areas: [], latitude: -15.4067, longitude: 28.3 })).toBeUndefined();
  });
});

describe('a drawing', () => {
  it('is strokes of points, and nothing else', () => {
    const point = fc.double({ min: -10_000, max: 10_000, noNaN: true });
    const stroke = fc.array(fc.tuple(point, point), { minLength: 2, maxLength: 50 }).map((points) => points.flat());
    fc.assert(fc.property(fc.array(stroke, { minLength: 1, maxLength: 60 }), (strokes) => isDrawing(strokes)));
    fc.assert(fc.property(fc.jsonValue(), (value) => typeof isDrawing(value) === 'boolean'));
    expect([[], [[]], [[1, 2]], [[1, 2, 3]], [[1, 2, 3, NaN]], [[1, 2, 3, 10_001]], 'abc', null].some(isDrawing)).toBe(
      false,
    );
  });
});
