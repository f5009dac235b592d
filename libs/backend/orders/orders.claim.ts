import { Injectable } from '@nestjs/common';
import { audit, Database, money, sql, type Tx } from '@pakashop/platform';
import type { ClaimableOrder } from './orders.claim.dto.js';
import { ordersProblems as problems } from './orders.errors.js';
import type { ShopOrderState } from './orders.rules.js';
import { hasContactOf } from './orders.scope.js';

interface Row {
  readonly id: string;
  readonly number: string;
  readonly placedAt: Date;
  readonly status: ShopOrderState;
  readonly total: number;
  readonly currency: string;
}

/** Orders `o` of guests whose contact is exactly one that the person `u` has proven to be theirs. */
const CLAIMABLE = sql`o.user_id IS NULL AND ${hasContactOf}`;
const COLUMNS = sql`o.id, o.number, o.created_at AS "placedAt", o.status, o.total, o.currency`;
const MOST = 100;

/** Brings orders that somebody placed as a guest to their account. */
@Injectable()
export class OrderClaims {
  constructor(private readonly db: Database) {}

  /** What the person could claim, newest first: told before anything happens. */
  async claimable(userId: string): Promise<ClaimableOrder[]> {
    const rows = await this.db.rows<Row>(sql`
      SELECT ${COLUMNS} FROM backend.users u JOIN backend.orders o ON ${CLAIMABLE}
      WHERE u.id = ${userId} ORDER BY o.id DESC LIMIT ${MOST}`);
    return rows.map(viewOf);
  }

  /**
   * Makes these orders the person's, all of them or none. The guest token that placed them goes on showing them.
   *
   * @throws Problem ORDER_001 when one of them is not theirs to claim
   */
  claim(userId: string, orderIds: readonly string[]): Promise<ClaimableOrder[]> {
    return this.db.transaction(async (tx) => {
      const rows = await tx.rows<Row>(sql`
        UPDATE backend.orders o SET user_id = u.id FROM backend.users u
        WHERE u.id = ${userId} AND o.id = ANY(${orderIds}::uuid[]) AND ${CLAIMABLE} RETURNING ${COLUMNS}`);
      if (rows.length < orderIds.length) throw problems.notFound('Look at them with GET /me/orders/claimable.');
      for (const { id } of rows) await record(tx, userId, id);
      return rows.toSorted((a, b) => (a.id < b.id ? 1 : -1)).map(viewOf);
    });
  }
}

const record = (tx: Tx, userId: string, orderId: string): Promise<void> =>
  audit(tx, { act: 'order_claimed', subject: 'order', subjectId: orderId, after: { userId } });

const viewOf = ({ id, number, placedAt, status, total, currency }: Row): ClaimableOrder => ({
  id,
  number,
  placedAt: placedAt.toISOString(),
  status,
  total: money(total, currency),
});
