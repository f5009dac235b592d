import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '@pakashop/platform';
import { BuyerLetters, plain, type ToBuyer } from '../messages/messages.buyers.js';
import type { DisputeFact } from './disputes.events.js';
import type { DisputeState } from './disputes.rules.js';

const STATE_OF = { dispute_answered: 'ANSWERED', dispute_rejected: 'REJECTED' } as const satisfies Record<
  string,
  DisputeState
>;
type Letter = keyof typeof STATE_OF;

/** Tells buyers, guests as well, what became of their disputes. That one is decided for them is told with the refund. */
@Injectable()
export class DisputeLetters extends BuyerLetters<Letter> {
  protected readonly area = 'disputes';
  protected readonly letters = Object.keys(STATE_OF) as Letter[];

  answered(tx: Tx, { disputeId, orderId }: Pick<DisputeFact, 'disputeId' | 'orderId'>): Promise<void> {
    return this.order(tx, 'dispute_answered', disputeId, orderId);
  }

  rejected(tx: Tx, { disputeId, orderId }: Pick<DisputeFact, 'disputeId' | 'orderId'>): Promise<void> {
    return this.order(tx, 'dispute_rejected', disputeId, orderId);
  }

  protected async write(letter: Letter, disputeId: string): Promise<ToBuyer | undefined> {
    const row = await this.db.maybe<{ orderId: string; number: string; shopName: string }>(sql`
      SELECT x.order_id AS "orderId", o.number, s.shop_name AS "shopName"
      FROM backend.disputes x JOIN backend.orders o ON o.id = x.order_id
      JOIN backend.shop_orders s ON s.id = x.shop_order_id
      WHERE x.id = ${disputeId} AND x.state = ${STATE_OF[letter]}`);
    if (!row) return undefined;
    const { orderId, number } = row;
    const shop = plain(row.shopName);
    return letter === 'dispute_answered'
      ? {
          orderId,
          ...ANSWERED,
          text: `${shop} has answered your complaint about order ${number}: read it with your order.`,
        }
      : {
          orderId,
          ...REJECTED,
          text: `Your complaint about order ${number} from ${shop} was not upheld. Your order says why.`,
        };
  }
}

const ANSWERED = { subject: 'The shop has answered your complaint' } as const;
const REJECTED = { subject: 'Your complaint was decided' } as const;
