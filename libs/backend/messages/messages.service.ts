import { Injectable } from '@nestjs/common';
import { newId, Outbox, sql, type Tx } from '@pakashop/platform';
import { SendMessage } from './messages.jobs.js';

/** Ways to reach a person. */
export const CHANNELS = ['whatsapp', 'sms', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface MessageOrder {
  /** Whose composer writes it: `auth.code`. */
  readonly purpose: string;
  /** An id that the composer understands. Never a contact, a code or a text: it stands in the row. */
  readonly reference: string;
  /** In order; the next one only when the one before is known not to have reached the person. */
  readonly channels: readonly Channel[];
  /** After so long nothing is sent any more. */
  readonly validSeconds: number;
  readonly userId?: string;
}

/** A message as it goes out. It exists in memory only. */
export interface Composed {
  /** E.164 and e-mail address; a channel without its address is passed over. */
  readonly to: { readonly phone?: string; readonly email?: string };
  /** Of the mail. */
  readonly subject?: string;
  /** Of the SMS and of the mail's plain part; short and in GSM-7, so that an SMS costs one part. */
  readonly text: string;
  readonly html?: string;
  /** WhatsApp takes an approved template and its parameters; without one the channel is passed over. */
  readonly whatsappTemplate?: { readonly name: string; readonly params: readonly string[] };
}

/** Writes a message at the moment it is sent; undefined when nobody wants it any more. */
export type Compose = (reference: string, channel: Channel) => Promise<Composed | undefined>;

/** Who writes which messages. Areas register in `onModuleInit`, in every process. */
@Injectable()
export class Composers {
  private readonly known = new Map<string, Compose>();

  register(purpose: string, compose: Compose): void {
    if (this.known.has(purpose)) throw new Error(`two areas compose ${purpose}`);
    this.known.set(purpose, compose);
  }

  /** @throws Error when no area registered the purpose */
  of(purpose: string): Compose {
    const compose = this.known.get(purpose);
    if (!compose) throw new Error(`no area composes ${purpose}`);
    return compose;
  }
}

/** Where areas order messages to people. */
@Injectable()
export class Messages {
  constructor(
    private readonly outbox: Outbox,
    private readonly composers: Composers,
  ) {}

  /**
   * Orders a message in the transaction of its cause; answers its id. The text, which may hold a code, is written when
   * it is sent and is kept nowhere.
   */
  async order(tx: Tx, message: MessageOrder): Promise<string> {
    const { purpose, reference, channels, validSeconds, userId } = message;
    this.composers.of(purpose);
    const id = newId();
    await tx.execute(sql`
      INSERT INTO backend.messages (id, purpose, reference, channels, user_id, valid_until)
      VALUES (${id}, ${purpose}, ${reference}, ${channels}::text[], ${userId ?? null},
              now() + make_interval(secs => ${validSeconds}))`);
    await this.outbox.enqueue(tx, SendMessage, { messageId: id }, { aggregateId: id });
    return id;
  }
}
