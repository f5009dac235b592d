import { type Rate, unitsLeft } from './gateway.gcra.js';
import type { Demand, Policy } from './gateway.policies.js';
import { judge, type Verdict } from './gateway.quota.js';

/** A process charges at most this part of a limit ahead, and never more units than that. */
const SHARE = 0.01;
const MOST_UNITS = 64;
/** What nobody has used for so long goes back. */
const IDLE_MS = 5_000;
/** Keys with a lease or a chance of one, at most. */
const MOST_KEYS = 5_000;

interface Lease {
  readonly policy: Policy;
  /** Charged and not used yet. */
  units: number;
  /** How many to charge next time; twice as many each time. */
  wish: number;
  /** Microseconds of the key when it was last heard of, and when that was. */
  debt: number;
  heardAt: number;
  usedAt: number;
  isAsking: boolean;
}

/** Charges demands where all processes do; undefined when that cannot be done now. Answers how many, and each debt. */
type Charge = (demands: readonly Demand[]) => Promise<readonly number[] | undefined>;

/**
 * Units of busy limits, charged ahead: a request that finds one for each of its demands asks nobody. They are charged
 * before they are used, so that all processes together never let more through than the limit; a process that ends with
 * some unused has wasted at most a hundredth of it. Limits on guessing and money, small ones, and those of which half is used
 * are counted one by one.
 */
export class Leases {
  private readonly leases = new Map<string, Lease>();

  constructor(
    private readonly charge: Charge,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** Pays all demands out of leases, or none of them: then undefined. */
  pay(demands: readonly Demand[]): Verdict | undefined {
    for (const { key, cost } of demands) {
      const lease = this.leases.get(key);
      if (!lease || lease.units < cost) return undefined;
    }
    const now = this.clock();
    const debts = demands.map(({ key, cost }) => {
      const lease = this.leases.get(key)!;
      lease.units -= cost;
      lease.usedAt = now;
      if (lease.units < lease.wish / 2 && !lease.isAsking) void this.extend(key, lease);
      return debtOf(lease, now);
    });
    return judge(demands, demands.length, debts);
  }

  /** Hears of limits that were charged one by one: the second time within a few seconds begins a lease. */
  hear(demands: readonly Demand[], debts: readonly number[]): void {
    const now = this.clock();
    demands.forEach(({ policy, key, cost }, i) => {
      if (cost < 0 || mostOf(policy) < 2) return;
      const lease = this.leases.get(key);
      if (lease) {
        Object.assign(lease, { debt: debts[i]!, heardAt: now, usedAt: now });
        void this.extend(key, lease);
      } else if (this.leases.size < MOST_KEYS) {
        this.leases.set(key, {
          policy,
          units: 0,
          wish: 2,
          debt: debts[i]!,
          heardAt: now,
          usedAt: now,
          isAsking: false,
        });
      }
    });
  }

  private async extend(key: string, lease: Lease): Promise<void> {
    const { policy, wish } = lease;
    if (lease.isAsking || unitsLeft(debtOf(lease, this.clock()), policy) < quotaOf(policy) / 2) return;
    lease.isAsking = true;
    const [charged, debt] = (await this.charge([{ policy, key, cost: wish }])) ?? [];
    lease.isAsking = false;
    if (!charged) return;
    lease.units += wish;
    lease.wish = Math.min(wish * 2, mostOf(policy));
    lease.debt = debt!;
    lease.heardAt = this.clock();
  }

  /** Gives back what is left of leases that nobody uses any more. */
  async tidy(): Promise<void> {
    const now = this.clock();
    const idle = [...this.leases].filter(([, { usedAt, isAsking }]) => !isAsking && now - usedAt > IDLE_MS);
    for (const [key] of idle) this.leases.delete(key);
    const unused = idle.filter(([, { units }]) => units > 0);
    await Promise.all(unused.map(([key, { policy, units }]) => this.charge([{ policy, key, cost: -units }])));
  }
}

const quotaOf = ({ interval, window }: Rate): number => window / interval;

const mostOf = (policy: Policy): number =>
  policy.isGuarded ? 0 : Math.min(MOST_UNITS, Math.floor(quotaOf(policy) * SHARE));

/** What the key owes now, but for the units that are still here. */
const debtOf = ({ policy, debt, heardAt, units }: Lease, now: number): number =>
  Math.max(0, debt - (now - heardAt) * 1_000 - units * policy.interval);
