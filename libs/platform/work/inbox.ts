import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Database, type Tx } from '../data/database.js';
import { sql } from '../data/sql.js';
import { newId } from '../ids.js';
import { failpoint } from './failpoint.js';

export interface InboxMessage {
  readonly source: string;
  /** Two deliveries with the same key are one message. */
  readonly dedupeKey: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes as they came, verified by the caller. */
  readonly raw: Buffer;
}

/** What has come from outside and was verified, stored before it is answered and processed later (R9). */
@Injectable()
export class Inbox {
  constructor(private readonly db: Database) {}

  /**
   * Stores a message and orders its processing in one transaction. A message that came before changes nothing; one that
   * says something else under the same key is kept in sight as `altered`, and the processing is ordered again.
   *
   * @param order gets the id of the stored message, and its body when this one differs from it
   * @returns false for a duplicate.
   */
  async receive(
    message: InboxMessage,
    order: (tx: Tx, inboxId: string, earlier?: Buffer) => Promise<void>,
  ): Promise<boolean> {
    const id = newId();
    const bodyHash = createHash('sha256').update(message.raw).digest();
    await failpoint('C13');
    const fresh = await this.db.transaction(async (tx) => {
      const inserted = await tx.execute(sql`
        INSERT INTO platform.inbox (id, source, dedupe_key, headers, raw, body_hash)
        VALUES (${id}, ${message.source}, ${message.dedupeKey}, ${JSON.stringify(message.headers)}, ${message.raw}, ${bodyHash})
        ON CONFLICT (source, dedupe_key) DO NOTHING`);
      if (inserted === 1) await order(tx, id);
      else await this.repeat(tx, message, bodyHash, order);
      return inserted === 1;
    });
    await failpoint('C14');
    return fresh;
  }

  private async repeat(
    tx: Tx,
    { source, dedupeKey }: InboxMessage,
    bodyHash: Buffer,
    order: (tx: Tx, inboxId: string, earlier: Buffer) => Promise<void>,
  ): Promise<void> {
    const { id, raw, differs } = await tx.one<{ id: string; raw: Buffer; differs: boolean }>(sql`
      UPDATE platform.inbox SET duplicates = duplicates + 1, altered = altered OR body_hash <> ${bodyHash}
      WHERE source = ${source} AND dedupe_key = ${dedupeKey}
      RETURNING id, raw, body_hash <> ${bodyHash} AS differs`);
    if (differs) await order(tx, id, raw);
  }

  async read(id: string): Promise<{ source: string; raw: Buffer; receivedAt: Date } | undefined> {
    return this.db.maybe(sql`SELECT source, raw, received_at AS "receivedAt" FROM platform.inbox WHERE id = ${id}`);
  }

  /** Marks a message as processed, in the transaction of its effect. */
  async processed(tx: Tx, id: string, outcome: string): Promise<void> {
    await tx.execute(sql`UPDATE platform.inbox SET processed_at = now(), outcome = ${outcome} WHERE id = ${id}`);
  }
}
