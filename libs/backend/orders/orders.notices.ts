import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '@pakashop/platform';
import type { Told } from '../messages/messages.notice-board.js';
import { ShopNoticeBoard } from '../messages/messages.shop-board.js';
import type { ShopOrderRef } from './orders.events.js';

const NOTICES = ['order_cancelled', 'goods_lost'] as const;
type Notice = (typeof NOTICES)[number];

/** The state in which a shop order is as long as the notice says what is so. */
const STATUS: Readonly<Record<Notice, string>> = { order_cancelled: 'CANCELLED', goods_lost: 'REFUNDED' };

/** Tells those who work in a shop what others did with its orders. */
@Injectable()
export class OrderNotices extends ShopNoticeBoard<Notice> {
  protected readonly area = 'orders';
  protected readonly notices = NOTICES;

  /** The buyer or staff called it off. The buyer learns of it with the refund. */
  cancelled(tx: Tx, { shopOrderId, shopId }: ShopOrderRef): Promise<void> {
    return this.tellTeam(tx, 'order_cancelled', shopOrderId, shopId);
  }

  /** Its goods were lost on the way. The buyer learns of it with the refund. */
  lost(tx: Tx, { shopOrderId, shopId }: ShopOrderRef): Promise<void> {
    return this.tellTeam(tx, 'goods_lost', shopOrderId, shopId);
  }

  protected async write(notice: Notice, reference: string): Promise<Told | undefined> {
    const [shopOrderId, userId] = reference.split(':') as [string, string];
    const row = await this.db.maybe<{ number: string; isByBuyer: boolean }>(sql`
      SELECT o.number, s.cancelled_by = 'CUSTOMER' AS "isByBuyer"
      FROM backend.shop_orders s JOIN backend.orders o ON o.id = s.order_id
      WHERE s.id = ${shopOrderId} AND s.status = ${STATUS[notice]}`);
    if (!row) return undefined;
    const order = `order ${row.number}`;
    if (notice === 'goods_lost') {
      const text = `Pakashop: the goods of ${order} were lost on their way. We look into what you get for them.`;
      return { userId, subject: `The goods of ${order} were lost`, text };
    }
    const who = row.isByBuyer ? 'the buyer' : 'our staff';
    const text = `Pakashop: ${order} was called off by ${who}. Do not give its goods to anybody.`;
    return { userId, subject: `Order ${row.number} was called off`, text };
  }
}
