import type { Workbench } from '../core/workbench.js';
import { outcomeKinds } from '../core/faults.js';
import { publishedOutcome } from './pawapay.numbers.js';
import type { Draft, Plan } from './pawapay.types.js';

/** Decides at acceptance how an operation will go on: faults first, then published numbers, then the customer. */
export function planFor(draft: Draft, bench: Workbench, isBusy: (phone: string) => boolean): Plan {
  const settings = bench.settings.pawapay;
  const subject = { phone: draft.phone, references: [draft.id, draft.clientReferenceId ?? draft.id] };
  const fault = bench.faults.take('pawapay', draft.kind, subject, outcomeKinds);
  if (fault?.kind === 'stuck' || fault?.kind === 'reconciliation') return { how: fault.kind };
  if (fault) return { how: 'finish', ms: fault.ms ?? settings.finishMs, failureCode: fault.code ?? 'UNSPECIFIED_FAILURE' };

  const outcome = publishedOutcome(draft.kind, draft.provider, draft.phone);
  if (outcome === 'STUCK') return { how: 'stuck' };
  if (outcome) return { how: 'finish', ms: settings.finishMs, failureCode: outcome === 'COMPLETED' ? undefined : outcome };

  if (draft.kind !== 'deposit') return { how: 'finish', ms: settings.finishMs };
  if (settings.singlePrompt && isBusy(draft.phone)) {
    return { how: 'finish', ms: settings.finishMs, failureCode: 'PAYMENT_IN_PROGRESS' };
  }
  return settings.autoApprove ? { how: 'finish', ms: settings.autoApproveMs } : { how: 'prompt' };
}
