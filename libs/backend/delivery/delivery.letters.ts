import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, sql, type Tx } from '@pakashop/platform';
import { plain } from '../messages/messages.buyers.js';
import { type Composed, Composers, Messages } from '../messages/messages.service.js';
import { NOTICE_TEMPLATE } from '../messages/messages.templates.js';
import { Pins } from './delivery.pins.js';

const PIN_LETTER = 'delivery.pin';
const DELIVERED_LETTER = 'delivery.delivered';
/** An old PIN is of no use, and its message of no interest. */
const VALID_SECONDS = 12 * 3_600;

interface LetterRow {
  readonly state: string;
  readonly shopOrderId: string;
  readonly pinKey: string;
  readonly pinIssue: number;
  readonly number: string;
  readonly shopName: string;
  readonly phone: string;
  readonly email: string | null;
  readonly userId: string | null;
}

/** Writes to the buyer of an order, at the contact that was given with it. In GSM-7, so that an SMS costs one part. */
@Injectable()
export class DeliveryLetters implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly messages: Messages,
    private readonly composers: Composers,
    private readonly pins: Pins,
  ) {}

  onModuleInit(): void {
    this.composers.register(PIN_LETTER, (id) => this.pinLetter(id));
    this.composers.register(DELIVERED_LETTER, (id) => this.deliveredLetter(id));
  }

  /** Orders the message with the PIN that holds when it is sent. */
  sendPin(tx: Tx, deliveryId: string): Promise<void> {
    return this.order(tx, PIN_LETTER, deliveryId);
  }

  /** Orders the message that the goods were handed over. */
  sendDelivered(tx: Tx, deliveryId: string): Promise<void> {
    return this.order(tx, DELIVERED_LETTER, deliveryId);
  }

  private async order(tx: Tx, purpose: string, reference: string): Promise<void> {
    const buyer = await tx.one<{ userId: string | null }>(sql`
      SELECT o.user_id AS "userId" FROM backend.deliveries d JOIN backend.orders o ON o.id = d.order_id
      WHERE d.id = ${reference}`);
    await this.messages.order(tx, {
      purpose,
      reference,
      channels: ['whatsapp', 'sms', 'email'],
      validSeconds: VALID_SECONDS,
      ...(buyer.userId && { userId: buyer.userId }),
    });
  }

  private async pinLetter(id: string): Promise<Composed | undefined> {
    const row = await this.read(id);
    if (row?.state !== 'PICKED_UP') return undefined;
    const pin = this.pins.of(row);
    const text = `Order ${row.number} from ${plain(row.shopName)} is on its way. PIN ${pin}: tell it the rider only when you have the goods.`;
    return letterTo(row, `Your PIN for order ${row.number}`, text);
  }

  private async deliveredLetter(id: string): Promise<Composed | undefined> {
    const row = await this.read(id);
    if (row?.state !== 'DELIVERED') return undefined;
    const text = `Order ${row.number} from ${plain(row.shopName)} was handed over. You did not get it? Tell us in the app at once.`;
    return letterTo(row, `Order ${row.number} was delivered`, text);
  }

  private read(id: string): Promise<LetterRow | undefined> {
    return this.db.maybe(sql`
      SELECT d.state, d.shop_order_id AS "shopOrderId", d.pin_key AS "pinKey", d.pin_issue AS "pinIssue", o.number,
        s.shop_name AS "shopName", o.contact_phone AS phone, o.contact_email AS email, o.user_id AS "userId"
      FROM backend.deliveries d JOIN backend.orders o ON o.id = d.order_id
      JOIN backend.shop_orders s ON s.id = d.shop_order_id WHERE d.id = ${id}`);
  }
}

const letterTo = ({ phone, email }: LetterRow, subject: string, text: string): Composed => ({
  to: { phone, ...(email && { email }) },
  subject,
  text: `Pakashop: ${text}`,
  whatsappTemplate: { name: NOTICE_TEMPLATE, params: [text] },
});
