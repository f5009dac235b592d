import { Injectable } from '@nestjs/common';
import { type Actor, Database, sql, type Tx } from '@pakashop/platform';
import { Documents } from '../media/media.documents.js';
import { toPhone } from '../users/users.contacts.js';
import type {
  AccountPhase,
  BoundDocument,
  BusinessPhase,
  CompanyPhase,
  DocumentsPhase,
  PayoutPhase,
  TermsPhase,
  VehiclePhase,
} from './applications.dto.js';
import { ApplicationNumbers, type NumberMap } from './applications.numbers.js';
import type { Kind, Phase } from './applications.rules.js';
import { holdToChange } from './applications.steps.js';
import { Terms } from './applications.terms.js';

interface Filled {
  readonly phase: Phase;
  /** Without numbers, which are sealed. */
  readonly data: object;
  readonly numbers?: NumberMap;
  /** What else belongs to it; runs when it is known that the applicant may change the phase. */
  readonly also?: (tx: Tx, kind: Kind) => Promise<void>;
}

/**
 * Takes in what applicants fill in. Each phase is replaced as a whole.
 *
 * All throw Problem applications.not_found, applications.wrong_kind, applications.not_editable.
 */
@Injectable()
export class Phases {
  constructor(
    private readonly db: Database,
    private readonly numbers: ApplicationNumbers,
    private readonly documents: Documents,
    private readonly terms: Terms,
  ) {}

  /** @throws Problem VAL_002 for a phone that is no Zambian mobile */
  account(actor: Actor, id: string, { nrc, phone, ...data }: AccountPhase): Promise<void> {
    return this.fill(actor, id, { phase: 'account', data, numbers: { NRC: nrc, PHONE: toPhone(phone) } });
  }

  /** @throws Problem VAL_001 for a PACRA number that does not look like one */
  business(actor: Actor, id: string, { tpin, pacra, ...data }: BusinessPhase): Promise<void> {
    const numbers = { TPIN: tpin, ...(pacra && { PACRA: this.numbers.toPacra(pacra) }) };
    return this.fill(actor, id, { phase: 'business', data: { ...data, description: data.description ?? '' }, numbers });
  }

  /** @throws Problem VAL_001 for a PACRA number that does not look like one */
  company(actor: Actor, id: string, { tpin, pacra, ...data }: CompanyPhase): Promise<void> {
    const numbers = { TPIN: tpin, PACRA: this.numbers.toPacra(pacra) };
    return this.fill(actor, id, { phase: 'company', data, numbers });
  }

  vehicle(actor: Actor, id: string, { licence, ...data }: VehiclePhase): Promise<void> {
    return this.fill(actor, id, { phase: 'vehicle', data, numbers: licence ? { LICENCE: licence } : {} });
  }

  /** @throws Problem VAL_002 for a phone that is no Zambian mobile */
  payout(actor: Actor, id: string, { phone, ...data }: PayoutPhase): Promise<void> {
    return this.fill(actor, id, { phase: 'payout', data, numbers: { WALLET: toPhone(phone) } });
  }

  /** @throws Problem media.not_found, media.not_usable, media.in_use for a document that cannot be bound */
  bind(actor: Actor, id: string, { documents }: DocumentsPhase): Promise<void> {
    return this.fill(actor, id, {
      phase: 'documents',
      data: {},
      also: (tx) => this.replaceDocuments(tx, actor, id, documents),
    });
  }

  /** @throws Problem applications.terms_changed */
  agree(actor: Actor, id: string, { version }: TermsPhase): Promise<void> {
    const { userId, address } = actor;
    return this.fill(actor, id, {
      phase: 'terms',
      data: {},
      also: (tx, kind) => this.terms.accept(tx, { applicationId: id, userId: userId!, kind, version, address }),
    });
  }

  private async fill(actor: Actor, id: string, { phase, data, numbers = {}, also }: Filled): Promise<void> {
    const sealed = await this.numbers.seal(numbers);
    await this.db.as(actor, async (tx) => {
      const kind = await holdToChange(tx, actor, id, phase);
      await also?.(tx, kind);
      await tx.execute(sql`
        INSERT INTO backend.application_phases (application_id, phase, data) VALUES (${id}, ${phase}, ${JSON.stringify(data)})
        ON CONFLICT (application_id, phase) DO UPDATE SET data = excluded.data, changed_at = now()`);
      await this.numbers.store(tx, id, phase, sealed);
    });
  }

  private async replaceDocuments(tx: Tx, actor: Actor, applicationId: string, documents: readonly BoundDocument[]) {
    const bound = await tx.rows<{ kind: string; documentId: string }>(sql`
      SELECT kind, document_id AS "documentId" FROM backend.application_documents WHERE application_id = ${applicationId}`);
    const known = new Set(bound.map(({ kind, documentId }) => `${kind} ${documentId}`));
    const wanted = documents.map(({ kind, documentId }) => ({ kind, documentId: documentId.toLowerCase() }));
    const fresh = wanted.filter(({ kind, documentId }) => !known.has(`${kind} ${documentId}`));
    const named = new Set(wanted.map(({ documentId }) => documentId));
    const kept = wanted.filter((document) => !fresh.includes(document)).map(({ documentId }) => documentId);
    const dropped = bound.map(({ documentId }) => documentId).filter((id) => !named.has(id));
    const subject = { subject: 'application', subjectId: applicationId };
    await tx.execute(sql`
      DELETE FROM backend.application_documents WHERE application_id = ${applicationId} AND document_id <> ALL(${kept}::uuid[])`);
    if (dropped.length > 0) await this.documents.release(tx, { ...subject, ids: dropped, when: 'later' });
    for (const { kind, documentId } of fresh) {
      await this.documents.claim(tx, { ...subject, documentId, ownerUserId: actor.userId!, purpose: 'kyc_document' });
      await tx.execute(sql`
        INSERT INTO backend.application_documents (application_id, kind, document_id)
        VALUES (${applicationId}, ${kind}, ${documentId})`);
    }
  }
}
