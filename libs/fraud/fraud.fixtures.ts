import { money, newId, type DomainRow } from '@pakashop/platform';
import { forwarded } from '@pakashop/platform/testing';
import type { AssessPayment } from './fraud.contract.js';
import { FraudModule } from './fraud.module.js';

/** Fraud alone, as in its own process. */
export const rows: readonly DomainRow[] = [
  {
    name: 'fraud',
    service: 'pakashop-fraud',
    port: 3006,
    faces: ['api', 'worker'],
    owns: 'rules, scores, review queue',
    module: FraudModule,
  },
];

/** An ordinary payment of K250 by somebody who owns none of the shops. */
export const payment = (changes: Partial<AssessPayment> = {}): AssessPayment => ({
  paymentId: newId(),
  orderId: newId(),
  buyerId: newId(),
  sellerIds: [newId(), newId()],
  amount: money(25_000),
  method: 'MTN_MONEY',
  ...changes,
});

/** A payment to a shop of the buyer. */
export function selfDealing(): AssessPayment {
  const buyerId = newId();
  return payment({ buyerId, sellerIds: [newId(), buyerId] });
}

const permissions = ['fraud.reviews.read', 'fraud.reviews.decide'];

/** Headers of a person as another process forwards them; an analyst unless told otherwise. */
export const as = (
  userId: string = newId(),
  granted: readonly string[] = permissions,
  scope: 'platform' | 'shop' = 'platform',
): Record<string, string> =>
  forwarded({ kind: 'person', userId, grants: granted.map((permission) => ({ permission, scope })) });
