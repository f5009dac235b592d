import { Injectable } from '@nestjs/common';
import type { RefundCompletedFact, RefundFact } from '@pakashop/backend';
import { failpoint, type Tx } from '@pakashop/platform';
import { lockShop } from './balance.locks.js';
import { LedgerService } from './ledger.service.js';
import { earn, freeze } from './settlement.earnings.js';
import { partsOf, refundKey, refundMoved, refundPaid, refundSources, surplusSource } from './settlement.postings.js';
import { lockSettlement, saveSettlement } from './settlement.record.js';
import { refundSplit } from './settlement.rules.js';

/** What refunds do to the money: set aside when owed, gone when paid, and back where it belongs when withdrawn. */
@Injectable()
export class SettlementRefunds {
  constructor(private readonly ledger: LedgerService) {}

  /**
   * Sets the money of a refund aside: out of the hold before the release, from whoever has got it after.
   *
   * @throws the database's check violation when more would be given back than was paid
   */
  open(tx: Tx, fact: RefundFact, at: string): Promise<void> {
    return fact.shopOrderId ? this.move(tx, fact.shopOrderId, fact, at, 1) : this.ofSurplus(tx, fact, at, false);
  }

  /** @throws Error when its opening is not heard yet, so that it is heard again later */
  async withdraw(tx: Tx, fact: RefundFact, at: string): Promise<void> {
    // Its opening may be in the making: the settlement is locked first, as there.
    if (fact.shopOrderId) await lockSettlement(tx, fact.shopOrderId);
    if (!(await this.ledger.isPosted(tx, refundKey(fact.refundId)))) {
      throw new Error(`the opening of refund ${fact.refundId} is not heard yet`);
    }
    if (!fact.shopOrderId) return this.ofSurplus(tx, fact, at, true);
    return this.move(tx, fact.shopOrderId, fact, at, -1);
  }

  /** The provider has paid. Before the opening is heard nothing is set aside: the ledger refuses, and it is heard again. */
  async complete(tx: Tx, fact: RefundCompletedFact, at: string): Promise<void> {
    await this.ledger.post(tx, refundPaid(fact, at));
  }

  private async ofSurplus(tx: Tx, fact: RefundFact, at: string, isWithdrawn: boolean): Promise<void> {
    await this.ledger.post(tx, refundMoved(fact, surplusSource(fact, isWithdrawn), at, isWithdrawn));
  }

  private async move(tx: Tx, shopOrderId: string, fact: RefundFact, at: string, sign: 1 | -1): Promise<void> {
    const settlement = await lockSettlement(tx, shopOrderId);
    await failpoint('S8');
    const { after, split } = refundSplit(settlement, partsOf(fact), sign);
    const { shopId, currency } = settlement;
    const balance = split.shop === 0 ? { payable: 0, receivable: 0 } : await lockShop(tx, shopId, currency);
    const posting = refundMoved(fact, refundSources(settlement, split, balance), at, sign < 0);
    if (await this.ledger.isPosted(tx, posting.key)) return;
    await saveSettlement(tx, after);
    await earn(tx, {
      payee: { kind: 'SHOP', id: shopId },
      kind: sign > 0 ? 'REFUND' : 'REFUND_WITHDRAWN',
      amount: 0 - split.shop,
      ...{ currency, shopOrderId, cause: posting.key },
    });
    await freeze(tx, shopOrderId);
    await this.ledger.post(tx, posting);
  }
}
