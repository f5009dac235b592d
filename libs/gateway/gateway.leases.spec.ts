import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { charge, rateOf } from './gateway.gcra.js';
import { Leases } from './gateway.leases.js';
import type { Demand, Policy } from './gateway.policies.js';

const policyOf = (quota: number, seconds: number, isGuarded = false): Policy => ({
  ...rateOf(quota, seconds),
  ...{ name: 'busy', header: '', counts: '', isGuarded, charge: [], refund: [] },
});

/** What all processes share, by the rule itself, and a clock that only tests move. */
class Shared {
  now = 0;
  asked = 0;
  isAway = false;
  private readonly paidAt = new Map<string, number>();

  readonly charge = (demands: readonly Demand[]): Promise<number[] | undefined> => {
    this.asked++;
    if (this.isAway) return Promise.resolve(undefined);
    const before = demands.map(({ key }) => this.debtOf(key));
    const after = demands.map(({ policy, cost }, i) => charge(before[i]!, policy, cost));
    if (after.includes(undefined)) return Promise.resolve([0, ...before]);
    demands.forEach(({ key }, i) => this.paidAt.set(key, this.now * 1_000 + after[i]!));
    return Promise.resolve([demands.length, ...(after as number[])]);
  };

  debtOf(key: string): number {
    return Math.max((this.paidAt.get(key) ?? 0) - this.now * 1_000, 0);
  }

  process(): Leases {
    return new Leases(this.charge, () => this.now);
  }
}

/** A request as the limiter takes it: out of leases, or else where all processes count. */
async function passes(shared: Shared, leases: Leases, demands: readonly Demand[]): Promise<boolean> {
  if (leases.pay(demands)) return true;
  const [charged, ...debts] = (await shared.charge(demands))!;
  leases.hear(demands, debts);
  return charged === demands.length;
}

const one = (policy: Policy, key = 'a', cost = 1): Demand[] => [{ policy, key, cost }];

describe('units that are charged ahead', () => {
  it('let a busy limit pass with few questions', async () => {
    const shared = new Shared();
    const leases = shared.process();
    const policy = policyOf(1_000_000, 900);
    for (let i = 0; i < 2_000; i++) expect(await passes(shared, leases, one(policy))).toBe(true);
    expect(shared.asked).toBeLessThan(100);
  });

  it('never let more pass than the limit, whatever several processes ask for', async () => {
    const steps = fc.array(fc.record({ process: fc.nat(2), wait: fc.oneof(fc.constant(0), fc.nat(900)) }), {
      minLength: 200,
      maxLength: 900,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 200, max: 500 }),
        fc.integer({ min: 1, max: 60 }),
        steps,
        async (quota, seconds, all) => {
          const shared = new Shared();
          const processes = [shared.process(), shared.process(), shared.process()];
          const policy = policyOf(quota, seconds);
          let passed = 0;
          for (const { process, wait } of all) {
            shared.now += wait;
            if (await passes(shared, processes[process]!, one(policy))) passed++;
            expect(passed).toBeLessThanOrEqual(quota + Math.ceil((shared.now * 1_000) / policy.interval));
            if (wait > 500) for (const leases of processes) await leases.tidy();
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('refuse nobody while there are others left, but for a hundredth in each other process', async () => {
    const shared = new Shared();
    const [ours, theirs] = [shared.process(), shared.process()];
    const policy = policyOf(1_000, 900);
    for (let i = 0; i < 20; i++) await passes(shared, theirs, one(policy));
    let passed = 20;
    while (await passes(shared, ours, one(policy))) passed++;
    expect(passed).toBeGreaterThanOrEqual(990);
    expect(passed).toBeLessThanOrEqual(1_000);
  });

  it('go back when nobody uses them', async () => {
    const shared = new Shared();
    const leases = shared.process();
    const policy = policyOf(100_000, 100_000);
    for (let i = 0; i < 50; i++) await passes(shared, leases, one(policy));
    expect(shared.debtOf('a')).toBeGreaterThan(50 * policy.interval);
    shared.now += 2_000;
    await leases.tidy();
    expect(shared.debtOf('a')).toBeGreaterThan(50 * policy.interval);
    shared.now += 4_000;
    await leases.tidy();
    expect(shared.debtOf('a')).toBe(50 * policy.interval - 6_000_000);
  });

  it('say what is left as if they were charged one by one', async () => {
    const shared = new Shared();
    const leases = shared.process();
    const policy = policyOf(10_000, 10_000);
    for (let i = 0; i < 30; i++) await passes(shared, leases, one(policy));
    expect(leases.pay(one(policy))?.quota).toMatchObject({ remaining: 10_000 - 31 });
  });

  it('take what a request gives back', async () => {
    const shared = new Shared();
    const leases = shared.process();
    const policy = policyOf(10_000, 10_000);
    for (let i = 0; i < 10; i++) await passes(shared, leases, one(policy));
    const asked = shared.asked;
    for (let i = 0; i < 200; i++) {
      expect(leases.pay(one(policy))).toBeDefined();
      expect(leases.pay(one(policy, 'a', -1))).toBeDefined();
    }
    expect(shared.asked).toBe(asked);
    expect(leases.pay(one(policy, 'b', -1))).toBeUndefined();
  });

  it.each<[string, Policy, number]>([
    ['of limits on guessing and money', policyOf(1_000_000, 900, true), 30],
    ['of small limits', policyOf(199, 900), 30],
    ['when half of a limit is used', policyOf(1_000, 900), 990],
  ])('are none %s', async (_, policy, requests) => {
    const shared = new Shared();
    const leases = shared.process();
    for (let i = 0; i < requests; i++) await passes(shared, leases, one(policy));
    const asked = shared.asked;
    expect(leases.pay(one(policy))).toBeUndefined();
    expect(await passes(shared, leases, one(policy))).toBe(true);
    expect(shared.asked).toBe(asked + 1);
  });

  it('are not missed when they cannot be had', async () => {
    const shared = new Shared();
    const leases = shared.process();
    const policy = policyOf(10_000, 10_000);
    await passes(shared, leases, one(policy));
    shared.isAway = true;
    leases.hear(one(policy), [policy.interval]);
    expect(leases.pay(one(policy))).toBeUndefined();
    shared.isAway = false;
    for (let i = 0; i < 4; i++) await passes(shared, leases, one(policy));
    expect(leases.pay(one(policy))).toBeDefined();
  });
});
