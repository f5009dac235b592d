import { platformProblems as problems, type Problem } from '@pakashop/platform';
import type { FastifyReply } from 'fastify';
import { unitsLeft, untilNextUnit } from './gateway.gcra.js';
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

/** Reads the debts after counting; the limit with the fewest units left speaks for all. */
export function judge(allowed: boolean, demands: readonly Demand[], debts: readonly number[]): Verdict {
  let quota: Quota | undefined;
  const violated: string[] = [];
  for (let i = 0; i < demands.length; i++) {
    const { policy, refund } = demands[i]!;
    if (refund) continue;
    const remaining = unitsLeft(debts[i]!, policy);
    if (!allowed && remaining === 0) violated.push(policy.name);
    if (quota && quota.remaining < remaining) continue;
    const reset = Math.max(1, Math.ceil(untilNextUnit(debts[i]!, policy) / 1e6));
    if (!quota || remaining < quota.remaining || reset > quota.reset) quota = { policy, remaining, reset };
  }
  return { allowed, quota, violated };
}

/** Says the quota by the IETF's draft (draft-ietf-httpapi-ratelimit-headers). */
export function showQuota(reply: FastifyReply, { policy, remaining, reset }: Quota): void {
  void reply.header('ratelimit-policy', policy.header);
  void reply.header('ratelimit', `"${policy.name}";r=${remaining};t=${reset}`);
}

/** The refusal of a verdict that does not allow. */
export function tooMany({ quota, violated }: Verdict): Problem {
  const seconds = quota?.reset ?? 1;
  return problems.tooMany(`Wait ${seconds} s before the next request.`, {
    retryAfter: seconds,
    extra: { violatedPolicies: violated },
  });
}
