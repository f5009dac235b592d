import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, sql, type Tx } from '@pakashop/platform';
import { type Composed, Composers, Messages } from './messages.service.js';
import { NOTICE_TEMPLATE } from './messages.templates.js';

/** What a letter says, and about which order. */
export interface ToBuyer {
  readonly orderId: string;
  readonly subject: string;
  readonly text: string;
}

const DAY_SECONDS = 86_400;

/**
 * Letters of one area to those who bought, guests as well: ordered with what happened, written when they are sent, to the
 * contact that was given with the order. In GSM-7, so that an SMS costs one part.
 */
@Injectable()
export abstract class BuyerLetters<Letter extends string> implements OnModuleInit {
  /** What the purposes of these messages begin with. */
  protected abstract readonly area: string;
  protected abstract readonly letters: readonly Letter[];

  constructor(
    protected readonly db: Database,
    private readonly messages: Messages,
    private readonly composers: Composers,
  ) {}

  /** Undefined when what it tells is not so any more: then nothing is sent. */
  protected abstract write(letter: Letter, reference: string): Promise<ToBuyer | undefined>;

  onModuleInit(): void {
    for (const letter of this.letters) {
      this.composers.register(`${this.area}.${letter}`, (reference) => this.compose(letter, reference));
    }
  }

  /** Orders the letter in the transaction of its cause. */
  protected async order(tx: Tx, letter: Letter, reference: string, orderId: string): Promise<void> {
    const buyer = await tx.one<{ userId: string | null }>(
      sql`SELECT user_id AS "userId" FROM backend.orders WHERE id = ${orderId}`,
    );
    await this.messages.order(tx, {
      purpose: `${this.area}.${letter}`,
      reference,
      channels: ['whatsapp', 'sms', 'email'],
      validSeconds: DAY_SECONDS,
      ...(buyer.userId && { userId: buyer.userId }),
    });
  }

  private async compose(letter: Letter, reference: string): Promise<Composed | undefined> {
    const told = await this.write(letter, reference);
    if (!told) return undefined;
    // The contact is empty once the buyer was erased.
    const to = await this.db.one<{ phone?: string; email?: string }>(sql`
      SELECT nullif(contact_phone, '') AS phone, nullif(contact_email, '') AS email
      FROM backend.orders WHERE id = ${told.orderId}`);
    const { subject, text } = told;
    return {
      to: { ...(to.phone && { phone: to.phone }), ...(to.email && { email: to.email }) },
      subject,
      text: `Pakashop: ${text}`,
      whatsappTemplate: { name: NOTICE_TEMPLATE, params: [text] },
    };
  }
}

/** Letters that every alphabet of an SMS has, and not too many of them. */
export const plain = (name: string, most = 30): string => name.replaceAll(/[^\w &'.-]/g, '').slice(0, most);
