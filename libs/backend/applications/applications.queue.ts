import { Injectable } from '@nestjs/common';
import {
  type Actor,
  Database,
  decodeCursor,
  foreignCursor,
  none,
  type Page,
  sql,
  type Sql,
  toPage,
} from '@pakashop/platform';
import { Documents } from '../media/media.documents.js';
import { isUUID } from 'class-validator';
import { type Dossier, type Note, readDossier } from './applications.dossier.js';
import { applicationsProblems as problems } from './applications.errors.js';
import { ApplicationNumbers } from './applications.numbers.js';
import type {
  CommentView,
  HistoryEntry,
  QueuedApplication,
  QueueQuery,
  ApplicationReviewView,
} from './applications.review.dto.js';
import { assertOther, HEAD, type HeldApplication } from './applications.steps.js';
import { applicationView, summaryOf } from './applications.view.js';

type QueueRow = HeldApplication & { readonly applicantName: string; readonly waitingSince: number };

/** What staff sees of applications that were sent in. Nobody sees their own there. */
@Injectable()
export class ReviewQueue {
  constructor(
    private readonly db: Database,
    private readonly numbers: ApplicationNumbers,
    private readonly documents: Documents,
  ) {}

  /** Applications of others, the longest waiting first. */
  async page(
    { userId }: Actor,
    { state, kind, reviewer, limit, cursor }: QueueQuery,
  ): Promise<Page<QueuedApplication>> {
    const rows = await this.db.rows<QueueRow>(sql`
      SELECT ${HEAD}, u.name AS "applicantName", (extract(epoch FROM a.submitted_at) * 1000000)::bigint AS "waitingSince"
      FROM backend.applications a JOIN backend.users u ON u.id = a.user_id
      WHERE a.submitted_at IS NOT NULL AND a.user_id <> ${userId}
        ${state ? sql`AND a.state = ${state}` : none} ${kind ? sql`AND a.kind = ${kind}` : none}
        ${reviewer ? sql`AND a.reviewer_id = ${userId}` : none} ${cursor === undefined ? none : after(cursor)}
      ORDER BY a.submitted_at, a.id LIMIT ${limit + 1}`);
    return toPage(rows, limit, (row) => [row.waitingSince, row.id], queuedView);
  }

  /** @throws Problem applications.not_found for what was never sent in, applications.own */
  async read(actor: Actor, id: string): Promise<ApplicationReviewView> {
    const { dossier, states, duplicates } = await this.db.as(actor, async (tx) => {
      const found = await readDossier(tx, sql`a.id = ${id} AND a.submitted_at IS NOT NULL`);
      if (!found) throw problems.notFound('GET /staff/applications lists those that were sent in.');
      assertOther(actor, found.userId);
      const bound = found.documents.map(({ documentId }) => documentId);
      const known = await this.documents.states(tx, bound);
      return { dossier: found, states: known, duplicates: await this.numbers.duplicates(tx, id) };
    });
    const [numbers, history] = await Promise.all([this.numbers.masked(dossier.numbers), this.history(id)]);
    return {
      ...applicationView(dossier, numbers, states),
      ...applicantOf(dossier),
      duplicates,
      comments: dossier.notes.filter(({ kind }) => kind === 'COMMENT').map(commentView),
      history,
    };
  }

  private async history(id: string): Promise<HistoryEntry[]> {
    const rows = await this.db.rows<Omit<HistoryEntry, 'at'> & { at: Date }>(sql`
      SELECT from_state AS "from", to_state AS "to", cause, actor, at FROM backend.transitions
      WHERE machine = 'application' AND subject_id = ${id} ORDER BY seq`);
    return rows.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() }));
  }
}

/** @throws Problem VAL_001 for a cursor that is none of this list */
function after(cursor: string): Sql {
  const [since, id] = decodeCursor(cursor, 2);
  if (!Number.isSafeInteger(since) || !isUUID(id)) throw foreignCursor();
  return sql`AND (a.submitted_at, a.id) > ('epoch'::timestamptz + ${since}::float8 * interval '1 microsecond', ${id}::uuid)`;
}

export const queuedView = (row: HeldApplication & { readonly applicantName: string }): QueuedApplication => ({
  ...summaryOf(row),
  applicantId: row.userId,
  applicantName: row.applicantName,
  reviewerId: row.reviewerId,
});

const applicantOf = ({ userId, userName, reviewerId }: Dossier) => ({
  applicantId: userId,
  applicantName: userName,
  reviewerId,
});

const commentView = ({ id, authorId, text, at }: Note): CommentView => ({ id, authorId, text, at });
