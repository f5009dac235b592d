import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Database, type Tx } from '../data/database.js';
import { sql } from '../data/sql.js';
import { newId } from '../ids.js';
import type { JobType } from './events.js';
import { failpoint } from './failpoint.js';
import { Outbox } from './outbox.js';
import { Wake } from './wake.js';

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
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly wake: Wake,
  ) {}

  /**
   * Stores a message and orders its processing in one statement. A message that came before changes nothing; one that says
   * something else under the same key is kept in sight as `altered`, and the processing is ordered again.
   *
   * @param payload of the job, made from the id of the stored message
   * @param differs runs in the transaction that notes a difference, with the body that came first
   * @returns false for a duplicate.
   */
  async receive<P extends object>(
    message: InboxMessage,
    job: JobType<P>,
    payload: (inboxId: string) => P,
    differs: (tx: Tx, earlier: Buffer) => Promise<void>,
  ): Promise<boolean> {
    const id = newId();
    const bodyHash = createHash('sha256').update(message.raw).digest();
    await failpoint('C13');
    const fresh = await this.db.execute(sql`
      WITH stored AS (
        INSERT INTO platform.inbox (id, source, dedupe_key, headers, raw, body_hash)
        VALUES (${id}, ${message.source}, ${message.dedupeKey}, ${JSON.stringify(message.headers)}, ${message.raw}, ${bodyHash})
        ON CONFLICT (source, dedupe_key) DO NOTHING RETURNING id),
      ${this.outbox.ordering(job, payload(id), {}, sql`FROM stored`)}
      INSERT INTO platform.deliveries (message_id, handler, lease_seconds)
      SELECT id, ${this.outbox.handlerOf(job)}, ${job.leaseSeconds ?? null} FROM message`);
    if (fresh === 1) this.wake.relay();
    else await this.repeat(message, bodyHash, job, payload, differs);
    await failpoint('C14');
    return fresh === 1;
  }

  private async repeat<P extends object>(
    { source, dedupeKey }: InboxMessage,
    bodyHash: Buffer,
    job: JobType<P>,
    payload: (inboxId: string) => P,
    differs: (tx: Tx, earlier: Buffer) => Promise<void>,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const earlier = await tx.one<{ id: string; raw: Buffer; differs: boolean }>(sql`
        UPDATE platform.inbox SET duplicates = duplicates + 1, altered = altered OR body_hash <> ${bodyHash}
        WHERE source = ${source} AND dedupe_key = ${dedupeKey}
        RETURNING id, raw, body_hash <> ${bodyHash} AS differs`);
      if (!earlier.differs) return;
      await this.outbox.enqueue(tx, job, payload(earlier.id));
      await differs(tx, earlier.raw);
    });
  }

  async read(id: string): Promise<{ source: string; raw: Buffer; receivedAt: Date } | undefined> {
    return this.db.maybe(sql`SELECT source, raw, received_at AS "receivedAt" FROM platform.inbox WHERE id = ${id}`);
  }

  /** Marks messages as processed, in the transaction of their effect. */
  async processed(tx: Tx, id: string | readonly string[], outcome: string): Promise<void> {
    await tx.execute(sql`
      UPDATE platform.inbox SET processed_at = now(), outcome = ${outcome}
      WHERE id = ANY((SELECT ${[id].flat()}::uuid[])::uuid[])`);
  }
}
