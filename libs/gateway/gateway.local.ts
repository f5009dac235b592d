import { charge } from './gateway.gcra.js';
import type { Demand } from './gateway.policies.js';
import { judge, type Verdict } from './gateway.quota.js';

const MAX_KEYS = 100_000;

/** The limits of one process that counts alone. Bounded: the key that was touched first is forgotten first. */
export class LocalLedger {
  /** When each key's debt is paid, in microseconds of {@link clock}. */
  private readonly paidAt = new Map<string, number>();

  constructor(private readonly clock: () => number = () => performance.now() * 1_000) {}

  /** Charges the demands, and when they could be, those of the second set. */
  take(first: readonly Demand[], then: readonly Demand[] = []): Verdict {
    const now = this.clock();
    const debts: number[] = [];
    let charged = 0;
    for (const demands of [first, then]) {
      const before = demands.map(({ key }) => Math.max((this.paidAt.get(key) ?? now) - now, 0));
      const after = demands.map(({ policy, cost }, i) => charge(before[i]!, policy, cost));
      const passes = charged === debts.length && !after.includes(undefined);
      debts.push(...(passes ? (after as number[]) : before));
      if (!passes) continue;
      demands.forEach(({ key }, i) => this.set(key, now + after[i]!));
      charged += demands.length;
    }
    return judge([...first, ...then], charged, debts);
  }

  private set(key: string, paidAt: number): void {
    this.paidAt.delete(key);
    this.paidAt.set(key, paidAt);
    if (this.paidAt.size > MAX_KEYS) this.paidAt.delete(this.paidAt.keys().next().value!);
  }
}
