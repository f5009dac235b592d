import { Injectable, Logger } from '@nestjs/common';
import { Database, failpoint, money, Outbox, sql, type Sql, type Tx } from '@pakashop/platform';
import { lockShop } from './balance.locks.js';
import type { Posting } from './ledger.postings.js';
import { LedgerService } from './ledger.service.js';
import { earn } from './settlement.earnings.js';
import { SettlementReleased } from './settlement.events.js';
import { dueSettlements, lockDue, RELEASE_DUE, RESERVE_DUE, saveSettlement } from './settlement.record.js';
import { deliveryPay, release, reserveReleased } from './settlement.postings.js';
import { type ReleaseSplit, releaseSplit, type Settlement } from './settlement.rules.js';

/** Settlements that are looked for at once. */
const BATCH = 200;

/**
 * Gives money to those who earned it once its hold is over. What is due is computed from rows by the database's clock, and
 * each release is a transaction of its own that nobody else can do at the same time or again.
 */
@Injectable()
export class Releases {
  private readonly logger = new Logger(Releases.name);

  constructor(
    private readonly db: Database,
    private readonly ledger: LedgerService,
    private readonly outbox: Outbox,
  ) {}

  /** Releases all that is due now; answers how much of it was done here. */
  async run(): Promise<{ released: number; reserves: number }> {
    const released = await this.each(RELEASE_DUE, sql`release_at`, (tx, s) => this.release(tx, s));
    const reserves = await this.each(RESERVE_DUE, sql`reserve_due_at`, (tx, s) => this.releaseReserve(tx, s));
    return { released, reserves };
  }

  private async each(due: Sql, by: Sql, work: (tx: Tx, s: Settlement) => Promise<void>): Promise<number> {
    let done = 0;
    for (;;) {
      const ids = await dueSettlements(this.db, due, by, BATCH);
      let moved = 0;
      for (const id of ids) moved += await this.one(id, due, work);
      done += moved;
      // What is left of a full batch that nothing was done of is in other hands.
      if (ids.length < BATCH || moved === 0) return done;
    }
  }

  /** One that fails holds up no other; it stays due. */
  private async one(id: string, due: Sql, work: (tx: Tx, s: Settlement) => Promise<void>): Promise<number> {
    try {
      return await this.db.transaction(async (tx) => {
        const settlement = await lockDue(tx, id, due);
        if (settlement) await work(tx, settlement);
        return settlement ? 1 : 0;
      });
    } catch (error) {
      this.logger.error({ err: error, shopOrderId: id }, 'money that is due could not be released; it is tried again');
      return 0;
    }
  }

  private async release(tx: Tx, s: Settlement): Promise<void> {
    const policy = await tx.one<{ bps: number; days: number; now: Date }>(sql`
      SELECT reserve_bps AS bps, reserve_days AS days, now() AS now FROM settlement.policies
      WHERE class = ${s.shopClass ?? 'STANDARD'}`);
    const split = releaseSplit(s, policy.bps);
    const balance = await lockShop(tx, s.shopId, s.currency);
    await failpoint('S8');
    const at = policy.now.toISOString();
    const postings: Posting[] = [];
    if (split.goods > 0) postings.push(release(s, split, balance, at));
    if (!s.deliverySettled) postings.push(...deliveryPosting(s, at));
    const dueAt = split.reserved > 0 ? new Date(policy.now.getTime() + policy.days * 86_400_000) : null;
    const after = {
      ...s,
      releasedAt: policy.now,
      deliverySettled: true,
      reserved: split.reserved,
      reserveDueAt: dueAt,
    };
    await saveSettlement(tx, after, sql`released_at = now()`);
    if (split.goods > 0) await this.tell(tx, s, split, at);
    if (!s.deliverySettled) await earnDelivery(tx, s);
    if (postings.length > 0) await this.ledger.post(tx, postings);
  }

  private async tell(tx: Tx, s: Settlement, split: ReleaseSplit, at: string): Promise<void> {
    const { shopOrderId, orderId, shopId, currency } = s;
    await this.outbox.publish(tx, SettlementReleased, shopOrderId, {
      shopOrderId,
      orderId,
      shopId,
      earned: money(Math.max(0, split.shop + split.reserved), currency),
      commission: money(split.commission, currency),
      commissionVat: money(split.commissionVat, currency),
      at,
    });
    const cause = `release:${shopOrderId}`;
    await earn(tx, {
      payee: { kind: 'SHOP', id: shopId },
      kind: 'RELEASE',
      amount: split.shop,
      currency,
      shopOrderId,
      cause,
    });
  }

  private async releaseReserve(tx: Tx, s: Settlement): Promise<void> {
    const { shopOrderId, shopId, currency, reserved } = s;
    const { now } = await tx.one<{ now: Date }>(sql`SELECT now() AS now`);
    const posting = reserveReleased(s, await lockShop(tx, shopId, currency), now.toISOString());
    await saveSettlement(tx, s, sql`reserve_released_at = now()`);
    const payee = { kind: 'SHOP', id: shopId } as const;
    await earn(tx, { payee, kind: 'RESERVE_RELEASE', amount: reserved, currency, shopOrderId, cause: posting.key });
    await this.ledger.post(tx, posting);
  }
}

/** The posting that pays a delivery; none when there is neither a fee left nor pay. */
export function deliveryPosting(s: Settlement, at: string): Posting[] {
  const posting = deliveryPay(s, at);
  return posting.entries.length > 0 ? [posting] : [];
}

/** What whoever carried the goods has earned. */
export async function earnDelivery(tx: Tx, s: Settlement): Promise<void> {
  const { shopOrderId, currency, deliveryPayeeKind: kind, deliveryPayeeId: id, agentPay } = s;
  if (!kind || !id || !agentPay) return;
  const holdSeconds = sql`(SELECT hold_seconds FROM settlement.policies WHERE class = ${kind})`;
  const cause = `delivery:${shopOrderId}`;
  await earn(tx, {
    payee: { kind, id },
    kind: 'DELIVERY',
    amount: agentPay,
    currency,
    shopOrderId,
    cause,
    holdSeconds,
  });
}
