import { Injectable } from '@nestjs/common';
import { formatMoney, money, sql, type Tx } from '@pakashop/platform';
import { BuyerLetters, plain, type ToBuyer } from '../messages/messages.buyers.js';
import type { RefundReason } from './refunds.events.js';
import type { Refund } from './refunds.record.js';
import type { RefundState } from './refunds.rules.js';

const LETTERS = ['refund_opened', 'refund_completed'] as const;
type Letter = (typeof LETTERS)[number];

/** What a letter says of a refund. */
interface Told {
  readonly orderId: string;
  readonly number: string;
  readonly reason: RefundReason;
  /** The goods were lost on their way. */
  readonly isLost: boolean;
  readonly state: RefundState;
  readonly amount: number;
  readonly currency: string;
  readonly shopName: string | null;
  readonly cancelledBy: 'CUSTOMER' | 'SHOP' | 'STAFF' | null;
  /** Pieces of the first line that is given back, and whether there are more lines. */
  readonly line: { readonly title: string; readonly quantity: number; readonly others: number } | null;
}

/** Tells buyers, guests as well, that and why money goes back to them, and when it has arrived. */
@Injectable()
export class RefundLetters extends BuyerLetters<Letter> {
  protected readonly area = 'refunds';
  protected readonly letters = LETTERS;

  /** It is owed from now on: what caused it is told with it, in one letter. */
  opened(tx: Tx, { id, orderId }: Pick<Refund, 'id' | 'orderId'>): Promise<void> {
    return this.order(tx, 'refund_opened', id, orderId);
  }

  /** The buyer has the money. */
  completed(tx: Tx, { id, orderId }: Pick<Refund, 'id' | 'orderId'>): Promise<void> {
    return this.order(tx, 'refund_completed', id, orderId);
  }

  protected async write(letter: Letter, refundId: string): Promise<ToBuyer | undefined> {
    const told = await this.read(refundId);
    if (!told) return undefined;
    const { orderId, number, state } = told;
    if (letter === 'refund_completed') {
      if (state !== 'COMPLETED') return undefined;
      const text = `${sumOf(told)} of your order ${number} was paid back to you.`;
      return { orderId, subject: 'Your refund has arrived', text };
    }
    if (state === 'WITHDRAWN') return undefined;
    return { orderId, subject: `Money of your order ${number} goes back to you`, text: whyOf(told) };
  }

  private read(refundId: string): Promise<Told | undefined> {
    return this.db.maybe(sql`
      SELECT r.order_id AS "orderId", o.number, r.reason, r.key LIKE 'lost:%' AS "isLost", r.state, r.amount, r.currency, s.shop_name AS "shopName",
        s.cancelled_by AS "cancelledBy",
        (SELECT json_build_object('title', l.title, 'quantity', x.quantity,
           'others', (SELECT count(*) - 1 FROM backend.refund_lines y WHERE y.refund_id = r.id))
         FROM backend.refund_lines x JOIN backend.order_lines l ON l.id = x.line_id
         WHERE x.refund_id = r.id ORDER BY x.line_id LIMIT 1) AS line
      FROM backend.refunds r JOIN backend.orders o ON o.id = r.order_id
      LEFT JOIN backend.shop_orders s ON s.id = r.shop_order_id WHERE r.id = ${refundId}`);
  }
}

const sumOf = ({ amount, currency }: Told): string => formatMoney(money(amount, currency));
const shopOf = ({ shopName }: Told): string => plain(shopName ?? '');

/** What happened, and that the money goes back. */
function whyOf(told: Told): string {
  const [sum, shop, order] = [sumOf(told), shopOf(told), `order ${told.number}`];
  switch (told.reason) {
    case 'CANCELLED':
      return `${cancelled(told)} ${sum} goes back to you.`;
    case 'CANNOT_SUPPLY':
      return told.cancelledBy
        ? `${shop} cannot supply your ${order}. ${sum} goes back to you.`
        : `${shop} cannot supply ${piecesOf(told)} of ${order}. ${sum} goes back to you, the rest will come.`;
    case 'RETURNED':
      if (told.isLost) return `Your ${order} from ${shop} was lost on its way to you. ${sum} goes back to you.`;
      return `Your ${order} from ${shop} came back to the shop undelivered. ${sum} goes back to you.`;
    case 'DISPUTE':
      return `Your complaint about ${order} from ${shop} was decided: ${sum} goes back to you.`;
    case 'STAFF':
    case 'GOODWILL':
      return `${sum} for your ${order} from ${shop} goes back to you.`;
    case 'SURPLUS':
      return `${sum} that came in too much for your ${order} goes back to you.`;
  }
}

function cancelled(told: Told): string {
  const [shop, order] = [shopOf(told), `order ${told.number}`];
  if (told.cancelledBy === 'SHOP') return `${shop} had to call off your ${order}.`;
  if (told.cancelledBy === 'STAFF') return `Our staff called off your ${order} from ${shop}.`;
  return `Your ${order} from ${shop} is called off, as you asked.`;
}

/** In the words of the line, and short enough for one SMS. */
function piecesOf({ line }: Told): string {
  if (!line) return 'a part';
  return `${line.quantity} x ${plain(line.title, 20).trim()}${line.others > 0 ? ' and more' : ''}`;
}
