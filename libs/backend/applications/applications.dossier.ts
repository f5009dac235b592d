import { type Queryable, sql, type Sql } from '@pakashop/platform';
import type { UploadState } from '../media/media.purposes.js';
import type { DocumentKind, Facts, Item } from './applications.checklist.rules.js';
import type { AccountPhase, BusinessPhase, CompanyPhase, PayoutPhase, VehiclePhase } from './applications.dto.js';
import type { SealedNumber } from './applications.numbers.js';
import type { ApplicationState, Kind, Phase } from './applications.rules.js';
import { currentVersion } from './applications.terms.js';

/** What is kept of each phase; its numbers stand apart, sealed. */
export interface PhaseData {
  readonly account?: Pick<AccountPhase, 'legalName'>;
  readonly business?: Omit<BusinessPhase, 'tpin' | 'pacra'>;
  readonly company?: Omit<CompanyPhase, 'tpin' | 'pacra'>;
  readonly vehicle?: Omit<VehiclePhase, 'licence'>;
  readonly documents?: object;
  readonly payout?: Omit<PayoutPhase, 'phone'>;
  readonly terms?: object;
}

export interface Note {
  readonly id: string;
  readonly kind: 'COMMENT' | 'CHANGE' | 'REJECTION';
  readonly phase: Phase | null;
  readonly text: string;
  readonly authorId: string;
  readonly at: string;
}

/** An application with everything that belongs to it, numbers still sealed. */
export interface Dossier {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly kind: Kind;
  readonly state: ApplicationState;
  readonly moves: number;
  readonly reviewerId: string | null;
  readonly subjectId: string | null;
  readonly createdAt: Date;
  readonly submittedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly phases: PhaseData;
  readonly numbers: readonly SealedNumber[];
  readonly documents: readonly { readonly kind: DocumentKind; readonly documentId: string }[];
  readonly notes: readonly Note[];
  /** Of the last round: what was asked for when it last went back to the applicant. */
  readonly changesSince: Date | null;
  readonly items: readonly Item[];
  readonly ticks: readonly string[];
  readonly accepted: { readonly version: string; readonly at: string } | null;
  readonly termsVersion: string;
}

const list = (body: Sql): Sql => sql`(SELECT coalesce(json_agg(x), '[]') FROM (${body}) x)`;
const utc = (column: Sql): Sql => sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** @param where a condition over the application `a` */
export function readDossier(db: Queryable, where: Sql): Promise<Dossier | undefined> {
  return db.maybe(sql`
    SELECT a.id, a.user_id AS "userId", u.name AS "userName", a.kind, a.state, a.moves, a.reviewer_id AS "reviewerId",
      a.subject_id AS "subjectId", a.created_at AS "createdAt", a.submitted_at AS "submittedAt", a.decided_at AS "decidedAt",
      (SELECT coalesce(json_object_agg(p.phase, p.data), '{}') FROM backend.application_phases p
       WHERE p.application_id = a.id) AS phases,
      ${list(sql`SELECT n.id, n.kind, n.number FROM backend.application_numbers n WHERE n.application_id = a.id`)} AS numbers,
      ${list(sql`SELECT d.kind, d.document_id AS "documentId" FROM backend.application_documents d
        WHERE d.application_id = a.id ORDER BY d.kind`)} AS documents,
      ${list(sql`SELECT n.id, n.kind, n.phase, n.text, n.author_id AS "authorId", ${utc(sql`n.at`)} AS at
        FROM backend.application_notes n WHERE n.application_id = a.id ORDER BY n.at, n.id`)} AS notes,
      (SELECT max(t.at) FROM backend.transitions t
       WHERE t.machine = 'application' AND t.subject_id = a.id AND t.to_state = 'CHANGES_REQUESTED') AS "changesSince",
      ${list(sql`SELECT i.id, i.key, i.title, i.help, i.required FROM backend.checklist_items i
        WHERE i.kind = a.kind AND i.active ORDER BY i.position, i.key`)} AS items,
      ARRAY(SELECT k.item_id FROM backend.application_ticks k WHERE k.application_id = a.id) AS ticks,
      (SELECT json_build_object('version', t.version, 'at', ${utc(sql`t.accepted_at`)}) FROM backend.terms_acceptances t
       WHERE t.application_id = a.id ORDER BY t.accepted_at DESC, t.id DESC LIMIT 1) AS accepted,
      ${currentVersion(sql`a.kind`)} AS "termsVersion"
    FROM backend.applications a JOIN backend.users u ON u.id = a.user_id WHERE ${where}`);
}

/** What of the checklist is there. Terms count while they are those of today. */
export function factsOf(dossier: Dossier, states: ReadonlyMap<string, UploadState>): Facts {
  const { kind, phases, documents, ticks, accepted, termsVersion } = dossier;
  const filled = (Object.keys(phases) as Phase[]).filter(
    (phase) => phase !== 'terms' || accepted?.version === termsVersion,
  );
  return {
    kind,
    phases: new Set(filled),
    documents: new Map(documents.map((document) => [document.kind, states.get(document.documentId) ?? 'PENDING'])),
    ticks: new Set(ticks),
  };
}
