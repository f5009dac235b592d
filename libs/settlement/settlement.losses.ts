import { Injectable } from '@nestjs/common';
import type { LostDelivery } from '@pakashop/backend';
import { money, type Tx } from '@pakashop/platform';
import { Adjustments } from './adjustments.service.js';
import { SettlementFlow } from './settlement.flow.js';
import { lockSettlement } from './settlement.record.js';
import { earnedBy } from './settlement.rules.js';

/** What becomes of the money when an agent has lost the goods, who is the platform's and not the shop's. */
@Injectable()
export class SettlementLosses {
  constructor(
    private readonly flow: SettlementFlow,
    private readonly adjustments: Adjustments,
  ) {}

  /**
   * Nobody has earned the delivery. The buyer's refund takes all that is held, so what the shop would have earned is the
   * platform's loss, without commission and VAT, for there is no sale: it is proposed, and where the agent is to bear it as
   * well that the agent or fleet pays the same. Each waits for somebody else than who said that the goods are lost.
   *
   * @param id of the news; the proposal of the shop has the same, and that of the agent the delivery's
   */
  async hear(tx: Tx, fact: LostDelivery, id: string): Promise<void> {
    await this.flow.bringBack(tx, fact);
    const { shopOrderId, shopId, agentId, fleetId, deliveryId, decidedBy: by } = fact;
    const settlement = await lockSettlement(tx, shopOrderId);
    const earned = earnedBy(settlement, fact.goods.amount);
    if (earned <= 0) return;
    const loss = { amount: money(earned, settlement.currency), against: 'WRITEOFF', by } as const;
    const what = `the goods of shop order ${shopOrderId} were lost on the way`;
    const reason = `Pays the shop what it would have earned: ${what}.`;
    await this.adjustments.proposeFor(tx, {
      ...loss,
      id,
      payeeKind: 'SHOP',
      payeeId: shopId,
      direction: 'CREDIT',
      reason,
    });
    if (fact.bearer !== 'AGENT') return;
    const carrier = fleetId
      ? ({ payeeKind: 'FLEET', payeeId: fleetId } as const)
      : ({ payeeKind: 'AGENT', payeeId: agentId } as const);
    const why = `Takes from who carried them what the shop is paid: ${what}.`;
    await this.adjustments.proposeFor(tx, { ...loss, ...carrier, id: deliveryId, direction: 'DEBIT', reason: why });
  }
}
