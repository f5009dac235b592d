import { Injectable } from '@nestjs/common';
import { type Actor, type Claim, Database, sql, type Tx } from '@pakashop/platform';
import { Documents } from '../media/media.documents.js';
import { missing } from './applications.checklist.rules.js';
import { type Dossier, factsOf, readDossier } from './applications.dossier.js';
import { applicationsProblems as problems } from './applications.errors.js';
import { ApplicationNotices } from './applications.notices.js';
import { ApplicationNumbers } from './applications.numbers.js';
import type { ApproveApplication, QueuedApplication } from './applications.review.dto.js';
import { note, queued } from './applications.reviews.js';
import { auditStep, holdInHand, makeStep } from './applications.steps.js';
import { Subjects } from './applications.subjects.js';

/** Makes sellers, service providers, agents and couriers of applicants: the only way to become one. */
@Injectable()
export class Approval {
  constructor(
    private readonly db: Database,
    private readonly numbers: ApplicationNumbers,
    private readonly documents: Documents,
    private readonly subjects: Subjects,
    private readonly notices: ApplicationNotices,
  ) {}

  /**
   * Approves an application that the caller has in hand; shop, agent or fleet and its role are made in the same
   * transaction.
   *
   * @throws Problem applications.not_found, applications.own, applications.wrong_state, applications.not_in_hand,
   *   applications.incomplete with what is `missing`, users.roles_clash
   */
  async approve(actor: Actor, id: string, { comment }: ApproveApplication, claim: Claim): Promise<QueuedApplication> {
    const numbers = await this.numbersOf(actor, id);
    return this.db.as(actor, async (tx) => {
      const before = await holdInHand(tx, actor, id, 'approve');
      const dossier = (await readDossier(tx, sql`a.id = ${id}`))!;
      await this.assertComplete(tx, dossier, numbers);
      if (comment) await note(tx, actor, id, { kind: 'COMMENT', text: comment });
      const approved = await makeStep(tx, before, 'approve', sql`decided_at = now()`);
      const subjectId = await this.subjects.make(tx, dossier, numbers.known);
      await tx.execute(sql`UPDATE backend.applications SET subject_id = ${subjectId} WHERE id = ${id}`);
      const after = { ...approved, subjectId };
      await auditStep(tx, before, after, 'approve', comment);
      await this.notices.send(tx, 'approved', after);
      const view = await queued(tx, after);
      await claim.answer(tx, 200, view);
      return view;
    });
  }

  /** Opened before the transaction; that they are those of the approved rows is seen by their ids. */
  private async numbersOf(actor: Actor, id: string) {
    const dossier = await this.db.as(actor, (tx) => readDossier(tx, sql`a.id = ${id} AND a.state = 'IN_REVIEW'`));
    const sealed = dossier?.numbers ?? [];
    return { ids: new Set(sealed.map((number) => number.id)), known: await this.numbers.open(sealed) };
  }

  private async assertComplete(tx: Tx, dossier: Dossier, { ids }: { ids: ReadonlySet<string> }): Promise<void> {
    const bound = dossier.documents.map(({ documentId }) => documentId);
    const open = missing(dossier.items, factsOf(dossier, await this.documents.states(tx, bound)), 'approve');
    if (open.length > 0)
      throw problems.incomplete('missing names what is not there yet.', { extra: { missing: open } });
    if (dossier.numbers.some(({ id }) => !ids.has(id))) {
      throw problems.wrongState('It has been changed at this moment: read it again.');
    }
  }
}
