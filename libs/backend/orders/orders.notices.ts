import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '@pakashop/platform';
import type { Told } from '../messages/messages.notice-board.js';
import { ShopNoticeBoard } from '../messages/messages.shop-board.js';
import type { ShopOrderRef } from './orders.events.js';

const CANCELLED = 'order_cancelled';

/** Tells those who work in a shop what others did with its orders. */
@Injectable()
export class OrderNotices extends ShopNoticeBoard<typeof CANCELLED> {
  protected readonly area = 'orders';
  protected readonly notices = [CANCELLED] as const;

  /** The buyer or staff called it off. The buyer learns of it with the refund. */
  cancelled(tx: Tx, { shopOrderId, shopId }: ShopOrderRef): Promise<void> {
    return this.tellTeam(tx, CANCELLED, shopOrderId, shopId);
  }

  protected async write(_: typeof CANCELLED, reference: string): Promise<Told | undefined> {
    const [shopOrderId, userId] = reference.split(':') as [string, string];
    const row = await this.db.maybe<{ number: string; isByBuyer: boolean }>(sql`
      SELECT o.number, s.cancelled_by = 'CUSTOMER' AS "isByBuyer"
      FROM backend.shop_orders s JOIN backend.orders o ON o.id = s.order_id
      WHERE s.id = ${shopOrderId} AND s.status = 'CANCELLED'`);
    if (!row) return undefined;
    const who = row.isByBuyer ? 'the buyer' : 'our staff';
    const text = `Pakashop: order ${row.number} was called off by ${who}. Do not give its goods to anybody.`;
    return { userId, subject: `Order ${row.number} was called off`, text };
  }
}
