import { Money, Omittable } from '@pakashop/platform';
import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import type { OrderPaymentStatus, ShopOrderState } from '../orders/orders.rules.js';
import { METHODS, type AttemptState, type Method } from './payments.provider.js';
import type { PaymentState } from './payments.rules.js';

/** Starts the payment of an order. */
export class InitiatePayment {
  @IsUUID() orderId: string;
  /** How to pay: one of the three mobile money operators, or card. */
  @IsIn(METHODS) method: Method;
  /** Number of the wallet; the contact's number when absent. */
  @Omittable() @IsString() @MaxLength(32) phone?: string;
}

/** What the buyer has to do now. */
export class InitiatedPayment {
  /** `ussd`: approve on the phone; `redirect`: go to the page at `url`; `pending`: ask for the status. */
  type: 'ussd' | 'redirect' | 'pending';
  /** Names this try in status answers and support requests. */
  transactionId: string;
  /** For `ussd`: what to tell the buyer. */
  message?: string;
  /** For `redirect`: the provider's page. */
  url?: string;
}

/** The latest try to pay. */
export class AttemptView {
  transactionId: string;
  method: Method;
  state: AttemptState;
  /** The provider's page while it is open. */
  url: string | null;
  failureCode: string | null;
  /** For the buyer, after a failure. */
  message: string | null;
}

export class PaymentStatusView {
  orderId: string;
  orderNumber: string;
  orderStatus: ShopOrderState;
  /** After FAILED it may be tried again. */
  paymentStatus: OrderPaymentStatus;
  payment: PaymentState;
  total: Money;
  expiresAt: string;
  attempt: AttemptView | null;
  /** Seconds to wait before asking again. */
  pollAfterSeconds: number;
}

export class CancelledPayment {
  orderId: string;
  orderStatus: ShopOrderState;
  paymentStatus: OrderPaymentStatus;
}
