import { Injectable } from '@nestjs/common';
import { audit, Clock, Database, sql, utc } from '@pakashop/platform';
import { hash } from 'node:crypto';
import { deliveryProblems as problems } from './delivery.errors.js';
import type { EvidenceExport, EvidenceFactsView, EvidenceLink, SignedContent } from './delivery.evidence.dto.js';
import { Evidence, EVIDENCE_CHAIN, FACTS } from './delivery.evidence.js';

interface EvidenceRow {
  readonly facts: EvidenceFactsView;
  readonly keyId: string;
  readonly mac: string;
  readonly sealed: string | null;
  readonly link: EvidenceLink | null;
}

const BEGINNING = hash('sha256', `pakashop chain ${EVIDENCE_CHAIN.chain}`, 'hex');

/** Proof of a delivery as it leaves the database, to be verified without it. */
@Injectable()
export class EvidenceExports {
  constructor(
    private readonly db: Database,
    private readonly evidence: Evidence,
    private readonly clock: Clock,
  ) {}

  /** Writes down that somebody looks, then shows it. @throws Problem delivery.no_evidence */
  async read(deliveryId: string): Promise<EvidenceExport> {
    const row = await this.db.transaction(async (tx) => {
      const found = await tx.maybe<EvidenceRow>(sql`
        SELECT e.facts, e."keyId", e.mac, s.content AS sealed, CASE WHEN l.sequence IS NOT NULL THEN json_build_object(
            'sequence', l.sequence, 'rowId', l.row_id, 'sealedAt', ${utc(sql`l.sealed_at`)}, 'keyId', l.key_id,
            'previous', coalesce(encode(p.hash, 'hex'), ${BEGINNING}), 'hash', encode(l.hash, 'hex')) END AS link
        FROM (SELECT id, delivery_id, ${FACTS} AS facts, key_id AS "keyId", encode(mac, 'hex') AS mac
              FROM backend.delivery_evidence WHERE delivery_id = ${deliveryId}) e
        LEFT JOIN backend.delivery_signatures s ON s.delivery_id = e.delivery_id
        LEFT JOIN platform.chain_links l ON l.chain = ${EVIDENCE_CHAIN.chain} AND l.row_id = e.id
        LEFT JOIN platform.chain_links p ON p.chain = l.chain AND p.sequence = l.sequence - 1`);
      if (found) await audit(tx, { act: 'delivery_evidence_viewed', subject: 'delivery', subjectId: deliveryId });
      return found;
    });
    if (!row) throw problems.noEvidence('Only deliveries that were confirmed have one.');
    const content = await this.evidence.open(deliveryId, row.sealed ?? '');
    return {
      kind: 'delivery-evidence',
      version: 1,
      exportedAt: this.clock.now().toISOString(),
      facts: row.facts,
      keyId: row.keyId,
      mac: row.mac,
      content: (content as unknown as SignedContent | undefined) ?? null,
      link: row.link,
    };
  }
}
