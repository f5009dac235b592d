import { outcomeKinds } from '../core/faults.js';
import type { Workbench } from '../core/workbench.js';
import { publishedOutcome } from './pawapay.numbers.js';
import type { Draft, Plan } from './pawapay.types.js';

/** Decides at acceptance how an operation will go on: faults first, then published numbers, then the customer. */
export function planFor(draft: Draft, bench: Workbench, isBusy: (phone: string) => boolean): Plan {
  const { finishMs: ms, singlePrompt, autoApprove, autoApproveMs } = bench.settings.pawapay;
  const planned = faultPlan(draft, bench, ms) ?? publishedPlan(draft, ms);
  if (planned) return planned;
  if (draft.kind !== 'deposit') return { how: 'finish', ms };
  if (singlePrompt && isBusy(draft.phone)) return { how: 'finish', ms, failureCode: 'PAYMENT_IN_PROGRESS' };
  return autoApprove ? { how: 'finish', ms: autoApproveMs } : { how: 'prompt' };
}

function faultPlan(draft: Draft, bench: Workbench, ms: number): Plan | undefined {
  const subject = { phone: draft.phone, references: [draft.id, draft.clientReferenceId ?? draft.id] };
  const fault = bench.faults.take('pawapay', draft.kind, subject, outcomeKinds);
  if (fault?.kind === 'stuck' || fault?.kind === 'reconciliation') return { how: fault.kind };
  return fault && { how: 'finish', ms: fault.ms ?? ms, failureCode: fault.code ?? 'UNSPECIFIED_FAILURE' };
}

function publishedPlan({ kind, provider, phone }: Draft, ms: number): Plan | undefined {
  const outcome = publishedOutcome(kind, provider, phone);
  if (outcome === undefined) return undefined;
  if (outcome === 'STUCK') return { how: 'stuck' };
  return { how: 'finish', ms, failureCode: outcome === 'COMPLETED' ? undefined : outcome };
}
