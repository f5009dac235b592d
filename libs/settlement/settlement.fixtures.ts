import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, newId, sql, type DomainRow, money } from '@pakashop/platform';
import { drain, forwarded } from '@pakashop/platform/testing';
import type { PaymentCapturedFact, SurplusFact } from '@pakashop/backend';
import { SettlementModule } from './settlement.module.js';

/** Settlement alone, as in its own process. */
export const rows: readonly DomainRow[] = [
  {
    name: 'settlement',
    service: 'pakashop-settlement',
    port: 3016,
    faces: ['api', 'worker'],
    owns: 'ledger',
    module: SettlementModule,
  },
];

/** Headers of a person as another process forwards them. */
export const as = (permission: string, scope: 'platform' | 'shop' = 'platform'): Record<string, string> =>
  forwarded({
    kind: 'person',
    userId: newId(),
    grants: [{ permission, scope, scopeId: scope === 'shop' ? newId() : undefined }],
  });

/** A payment over so many shop orders. */
export function captured(...amounts: number[]): PaymentCapturedFact {
  return {
    paymentId: newId(),
    orderId: newId(),
    attemptId: newId(),
    provider: 'pawapay',
    providerTransactionId: 'MP-1',
    amount: { amount: amounts.reduce((sum, amount) => sum + amount, 0), currency: 'ZMW' },
    parts: amounts.map((amount) => ({
      shopOrderId: newId(),
      shopId: newId(),
      amount: money(amount, 'ZMW'),
      goods: money(amount, 'ZMW'),
      deliveryFee: money(0, 'ZMW'),
      commission: money(0, 'ZMW'),
      commissionVat: money(0, 'ZMW'),
    })),
  };
}

/** A payment for one shop order, with what falls to the platform of it. */
export function sale(
  goods: number,
  deliveryFee = 0,
  commission = 0,
  commissionVat = 0,
  shopId = newId(),
): PaymentCapturedFact {
  const fact = captured(goods + deliveryFee);
  const split = {
    shopId,
    goods: money(goods),
    deliveryFee: money(deliveryFee),
    commission: money(commission),
    commissionVat: money(commissionVat),
  };
  return { ...fact, parts: [{ ...fact.parts[0]!, ...split }] };
}

export const surplusOf = (amount: number): SurplusFact => ({
  attemptId: newId(),
  paymentId: newId(),
  orderId: newId(),
  provider: 'flutterwave',
  reference: 'FLW-1',
  kind: 'LATE_SUCCESS',
  amount: { amount, currency: 'ZMW' },
});

/** Waits until every delivery is done or has failed, whoever does it: the worker of the process runs as well. */
export async function settled(app: NestFastifyApplication): Promise<void> {
  const open = sql`SELECT FROM platform.deliveries WHERE done_at IS NULL AND failures = 0 LIMIT 1`;
  do await drain(app);
  while ((await app.get(Database).rows(open)).length > 0);
}
