import { Injectable } from '@nestjs/common';
import { FraudPort } from '@pakashop/fraud';
import { type Actor, Database, money } from '@pakashop/platform';
import type { OrderForPayment } from '../orders/orders.flow.js';
import { move } from '../transitions.js';
import { paymentsProblems as problems } from './payments.errors.js';
import type { Method } from './payments.provider.js';

/** Lets a payment pass or holds it for a person, before anything is sent. */
@Injectable()
export class PaymentGate {
  constructor(
    private readonly db: Database,
    private readonly fraud: FraudPort,
  ) {}

  /** @throws Problem FRAUD_001 when a person has to look first; it does not say why */
  async pass(actor: Actor, order: OrderForPayment, method: Method): Promise<void> {
    const { decision } = await this.fraud.assess({
      paymentId: order.paymentId,
      orderId: order.orderId,
      ...(order.userId && { buyerId: order.userId }),
      sellerIds: order.sellerIds,
      hasSellersContact: order.hasSellersContact,
      amount: money(order.total, order.currency),
      method,
      ...(actor.address && { address: actor.address }),
    });
    if (decision === 'PASS') return;
    await this.db.transaction((tx) =>
      move(tx, {
        machine: 'payment',
        id: order.paymentId,
        from: ['PENDING', 'FAILED'],
        to: 'REVIEW',
        cause: 'fraud check',
      }),
    );
    throw problems.review('We look at it and tell you; nothing was charged.');
  }
}
