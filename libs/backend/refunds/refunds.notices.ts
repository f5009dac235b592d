import { Injectable } from '@nestjs/common';
import { formatMoney, money, sql, type Tx } from '@pakashop/platform';
import { namesOf, NoticeBoard, type Told } from '../messages/messages.notice-board.js';

const NOTICES = { refund_completed: { subject: 'Your refund has arrived' } } as const;

type Notice = keyof typeof NOTICES;

/** Tells buyers with an account that their money is back; guests see it on their order. */
@Injectable()
export class RefundNotices extends NoticeBoard<Notice> {
  protected readonly area = 'refunds';
  protected readonly notices = namesOf(NOTICES);

  async completed(tx: Tx, refundId: string, orderId: string): Promise<void> {
    const buyer = await tx.maybe<{ userId: string }>(
      sql`SELECT user_id AS "userId" FROM backend.orders WHERE id = ${orderId} AND user_id IS NOT NULL`,
    );
    if (buyer) await this.order(tx, 'refund_completed', refundId, buyer.userId);
  }

  protected async write(notice: Notice, refundId: string): Promise<Told | undefined> {
    const row = await this.db.maybe<{ userId: string; number: string; amount: number; currency: string }>(sql`
      SELECT o.user_id AS "userId", o.number, r.amount, r.currency
      FROM backend.refunds r JOIN backend.orders o ON o.id = r.order_id
      WHERE r.id = ${refundId} AND r.state = 'COMPLETED' AND o.user_id IS NOT NULL`);
    if (!row) return undefined;
    const text = `Pakashop: ${formatMoney(money(row.amount, row.currency))} of your order ${row.number} was paid back to you.`;
    return { userId: row.userId, subject: NOTICES[notice].subject, text };
  }
}
