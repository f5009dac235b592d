import { money } from '@pakashop/platform';
import type { OmissionView, PayoutBatchView, PayoutView } from './payouts.dto.js';
import type { Omission, Payout } from './payouts.kinds.js';
import type { BatchRow } from './payouts.record.js';

export const batchView = (batch: BatchRow): PayoutBatchView => ({
  id: batch.id,
  number: batch.number,
  trigger: batch.trigger,
  cycle: batch.cycle,
  state: batch.state,
  total: money(batch.total, batch.currency),
  count: batch.count,
  hash: batch.hash,
  needsApproval: batch.needsApproval,
  preparedBy: batch.preparedBy,
  approvedBy: batch.approvedBy,
  approvedAt: batch.approvedAt?.toISOString() ?? null,
  reason: batch.reason,
  createdAt: batch.createdAt.toISOString(),
  endedAt: batch.endedAt?.toISOString() ?? null,
});

export const payoutView = (payout: Payout): PayoutView => ({
  id: payout.id,
  batchId: payout.batchId,
  payeeKind: payout.payeeKind,
  payeeId: payout.payeeId,
  state: payout.state,
  amount: money(payout.amount, payout.currency),
  network: payout.network,
  account: payout.masked,
  provider: payout.provider,
  reference: payout.reference,
  providerTransactionId: payout.providerTransactionId,
  failureCode: payout.failureCode,
  replacesId: payout.replacesId,
  createdAt: payout.createdAt.toISOString(),
  sentAt: payout.sentAt?.toISOString() ?? null,
  settledAt: payout.settledAt?.toISOString() ?? null,
});

export const omissionView = (row: Omitted): OmissionView => ({
  payeeKind: row.kind,
  payeeId: row.id,
  amount: money(row.amount, 'ZMW'),
  reason: row.reason,
});

export interface Omitted {
  readonly kind: Payout['payeeKind'];
  readonly id: string;
  readonly amount: number;
  readonly reason: Omission;
}
