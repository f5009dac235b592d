import { Injectable } from '@nestjs/common';
import { audit, type Claim, Database, newId, type Queryable, sql, type Tx } from '@pakashop/platform';
import type { NewTerms, TermsView } from './applications.checklist.dto.js';
import { applicationsProblems as problems } from './applications.errors.js';
import type { Kind } from './applications.rules.js';

interface TermsRow extends Omit<TermsView, 'validFrom'> {
  readonly validFrom: Date;
}

interface Agreement {
  readonly applicationId: string;
  readonly userId: string;
  readonly kind: Kind;
  readonly version: string;
  /** Where the request came from. */
  readonly address?: string;
}

const COLUMNS = sql`kind, version, title, url, valid_from AS "validFrom"`;

/** The version of a kind that counts at this moment, as a query. */
export const currentVersion = (kind: ReturnType<typeof sql>) => sql`(
  SELECT t.version FROM backend.terms_versions t WHERE t.kind = ${kind} ORDER BY t.valid_from DESC, t.version DESC LIMIT 1)`;

/** The terms of each kind, and who agreed to which. Neither is ever changed. */
@Injectable()
export class Terms {
  constructor(private readonly db: Database) {}

  /** The terms that count at this moment. */
  async current(kind: Kind, db: Queryable = this.db): Promise<TermsView> {
    return view(
      await db.one<TermsRow>(sql`
        SELECT ${COLUMNS} FROM backend.terms_versions t WHERE t.kind = ${kind} AND t.version = ${currentVersion(sql`${kind}`)}`),
    );
  }

  /**
   * Publishes terms that count from now on. Who accepted earlier ones has to accept again before sending in.
   *
   * @throws Problem applications.terms_known
   */
  async publish(terms: NewTerms, claim: Claim): Promise<TermsView> {
    return this.db.transaction(async (tx) => {
      const row = await tx.maybe<TermsRow>(sql`
        INSERT INTO backend.terms_versions (kind, version, title, url)
        VALUES (${terms.kind}, ${terms.version}, ${terms.title}, ${terms.url})
        ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`);
      if (!row) throw problems.termsKnown('Give them a version of their own.');
      const { validFrom: _now, ...after } = view(row);
      await audit(tx, { act: 'terms_published', subject: 'terms', subjectId: `${row.kind}:${row.version}`, after });
      await claim.answer(tx, 201, view(row));
      return view(row);
    });
  }

  /**
   * Writes down that somebody agreed to the terms of today.
   *
   * @throws Problem applications.terms_changed when it is another version
   */
  async accept(tx: Tx, { applicationId, userId, kind, version, address }: Agreement): Promise<void> {
    const accepted = await tx.execute(sql`
      INSERT INTO backend.terms_acceptances (id, application_id, user_id, kind, version, address)
      SELECT ${newId()}, ${applicationId}, ${userId}, ${kind}, ${version}, ${address ?? null}
      WHERE ${version} = ${currentVersion(sql`${kind}`)}`);
    if (accepted === 0)
      throw problems.termsChanged('GET /applications/terms has those of today; read and accept them.');
  }
}

const view = ({ validFrom, ...row }: TermsRow): TermsView => ({ ...row, validFrom: validFrom.toISOString() });
