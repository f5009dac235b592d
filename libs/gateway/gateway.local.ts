import { charge } from './gateway.gcra.js';
import type { Demand } from './gateway.policies.js';
import { judge, type Verdict } from './gateway.quota.js';

const MAX_KEYS = 100_000;

/** The limits of one process that counts alone. Bounded: the key that was touched first is forgotten first. */
export class LocalLedger {
  /** When each key's debt is paid, in microseconds of {@link clock}. */
  private readonly paidAt = new Map<string, number>();

  constructor(private readonly clock: () => number = () => performance.now() * 1_000) {}

  take(given: readonly Demand[]): Verdict {
    const demands = given.map((demand) => ({ ...demand, policy: demand.policy.alone ?? demand.policy }));
    const now = this.clock();
    const debts = demands.map(({ key }) => Math.max((this.paidAt.get(key) ?? now) - now, 0));
    const after = demands.map(({ policy, refund }, i) => charge(debts[i]!, policy, refund ? -1 : 1));
    if (after.includes(undefined)) return judge(false, demands, debts);
    demands.forEach(({ key }, i) => this.set(key, now + after[i]!));
    return judge(true, demands, after as number[]);
  }

  private set(key: string, paidAt: number): void {
    this.paidAt.delete(key);
    this.paidAt.set(key, paidAt);
    if (this.paidAt.size > MAX_KEYS) this.paidAt.delete(this.paidAt.keys().next().value!);
  }
}
