import { newId, sql, type Sql, type Tx } from '@pakashop/platform';
import type { PayeeRef } from './ledger.accounts.js';

export const EARNING_KINDS = [
  'RELEASE',
  'DELIVERY',
  'REFUND',
  'REFUND_WITHDRAWN',
  'RESERVE_RELEASE',
  'ADJUSTMENT',
] as const;
export type EarningKind = (typeof EARNING_KINDS)[number];

export interface NewEarning {
  readonly payee: PayeeRef;
  readonly kind: EarningKind;
  /** Ngwee, negative when it is owed back; nothing is written for zero. */
  readonly amount: number;
  readonly currency: string;
  readonly shopOrderId?: string;
  /** Key of the posting that it belongs to. */
  readonly cause: string;
  readonly frozen?: boolean;
  /** Nothing is paid out for so long. */
  readonly holdSeconds?: Sql;
}

/** Writes down what somebody has earned, in the transaction that posts it. */
export async function earn(tx: Tx, earning: NewEarning): Promise<void> {
  const { payee, kind, amount, currency, shopOrderId = null, cause, frozen = false, holdSeconds = sql`0` } = earning;
  if (amount === 0) return;
  await tx.execute(sql`
    INSERT INTO settlement.earnings (id, payee_kind, payee_id, kind, amount, currency, shop_order_id, cause, available_at, frozen)
    VALUES (${newId()}, ${payee.kind}, ${payee.id}, ${kind}, ${amount}, ${currency}, ${shopOrderId}, ${cause},
      now() + make_interval(secs => ${holdSeconds}), ${frozen})`);
}

/** Freezes what a shop earned by a shop order, or frees it. */
export async function freeze(tx: Tx, shopOrderId: string, frozen: boolean): Promise<void> {
  await tx.execute(sql`
    UPDATE settlement.earnings SET frozen = ${frozen}
    WHERE shop_order_id = ${shopOrderId} AND payee_kind = 'SHOP' AND frozen <> ${frozen}`);
}
