import { Injectable } from '@nestjs/common';
import { PaymentCaptured, PaymentSurplusReceived, type PaymentCapturedFact, type SurplusFact } from '@pakashop/backend';
import { OnEvent, sql, type Event, type Tx } from '@pakashop/platform';
import { capture, surplus } from './ledger.postings.js';
import { LedgerService } from './ledger.service.js';

/** Writes down what payments did to the money: the ledger follows the facts that the backend tells. */
@Injectable()
export class SettlementProcessor {
  constructor(private readonly ledger: LedgerService) {}

  /** Holds a paid amount per shop order. A shop order is paid once: a second payment for it fails here and is seen. */
  @OnEvent(PaymentCaptured)
  async hold({ payload, occurredAt }: Event<PaymentCapturedFact>, tx: Tx): Promise<void> {
    const parts = payload.parts.map(({ shopOrderId, shopId, amount }) => ({ shopOrderId, shopId, ...amount }));
    await this.ledger.post(
      tx,
      capture(payload, occurredAt),
      sql`
        INSERT INTO settlement.settlements (shop_order_id, order_id, shop_id, state, amount, currency)
        SELECT p."shopOrderId", ${payload.orderId}::uuid, p."shopId", 'HELD', p.amount, p.currency
        FROM opened, json_to_recordset(${JSON.stringify(parts)}) AS p(
          "shopOrderId" uuid, "shopId" uuid, amount bigint, currency text)`,
    );
  }

  /** Owes money back that no order is waiting for. */
  @OnEvent(PaymentSurplusReceived)
  async oweBack({ payload, occurredAt }: Event<SurplusFact>, tx: Tx): Promise<void> {
    await this.ledger.post(tx, surplus(payload, occurredAt));
  }
}
