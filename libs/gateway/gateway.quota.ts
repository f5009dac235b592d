import { platformProblems as problems, type Problem } from '@pakashop/platform';
import type { FastifyReply } from 'fastify';
import { unitsLeft, untilNextUnit, untilUnits } from './gateway.gcra.js';
import type { Demand, Policy } from './gateway.policies.js';

/** What is left of the strictest limit that a request counted against. */
export interface Quota {
  readonly policy: Policy;
  readonly remaining: number;
  /** Seconds until one request more may pass. */
  readonly reset: number;
}

export interface Verdict {
  readonly allowed: boolean;
  /** Absent when nothing was counted. */
  readonly quota?: Quota;
  /** Names of the exhausted limits. */
  readonly violated: readonly string[];
}

const seconds = (micros: number): number => Math.max(1, Math.ceil(micros / 1e6));

/**
 * Reads the debts after counting. When the request may go on, the limit with the fewest units left speaks for all; else
 * the one that it has to wait for longest.
 *
 * @param charged how many of the demands, from the first on, were charged; all of them when the request may go on
 */
export function judge(demands: readonly Demand[], charged: number, debts: readonly number[]): Verdict {
  if (charged < demands.length) return refusalOf(demands.slice(charged), debts.slice(charged));
  let quota: Quota | undefined;
  for (let i = 0; i < demands.length; i++) {
    const { policy, cost } = demands[i]!;
    if (cost < 0) continue;
    const remaining = unitsLeft(debts[i]!, policy);
    if (quota && quota.remaining < remaining) continue;
    const reset = seconds(untilNextUnit(debts[i]!, policy));
    if (!quota || remaining < quota.remaining || reset > quota.reset) quota = { policy, remaining, reset };
  }
  return { allowed: true, quota, violated: [] };
}

function refusalOf(demands: readonly Demand[], debts: readonly number[]): Verdict {
  const lacking = demands
    .map(({ policy, cost }, i) => ({ policy, debt: debts[i]!, wait: untilUnits(debts[i]!, policy, cost) }))
    .filter(({ wait }) => wait > 0)
    .toSorted((one, other) => other.wait - one.wait);
  const [worst] = lacking;
  return {
    allowed: false,
    quota: worst && {
      policy: worst.policy,
      remaining: unitsLeft(worst.debt, worst.policy),
      reset: seconds(worst.wait),
    },
    violated: lacking.map(({ policy }) => policy.name),
  };
}

/** Two verdicts about one request: a refusal wins, then the smaller rest. */
export function stricter(one: Verdict, other: Verdict): Verdict {
  if (one.allowed !== other.allowed) return one.allowed ? other : one;
  return (other.quota?.remaining ?? Infinity) < (one.quota?.remaining ?? Infinity) ? other : one;
}

/** Says the quota by the IETF's draft (draft-ietf-httpapi-ratelimit-headers). */
export function showQuota(reply: FastifyReply, { policy, remaining, reset }: Quota): void {
  void reply.header('ratelimit-policy', policy.header);
  void reply.header('ratelimit', `"${policy.name}";r=${remaining};t=${reset}`);
}

/** The problem type that the draft registers. */
const QUOTA_EXCEEDED = 'https://iana.org/assignments/http-problem-types#quota-exceeded';

/** The refusal of a verdict that does not allow, with its reason. */
export function tooMany({ quota, violated }: Verdict): Problem {
  const { reset = 1, policy } = quota ?? {};
  return problems.tooMany(`The limit for ${policy?.counts ?? 'this address'} is reached. Wait ${reset} s.`, {
    retryAfter: reset,
    extra: { type: QUOTA_EXCEEDED, 'violated-policies': violated },
  });
}
