import {
  BroughtBack,
  Delivered,
  type DeliveryFact,
  DisputeClosed,
  DisputeOpened,
  PaymentCaptured,
  type PaymentCapturedFact,
  PaymentSurplusReceived,
  ReceiptConfirmed,
  RefundCompleted,
  RefundOpened,
  type RefundFact,
  RefundWithdrawn,
  type SurplusFact,
} from '@pakashop/backend';
import { money } from '@pakashop/platform';
import { Stated } from '@pakashop/reconciliation';
import { sum } from './model.arithmetic.js';
import { amountOf, type Order, type Part, type Refund, type Statement, type Surplus } from './model.things.js';

/** Something that happened, as other domains are told. */
export type Fact =
  | { readonly name: 'captured'; readonly order: Order }
  | { readonly name: 'surplus'; readonly surplus: Surplus }
  | { readonly name: 'delivered' | 'broughtBack' | 'confirmed'; readonly part: Part }
  | { readonly name: 'disputed' | 'settled'; readonly part: Part; readonly disputeId: string }
  | { readonly name: 'refundOpened' | 'refundCompleted' | 'refundWithdrawn'; readonly refund: Refund }
  | { readonly name: 'stated'; readonly statement: Statement };

/** The event of a fact: its type, whom it is about and what it says. */
export interface Told {
  readonly type: { readonly name: string };
  readonly about: string;
  readonly payload: object;
}

/** @param at when it happened, ISO 8601 */
export function told(fact: Fact, at: string): Told {
  switch (fact.name) {
    case 'captured':
      return { type: PaymentCaptured, about: fact.order.paymentId, payload: captured(fact.order) };
    case 'surplus':
      return { type: PaymentSurplusReceived, about: fact.surplus.order.paymentId, payload: surplus(fact.surplus) };
    case 'delivered':
      return { type: Delivered, about: fact.part.id, payload: delivery(fact.part, at) };
    case 'broughtBack':
      return { type: BroughtBack, about: fact.part.id, payload: delivery(fact.part, at) };
    case 'confirmed':
      return { type: ReceiptConfirmed, about: fact.part.id, payload: refOf(fact.part) };
    case 'disputed':
      return { type: DisputeOpened, about: fact.disputeId, payload: dispute(fact) };
    case 'settled':
      return { type: DisputeClosed, about: fact.disputeId, payload: dispute(fact) };
    case 'refundOpened':
      return { type: RefundOpened, about: fact.refund.id, payload: refund(fact.refund) };
    case 'refundCompleted':
      return { type: RefundCompleted, about: fact.refund.id, payload: completed(fact.refund) };
    case 'refundWithdrawn':
      return { type: RefundWithdrawn, about: fact.refund.id, payload: refund(fact.refund) };
    case 'stated':
      return { type: Stated, about: fact.statement.id, payload: stated(fact.statement, at) };
  }
}

const captured = ({ id: orderId, paymentId, attemptId, provider, total, parts }: Order): PaymentCapturedFact => ({
  ...{ paymentId, orderId, attemptId, provider, reference: attemptId, amount: money(total) },
  parts: parts.map(({ id, shop, goods, fee, commission, vat }) => ({
    ...{ shopOrderId: id, shopId: shop.id, amount: money(goods + fee), goods: money(goods), deliveryFee: money(fee) },
    ...{ commission: money(commission), commissionVat: money(vat) },
  })),
});

const surplus = ({ order, provider, reference, kind, amount }: Surplus): SurplusFact => ({
  ...{ attemptId: order.attemptId, paymentId: order.paymentId, orderId: order.id, provider, reference, kind },
  amount: money(amount),
});

const refOf = ({ id, order, shop }: Part) => ({ shopOrderId: id, orderId: order.id, shopId: shop.id });

const delivery = (part: Part, at: string): DeliveryFact => ({
  ...refOf(part),
  ...{ deliveryId: part.id, shopClass: part.shop.class, agentPay: money(part.agentPay), at },
  ...{ agentId: part.carrier!.id, agentUserId: part.carrier!.userId, fleetId: part.carrier!.fleetId },
});

const dispute = ({ disputeId, part }: { disputeId: string; part: Part }) => ({ disputeId, ...refOf(part) });

const refund = (of: Refund): RefundFact => ({
  ...{ refundId: of.id, orderId: of.order.id, paymentId: of.order.paymentId, reason: of.reason, funder: of.funder },
  ...(of.part && { shopOrderId: of.part.id, shopId: of.part.shop.id }),
  ...{ amount: money(amountOf(of)), goods: money(of.goods), delivery: money(of.fee), goodwill: money(of.goodwill) },
  ...(of.shares && {
    commission: money(sum(of.shares.map(({ commission }) => commission))),
    commissionVat: money(sum(of.shares.map(({ vat }) => vat))),
  }),
});

const completed = (of: Refund) => {
  const route = of.provider === of.order.provider ? 'SAME_RAIL' : 'OTHER_WALLET';
  return { ...refund(of), provider: of.provider, reference: of.id, route } as const;
};

const stated = ({ id, kind, direction, provider, amount }: Statement, at: string) => ({
  ...{ sourceId: id, key: `model:${id}`, kind, direction, provider, amount: money(amount) },
  ...{ occurredAt: at, reason: 'the statement says so' },
});
