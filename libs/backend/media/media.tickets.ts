import { Injectable, Logger } from '@nestjs/common';
import { type Actor, audit, Database, newId, sql, type Tx, Vault } from '@pakashop/platform';
import { createHash, randomBytes } from 'node:crypto';
import type { Ticket } from './media.dto.js';
import { mediaProblems as problems } from './media.errors.js';
import { DOCUMENT_PURPOSES, LARGEST } from './media.purposes.js';
import { readUpload, sealingPlace, type UploadRecord } from './media.record.js';
import { SEAL_BYTES, StoreAway } from './media.store.js';
import { Stores } from './media.stores.js';

const SECONDS = 60;
const hashOf = (ticket: string): Buffer => createHash('sha256').update(ticket).digest();

export interface OpenedDocument {
  readonly id: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** Lets those who have to see a document see it: one ticket, one session, one look, one row of audit. */
@Injectable()
export class DocumentTickets {
  private readonly logger = new Logger(DocumentTickets.name);

  constructor(
    private readonly db: Database,
    private readonly vault: Vault,
    private readonly stores: Stores,
  ) {}

  /**
   * Issues a ticket for one look within a minute.
   *
   * @throws Problem media.not_found, media.not_readable
   */
  async issue(actor: Actor, documentId: string, reason: string): Promise<Ticket> {
    const { userId, sessionId } = actor;
    await this.readable(actor, documentId);
    const ticket = randomBytes(32).toString('base64url');
    const { expiresAt } = await this.db.transaction(async (tx) => {
      await audit(tx, { act: 'document_ticket_issued', subject: 'document', subjectId: documentId, why: reason });
      return tx.one<{ expiresAt: Date }>(sql`
        INSERT INTO backend.document_tickets (id, token_hash, upload_id, reader_id, session_id, reason, expires_at)
        VALUES (${newId()}, ${hashOf(ticket)}, ${documentId}, ${userId}, ${sessionId}, ${reason},
          now() + make_interval(secs => ${SECONDS}))
        RETURNING expires_at AS "expiresAt"`);
    });
    return { ticket, expiresAt: expiresAt.toISOString() };
  }

  /**
   * Opens the document and spends the ticket; the look is written down before a byte goes out.
   *
   * @throws Problem media.not_found for another session, media.ticket_over, media.not_readable, media.store_away
   */
  async redeem(actor: Actor, documentId: string, ticket: string): Promise<OpenedDocument> {
    const { userId, sessionId } = actor;
    const isMine = sql`token_hash = ${hashOf(ticket)} AND upload_id = ${documentId} AND reader_id = ${userId}
      AND session_id = ${sessionId}`;
    const isGood = sql`used_at IS NULL AND expires_at > now()`;
    const known = await this.db.maybe<{ isGood: boolean }>(
      sql`SELECT ${isGood} AS "isGood" FROM backend.document_tickets WHERE ${isMine}`,
    );
    if (!known) throw problems.notFound('Ask for a ticket in this session.');
    if (!known.isGood) throw over();
    const document = await this.readable(actor, documentId);
    const bytes = await this.open(document);
    await this.db.transaction(async (tx) => {
      const used = await tx.maybe<{ reason: string }>(
        sql`UPDATE backend.document_tickets SET used_at = now() WHERE ${isMine} AND ${isGood} RETURNING reason`,
      );
      if (!used) throw over();
      await this.noteLook(tx, document, used.reason);
    });
    return { id: documentId, contentType: document.contentType, bytes };
  }

  private noteLook(tx: Tx, { id, ownerId, purpose }: UploadRecord, why: string): Promise<void> {
    return audit(tx, { act: 'document_read', subject: 'document', subjectId: id, detail: { purpose, ownerId }, why });
  }

  private async readable(actor: Actor, id: string): Promise<UploadRecord> {
    const where = sql`id = ${id} AND purpose = ANY(${DOCUMENT_PURPOSES})`;
    const document = await this.db.as(actor, (tx) => readUpload(tx, where));
    if (!document) throw problems.notFound('There is no document under this id.');
    if (document.status === 'CLEAN') return document;
    throw problems.notReadable(`It is ${document.status}.`, { extra: { status: document.status } });
  }

  private async open({ store, objectKey, sealedKey, place, id }: UploadRecord): Promise<Buffer> {
    try {
      const bytes = await this.stores.named(store).read(objectKey!, LARGEST + SEAL_BYTES);
      return await this.vault.openFile({ sealedKey: sealedKey!, bytes }, sealingPlace({ place }));
    } catch (error) {
      if (!(error instanceof StoreAway)) throw error;
      this.logger.warn({ err: error, documentId: id }, 'the store could not be asked');
      throw problems.storeAway('The ticket is not spent; try again in a moment.', { retryAfter: 5 });
    }
  }
}

const over = () => problems.ticketOver('Ask for another one and use it once, within a minute.');
