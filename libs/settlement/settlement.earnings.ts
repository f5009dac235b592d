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
  /** Nothing is paid out for so long. */
  readonly holdSeconds?: Sql;
}

/** Writes down what somebody has earned, in the transaction that posts it. */
export async function earn(tx: Tx, earning: NewEarning): Promise<void> {
  const { payee, kind, amount, currency, shopOrderId = null, cause, holdSeconds = sql`0` } = earning;
  if (amount === 0) return;
  await tx.execute(sql`
    INSERT INTO settlement.earnings (id, payee_kind, payee_id, kind, amount, currency, shop_order_id, cause, available_at)
    VALUES (${newId()}, ${payee.kind}, ${payee.id}, ${kind}, ${amount}, ${currency}, ${shopOrderId}, ${cause},
      now() + make_interval(secs => ${holdSeconds}))`);
}

/** What a shop earned by a shop order is frozen while it is disputed or its payment is in doubt, and free otherwise. */
export async function freeze(tx: Tx, shopOrderId: string): Promise<void> {
  await tx.execute(sql`
    UPDATE settlement.earnings e SET frozen = s.disputes + s.doubts > 0 FROM settlement.settlements s
    WHERE s.shop_order_id = ${shopOrderId} AND e.shop_order_id = s.shop_order_id AND e.payee_kind = 'SHOP'
      AND e.frozen <> (s.disputes + s.doubts > 0)`);
}
