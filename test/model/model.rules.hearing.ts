import {
  BroughtBack,
  Delivered,
  type DeliveryFact,
  DisputeClosed,
  type DisputeFact,
  DisputeOpened,
  PaymentCaptured,
  type PaymentCapturedFact,
  PaymentSurplusReceived,
  ReceiptConfirmed,
  RefundCompleted,
  type RefundCompletedFact,
  type RefundFact,
  RefundOpened,
  RefundWithdrawn,
  type ShopOrderRef,
  type SurplusFact,
} from '@pakashop/backend';
import { Stated, type StatedFact } from '@pakashop/reconciliation';
import type { Told } from './model.facts.js';
import type { RulesFlow } from './model.rules.flow.js';

type Hear = (flow: RulesFlow, payload: object, at: string) => void;

/** Which rule hears which event, as in the processor of settlement. */
const HEARD: Readonly<Record<string, Hear>> = {
  [PaymentCaptured.name]: (flow, payload, at) => flow.hold(payload as PaymentCapturedFact, at),
  [PaymentSurplusReceived.name]: (flow, payload, at) => flow.oweBack(payload as SurplusFact, at),
  [Delivered.name]: (flow, payload) => flow.deliver(payload as DeliveryFact),
  [BroughtBack.name]: (flow, payload) => flow.bringBack(payload as DeliveryFact),
  [ReceiptConfirmed.name]: (flow, payload, at) => flow.confirm(payload as ShopOrderRef, at),
  [DisputeOpened.name]: (flow, payload) => flow.dispute(payload as DisputeFact, false),
  [DisputeClosed.name]: (flow, payload) => flow.dispute(payload as DisputeFact, true),
  [RefundOpened.name]: (flow, payload, at) => flow.refund(payload as RefundFact, at, 1),
  [RefundWithdrawn.name]: (flow, payload, at) => flow.refund(payload as RefundFact, at, -1),
  [RefundCompleted.name]: (flow, payload, at) => flow.complete(payload as RefundCompletedFact, at),
  [Stated.name]: (flow, payload) => flow.state(payload as StatedFact),
};

/** @throws TooEarlyError, RefusedError */
export const hear = (flow: RulesFlow, { type, payload }: Told, at: string): void =>
  HEARD[type.name]!(flow, payload, at);
