import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type Claim,
  Database,
  newId,
  olderThan,
  type Page,
  type PageQuery,
  sql,
  toPage,
  type Tx,
} from '@pakashop/platform';
import { Documents } from '../media/media.documents.js';
import { beginning } from '../transitions.js';
import { usersProblems } from '../users/users.errors.js';
import { Grants } from '../users/users.grants.js';
import { clash } from '../users/users.rules.js';
import { missing } from './applications.checklist.rules.js';
import { factsOf, readDossier } from './applications.dossier.js';
import { applicationsProblems as problems } from './applications.errors.js';
import { ApplicationNumbers } from './applications.numbers.js';
import { type Kind, ROLE_OF } from './applications.rules.js';
import { HEAD, holdOwn, makeStep } from './applications.steps.js';
import type { ApplicationSummary, ApplicationView } from './applications.view.dto.js';
import { applicationView, type SummaryRow, summaryOf } from './applications.view.js';

/** Applications in the hands of those who make them. */
@Injectable()
export class Applications {
  constructor(
    private readonly db: Database,
    private readonly grants: Grants,
    private readonly numbers: ApplicationNumbers,
    private readonly documents: Documents,
  ) {}

  /**
   * Begins an application, unless the person has one of the kind that is alive, or roles that exclude what it asks for.
   *
   * @throws Problem applications.already_open, applications.already_held, users.roles_clash
   */
  begin({ userId }: Actor, kind: Kind, claim: Claim): Promise<ApplicationSummary> {
    return this.db.transaction(async (tx) => {
      await this.assertEligible(tx, userId!, kind);
      const row = await tx.maybe<SummaryRow>(sql`
        INSERT INTO backend.applications AS a (id, user_id, kind) VALUES (${newId()}, ${userId}, ${kind})
        ON CONFLICT DO NOTHING RETURNING ${HEAD}`);
      if (!row) throw problems.alreadyOpen('GET /applications has it; finish or withdraw it.');
      await tx.execute(beginning([['application', row.id]], 'DRAFT', 'begun'));
      const view = summaryOf(row);
      await claim.answer(tx, 201, view);
      return view;
    });
  }

  /** The roles may change until the approval, which looks again; this only spares people the work. */
  private async assertEligible(tx: Tx, userId: string, kind: Kind): Promise<void> {
    const { role, scope } = ROLE_OF[kind];
    const held = await this.grants.of(userId, tx);
    if (kind === 'AGENT' && held.some((grant) => grant.role === role)) {
      throw problems.alreadyHeld('You are a delivery agent already.');
    }
    const reason = clash(held, { role, scope, scopeId: null });
    if (reason) throw usersProblems.rolesClash(`You cannot apply for this: ${reason}.`);
  }

  /** The caller's applications, the newest first. */
  async list({ userId }: Actor, { limit, cursor }: PageQuery): Promise<Page<ApplicationSummary>> {
    const rows = await this.db.rows<SummaryRow>(sql`
      SELECT ${HEAD} FROM backend.applications a WHERE a.user_id = ${userId} ${olderThan(cursor, sql`a.id`)}
      ORDER BY a.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, ({ id }) => [id], summaryOf);
  }

  /** @throws Problem applications.not_found for another person's */
  async read(actor: Actor, id: string): Promise<ApplicationView> {
    const { dossier, states } = await this.db.as(actor, async (tx) => {
      const found = await readDossier(tx, sql`a.id = ${id} AND a.user_id = ${actor.userId}`);
      if (!found) throw problems.notFound('GET /applications lists yours.');
      const bound = found.documents.map(({ documentId }) => documentId);
      return { dossier: found, states: await this.documents.states(tx, bound) };
    });
    return applicationView(dossier, await this.numbers.masked(dossier.numbers), states);
  }

  /**
   * Sends an application in, for the first time or after changes.
   *
   * @throws Problem applications.not_found, applications.wrong_state, applications.incomplete with what is `missing`
   */
  submit(actor: Actor, id: string, claim: Claim): Promise<ApplicationSummary> {
    return this.db.as(actor, async (tx) => {
      const row = await holdOwn(tx, actor, id);
      const dossier = (await readDossier(tx, sql`a.id = ${id}`))!;
      const after = await makeStep(tx, row, 'submit', sql`submitted_at = now(), reviewer_id = NULL`);
      const bound = dossier.documents.map(({ documentId }) => documentId);
      const open = missing(dossier.items, factsOf(dossier, await this.documents.states(tx, bound)), 'submit');
      if (open.length > 0) {
        throw problems.incomplete('Bring what missing names, then send it in.', { extra: { missing: open } });
      }
      const view = summaryOf(after);
      await claim.answer(tx, 200, view);
      return view;
    });
  }

  /** @throws Problem applications.not_found, applications.wrong_state */
  withdraw(actor: Actor, id: string, claim: Claim): Promise<ApplicationSummary> {
    return this.db.as(actor, async (tx) => {
      const view = summaryOf(await makeStep(tx, await holdOwn(tx, actor, id), 'withdraw'));
      await this.documents.release(tx, { subject: 'application', subjectId: id, when: 'later' });
      await claim.answer(tx, 200, view);
      return view;
    });
  }
}
