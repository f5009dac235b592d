import { money } from '@pakashop/platform';
import type { PayoutBreakView } from './payouts.breaks.dto.js';
import type { BreakRow } from './payouts.breaks.record.js';

export const breakView = (row: BreakRow): PayoutBreakView => ({
  id: row.id,
  payoutId: row.payoutId,
  kind: row.kind,
  provider: row.provider,
  amount: money(row.amount, row.currency),
  detail: row.detail,
  state: row.state,
  outcome: row.outcome,
  reason: row.reason,
  proposedBy: row.proposedBy,
  resolvedBy: row.resolvedBy,
  createdAt: row.createdAt.toISOString(),
  resolvedAt: row.resolvedAt?.toISOString() ?? null,
});
