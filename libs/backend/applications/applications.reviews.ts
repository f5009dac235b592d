import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Database, newId, type Queryable, sql, type Tx } from '@pakashop/platform';
import { Documents } from '../media/media.documents.js';
import { tickedBy } from './applications.checklist.rules.js';
import { applicationsProblems as problems } from './applications.errors.js';
import { ApplicationNotices } from './applications.notices.js';
import { ApplicationNumbers, type SealedNumber } from './applications.numbers.js';
import { queuedView } from './applications.queue.js';
import type { NumberKind } from './applications.numbers.rules.js';
import type { QueuedApplication, RequestedChange, RevealedNumbers } from './applications.review.dto.js';
import type { Phase } from './applications.rules.js';
import {
  assertHas,
  auditStep,
  type HeldApplication,
  holdForStaff,
  holdInHand,
  makeStep,
} from './applications.steps.js';

interface NewNote {
  readonly kind: 'COMMENT' | 'CHANGE' | 'REJECTION';
  readonly text: string;
  readonly phase?: Phase;
}

/** An application as the queue shows it. */
export async function queued(db: Queryable, row: HeldApplication): Promise<QueuedApplication> {
  const { name } = await db.one<{ name: string }>(sql`SELECT name FROM backend.users WHERE id = ${row.userId}`);
  return queuedView({ ...row, applicantName: name });
}

/**
 * What staff does with applications, apart from approving them: see {@link Approval}.
 *
 * All throw Problem applications.not_found for what was never sent in, and applications.own.
 */
@Injectable()
export class Reviews {
  constructor(
    private readonly db: Database,
    private readonly numbers: ApplicationNumbers,
    private readonly documents: Documents,
    private readonly notices: ApplicationNotices,
  ) {}

  /** Takes an application in hand. @throws Problem applications.wrong_state */
  take(actor: Actor, id: string, claim: Claim): Promise<QueuedApplication> {
    return this.act(actor, claim, async (tx) => {
      const before = await holdForStaff(tx, actor, id);
      const after = await makeStep(tx, before, 'take', sql`reviewer_id = ${actor.userId}`);
      await auditStep(tx, before, after, 'take');
      return after;
    });
  }

  /** Puts an application back into the queue, whoever has it in hand. @throws Problem applications.wrong_state */
  release(actor: Actor, id: string, claim: Claim): Promise<QueuedApplication> {
    return this.act(actor, claim, async (tx) => {
      const before = await holdForStaff(tx, actor, id);
      const after = await makeStep(tx, before, 'release', sql`reviewer_id = NULL`);
      await auditStep(tx, before, after, 'release');
      return after;
    });
  }

  /** Writes something down that only staff reads. */
  comment(actor: Actor, id: string, text: string, claim: Claim): Promise<QueuedApplication> {
    return this.act(actor, claim, async (tx) => {
      const row = await holdForStaff(tx, actor, id);
      await note(tx, actor, id, { kind: 'COMMENT', text });
      await audit(tx, { act: 'application_commented', subject: 'application', subjectId: id });
      return row;
    });
  }

  /**
   * Gives an application back to be changed.
   *
   * @throws Problem applications.wrong_state, applications.not_in_hand, applications.wrong_kind
   */
  requestChanges(actor: Actor, id: string, changes: readonly RequestedChange[], claim: Claim) {
    return this.act(actor, claim, async (tx) => {
      const before = await holdInHand(tx, actor, id, 'request_changes');
      for (const { phase, reason } of changes) {
        assertHas(before.kind, phase);
        await note(tx, actor, id, { kind: 'CHANGE', phase, text: reason });
      }
      const after = await makeStep(tx, before, 'request_changes');
      const why = changes.map(({ phase }) => phase).join(', ');
      await auditStep(tx, before, after, 'request_changes', why);
      await this.notices.send(tx, 'changes_requested', after);
      return after;
    });
  }

  /** @throws Problem applications.wrong_state, applications.not_in_hand */
  reject(actor: Actor, id: string, reason: string, claim: Claim): Promise<QueuedApplication> {
    return this.act(actor, claim, async (tx) => {
      const before = await holdInHand(tx, actor, id, 'reject');
      await note(tx, actor, id, { kind: 'REJECTION', text: reason });
      const after = await makeStep(tx, before, 'reject', sql`decided_at = now()`);
      await auditStep(tx, before, after, 'reject', reason);
      await this.documents.release(tx, { subject: 'application', subjectId: id, when: 'later' });
      await this.notices.send(tx, 'rejected', after);
      return after;
    });
  }

  /** Ticks an item off, or on again. @throws Problem applications.item_unknown, applications.item_computed, applications.not_in_hand */
  async tick(actor: Actor, id: string, itemId: string, done: boolean): Promise<void> {
    await this.db.as(actor, async (tx) => {
      const { kind } = await holdInHand(tx, actor, id, 'approve');
      const item = await tx.maybe<{ key: string }>(
        sql`SELECT key FROM backend.checklist_items WHERE id = ${itemId} AND kind = ${kind} AND active`,
      );
      if (!item) throw problems.itemUnknown('The application lists its checklist.');
      if (tickedBy(item.key) !== 'staff') throw problems.itemComputed('It is there or it is not.');
      await tx.execute(
        done
          ? sql`INSERT INTO backend.application_ticks (application_id, item_id, ticked_by)
                VALUES (${id}, ${itemId}, ${actor.userId}) ON CONFLICT DO NOTHING`
          : sql`DELETE FROM backend.application_ticks WHERE application_id = ${id} AND item_id = ${itemId}`,
      );
      const after = { [item.key]: done };
      await audit(tx, { act: 'application_item_ticked', subject: 'application', subjectId: id, after });
    });
  }

  /** The numbers in full, for a comparison with documents and registers; who reads them is written down first. */
  async reveal(actor: Actor, id: string, why: string): Promise<RevealedNumbers> {
    const numbers = await this.db.as(actor, async (tx) => {
      await holdForStaff(tx, actor, id);
      const sealed = await tx.rows<SealedNumber>(
        sql`SELECT id, kind, number FROM backend.application_numbers WHERE application_id = ${id} ORDER BY kind`,
      );
      const detail = { kinds: sealed.map(({ kind }) => kind) };
      await audit(tx, { act: 'application_numbers_read', subject: 'application', subjectId: id, detail, why });
      return sealed;
    });
    const opened = await this.numbers.open(numbers);
    return { data: Object.entries(opened).map(([kind, number]) => ({ kind: kind as NumberKind, number })) };
  }

  private act(actor: Actor, claim: Claim, work: (tx: Tx) => Promise<HeldApplication>): Promise<QueuedApplication> {
    return this.db.as(actor, async (tx) => {
      const view = await queued(tx, await work(tx));
      await claim.answer(tx, 200, view);
      return view;
    });
  }
}

/** Writes something down about an application. */
export const note = (tx: Tx, { userId }: Actor, applicationId: string, { kind, text, phase }: NewNote) =>
  tx.execute(sql`
    INSERT INTO backend.application_notes (id, application_id, kind, phase, text, author_id)
    VALUES (${newId()}, ${applicationId}, ${kind}, ${phase ?? null}, ${text}, ${userId})`);
