import { Injectable } from '@nestjs/common';
import {
  BroughtBack,
  Delivered,
  type DeliveryFact,
  DeliveryLost,
  DisputeClosed,
  type DisputeFact,
  DisputeOpened,
  type LostDelivery,
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
import { type Event, OnEvent, OnEvents, type Tx } from '@pakashop/platform';
import { Stated, type StatedFact } from '@pakashop/reconciliation';
import { surplus } from './ledger.postings.js';
import { LedgerService } from './ledger.service.js';
import { SettlementFlow } from './settlement.flow.js';
import { SettlementLosses } from './settlement.losses.js';
import { stated } from './settlement.postings.js';
import { SettlementRefunds } from './settlement.refunds.js';

/** Writes down what others did to the money: the ledger follows the facts that they tell. */
@Injectable()
export class SettlementProcessor {
  constructor(
    private readonly ledger: LedgerService,
    private readonly flow: SettlementFlow,
    private readonly refunds: SettlementRefunds,
    private readonly losses: SettlementLosses,
  ) {}

  @OnEvents(PaymentCaptured)
  hold(events: readonly Event<PaymentCapturedFact>[], tx: Tx): Promise<void> {
    return this.flow.hold(tx, events);
  }

  /** Owes money back that no order is waiting for. */
  @OnEvent(PaymentSurplusReceived)
  async oweBack({ payload, occurredAt }: Event<SurplusFact>, tx: Tx): Promise<void> {
    await this.ledger.post(tx, surplus(payload, occurredAt));
  }

  @OnEvent(Delivered)
  deliver({ payload }: Event<DeliveryFact>, tx: Tx): Promise<void> {
    return this.flow.deliver(tx, payload);
  }

  @OnEvent(BroughtBack)
  bringBack({ payload }: Event<DeliveryFact>, tx: Tx): Promise<void> {
    return this.flow.bringBack(tx, payload);
  }

  /** Closes a delivery whose goods are lost, and proposes who bears that. */
  @OnEvent(DeliveryLost)
  lose({ id, payload }: Event<LostDelivery>, tx: Tx): Promise<void> {
    return this.losses.hear(tx, payload, id);
  }

  @OnEvent(ReceiptConfirmed)
  confirm({ payload, occurredAt }: Event<ShopOrderRef>, tx: Tx): Promise<void> {
    return this.flow.confirm(tx, payload, occurredAt);
  }

  @OnEvent(DisputeOpened)
  freeze({ payload }: Event<DisputeFact>, tx: Tx): Promise<void> {
    return this.flow.dispute(tx, payload, false);
  }

  @OnEvent(DisputeClosed)
  thaw({ payload }: Event<DisputeFact>, tx: Tx): Promise<void> {
    return this.flow.dispute(tx, payload, true);
  }

  @OnEvent(RefundOpened)
  setAside({ payload, occurredAt }: Event<RefundFact>, tx: Tx): Promise<void> {
    return this.refunds.open(tx, payload, occurredAt);
  }

  @OnEvent(RefundCompleted)
  refund({ payload, occurredAt }: Event<RefundCompletedFact>, tx: Tx): Promise<void> {
    return this.refunds.complete(tx, payload, occurredAt);
  }

  @OnEvent(RefundWithdrawn)
  takeBack({ payload, occurredAt }: Event<RefundFact>, tx: Tx): Promise<void> {
    return this.refunds.withdraw(tx, payload, occurredAt);
  }

  /** Follows the providers' statements. */
  @OnEvent(Stated)
  async state({ payload }: Event<StatedFact>, tx: Tx): Promise<void> {
    await this.ledger.post(tx, stated(payload));
  }
}
