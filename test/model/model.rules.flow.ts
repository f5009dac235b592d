import type {
  DeliveryFact,
  DisputeFact,
  PaymentCapturedFact,
  RefundCompletedFact,
  RefundFact,
  ShopOrderRef,
  SurplusFact,
} from '@pakashop/backend';
import type { StatedFact } from '@pakashop/reconciliation';
import { payableAccount, type PayeeRef, receivableAccount } from '../../libs/settlement/ledger.accounts.js';
import { capture, type Posting, surplus } from '../../libs/settlement/ledger.postings.js';
import {
  deliveryPay,
  partsOf,
  refundKey,
  refundMoved,
  refundPaid,
  refundSources,
  release,
  reserveReleased,
  stated,
  surplusSource,
} from '../../libs/settlement/settlement.postings.js';
import {
  heldOf,
  refundSplit,
  releaseSplit,
  releaseTime,
  type Settlement,
  type ShopBalance,
} from '../../libs/settlement/settlement.rules.js';
import { MemoryLedger, RefusedError } from './model.books.js';
import { CLASSES } from './model.things.js';

/** Something else has to be heard first. */
export class TooEarlyError extends Error {}

export interface KeptEarning {
  readonly payee: PayeeRef;
  readonly amount: number;
  readonly shopOrderId?: string;
  payoutId?: string;
}

/**
 * The rules of settlement over rows in memory: what its services do with the database, without it. The decisions and the
 * entries are those of the code; only reading and writing are this file's.
 */
export class RulesFlow {
  readonly ledger = new MemoryLedger();
  readonly rows = new Map<string, Settlement>();
  readonly earnings: KeptEarning[] = [];
  private readonly disputes = new Map<string, { shopOrderId: string; isClosed: boolean }>();

  hold(fact: PaymentCapturedFact, at: string): void {
    if (!this.ledger.post(capture(fact, at))) return;
    for (const { shopOrderId, shopId, goods, deliveryFee, commission, commissionVat } of fact.parts) {
      this.rows.set(shopOrderId, {
        ...{ shopOrderId, orderId: fact.orderId, shopId, currency: 'ZMW', goods: goods.amount },
        ...{ deliveryFee: deliveryFee.amount, commission: commission.amount, commissionVat: commissionVat.amount },
        ...{ refundedGoods: 0, refundedDelivery: 0, commissionBack: 0, commissionVatBack: 0, shopClass: null },
        ...{ agentPay: null, deliveryPayeeKind: null, deliveryPayeeId: null, deliveredAt: null, confirmedAt: null },
        ...{ releaseAt: null, releasedAt: null, deliverySettled: false, disputes: 0, doubts: 0, reserved: 0 },
        ...{ reserveDueAt: null, reserveReleasedAt: null, payoutId: null, paidAt: null },
      });
    }
  }

  oweBack(fact: SurplusFact, at: string): void {
    this.ledger.post(surplus(fact, at));
  }

  deliver(fact: DeliveryFact): void {
    const row = this.row(fact.shopOrderId);
    if (row.deliveredAt) return;
    const deliveredAt = new Date(fact.at);
    const releaseAt = releaseTime(deliveredAt, CLASSES[fact.shopClass].hold, row.confirmedAt);
    this.save({ ...carried(row, fact), deliveredAt, releaseAt });
  }

  bringBack(fact: DeliveryFact): void {
    const row = this.row(fact.shopOrderId);
    if (row.deliverySettled) return;
    const back = carried(row, fact);
    this.save({ ...back, deliverySettled: true });
    this.payDelivery(back, fact.at);
  }

  confirm({ shopOrderId }: ShopOrderRef, at: string): void {
    const row = this.row(shopOrderId);
    if (row.confirmedAt) return;
    const confirmedAt = new Date(at);
    const { deliveredAt, releaseAt, releasedAt } = row;
    const hold = deliveredAt && releaseAt ? (releaseAt.getTime() - deliveredAt.getTime()) / 1000 : 0;
    const isEarly = deliveredAt && !releasedAt;
    this.save({ ...row, confirmedAt, ...(isEarly && { releaseAt: releaseTime(deliveredAt, hold, confirmedAt) }) });
  }

  dispute({ disputeId, shopOrderId }: DisputeFact, isClosed: boolean): void {
    const row = this.row(shopOrderId);
    const before = this.disputes.get(disputeId)?.isClosed ?? false;
    this.disputes.set(disputeId, { shopOrderId, isClosed: before || isClosed });
    const open = [...this.disputes.values()].filter((one) => one.shopOrderId === shopOrderId && !one.isClosed);
    this.save({ ...row, disputes: open.length });
  }

  /** Opens a refund, or takes it back. */
  refund(fact: RefundFact, at: string, sign: 1 | -1): void {
    const row = fact.shopOrderId === undefined ? undefined : this.row(fact.shopOrderId);
    if (sign < 0 && !this.ledger.isPosted(refundKey(fact.refundId))) throw new TooEarlyError('it is not opened yet');
    if (!row) {
      this.postOrWait(refundMoved(fact, surplusSource(fact, sign < 0), at, sign < 0));
      return;
    }
    const { after, split } = refundSplit(row, partsOf(fact), sign);
    const posting = refundMoved(fact, refundSources(row, split, this.balance(row.shopId)), at, sign < 0);
    if (this.ledger.isPosted(posting.key)) return;
    this.save(after);
    this.earn({ kind: 'SHOP', id: row.shopId }, 0 - split.shop, row.shopOrderId);
    this.ledger.post(posting);
  }

  complete(fact: RefundCompletedFact, at: string): void {
    this.postOrWait(refundPaid(fact, at));
  }

  state(fact: StatedFact): void {
    this.ledger.post(stated(fact));
  }

  /** Releases what is due. */
  release(now: Date): void {
    for (const row of this.rows.values()) {
      if (row.releaseAt && row.releaseAt <= now && !row.releasedAt && row.disputes === 0) this.releaseOne(row, now);
    }
    for (const row of this.rows.values()) {
      const isDue = row.reserved > 0 && row.reserveDueAt! <= now && !row.reserveReleasedAt && row.disputes === 0;
      if (!isDue) continue;
      this.ledger.post(reserveReleased(row, this.balance(row.shopId), now.toISOString()));
      this.save({ ...row, reserveReleasedAt: now });
      this.earn({ kind: 'SHOP', id: row.shopId }, row.reserved, row.shopOrderId);
    }
  }

  isFrozen({ payee, shopOrderId }: KeptEarning): boolean {
    return payee.kind === 'SHOP' && shopOrderId !== undefined && this.rows.get(shopOrderId)!.disputes > 0;
  }

  earn(payee: PayeeRef, amount: number, shopOrderId?: string): void {
    if (amount !== 0) this.earnings.push({ payee, amount, ...(shopOrderId !== undefined && { shopOrderId }) });
  }

  balance(shopId: string): ShopBalance {
    return {
      payable: this.ledger.balance(payableAccount({ kind: 'SHOP', id: shopId }, 'ZMW')),
      receivable: this.ledger.balance(receivableAccount(shopId, 'ZMW')),
    };
  }

  private releaseOne(row: Settlement, now: Date): void {
    const { reserve, kept } = CLASSES[row.shopClass!];
    const split = releaseSplit(row, reserve);
    const at = now.toISOString();
    if (split.goods > 0) this.ledger.post(release(row, split, this.balance(row.shopId), at));
    const reserveDueAt = split.reserved > 0 ? new Date(now.getTime() + kept * 1000) : null;
    this.save({ ...row, releasedAt: now, deliverySettled: true, reserved: split.reserved, reserveDueAt });
    if (split.goods > 0) this.earn({ kind: 'SHOP', id: row.shopId }, split.shop, row.shopOrderId);
    if (!row.deliverySettled) this.payDelivery(row, at);
  }

  private payDelivery(row: Settlement, at: string): void {
    const posting = deliveryPay(row, at);
    if (posting.entries.length > 0) this.ledger.post(posting);
    this.earn({ kind: row.deliveryPayeeKind!, id: row.deliveryPayeeId! }, row.agentPay ?? 0, row.shopOrderId);
  }

  /** What is paid before it is there waits for that. */
  private postOrWait(posting: Posting): void {
    try {
      this.ledger.post(posting);
    } catch (error) {
      if (error instanceof RefusedError) throw new TooEarlyError(error.message);
      throw error;
    }
  }

  private row(shopOrderId: string): Settlement {
    const row = this.rows.get(shopOrderId);
    if (!row) throw new TooEarlyError(`${shopOrderId} is not captured yet`);
    return row;
  }

  /** As the constraints of settlement.settlements. */
  private save(row: Settlement): void {
    const { goods, refundedGoods, deliveryFee, refundedDelivery, commission, commissionBack, commissionVat } = row;
    const isSound =
      within(refundedGoods, goods) &&
      within(refundedDelivery, deliveryFee) &&
      within(commissionBack, commission) &&
      within(row.commissionVatBack, commissionVat) &&
      heldOf(row) >= 0;
    if (!isSound) throw new RefusedError(`settlement of ${row.shopOrderId} is not sound`);
    this.rows.set(row.shopOrderId, row);
  }
}

const within = (amount: number, most: number): boolean => amount >= 0 && amount <= most;

const carried = (row: Settlement, fact: DeliveryFact): Settlement => ({
  ...row,
  shopClass: fact.shopClass,
  agentPay: fact.agentPay.amount,
  deliveryPayeeKind: fact.fleetId ? 'FLEET' : 'AGENT',
  deliveryPayeeId: fact.fleetId ?? fact.agentId,
});
