import { Injectable } from '@nestjs/common';
import { audit, changesOf, type Claim, Database, newId, sql } from '@pakashop/platform';
import type { ChangeItem, ItemView, NewItem } from './applications.checklist.dto.js';
import { isKey } from './applications.checklist.rules.js';
import { applicationsProblems as problems } from './applications.errors.js';
import type { Kind } from './applications.rules.js';

const COLUMNS = sql`id, kind, key, title, help, required, position, active`;
const EDITABLE = ['title', 'help', 'required', 'position', 'active'] as const;

/** What applicants of each kind have to bring, as the operator wants it. */
@Injectable()
export class Checklists {
  constructor(private readonly db: Database) {}

  /** All items of a kind, also those that are not asked for any more, in their order. */
  of(kind: Kind): Promise<ItemView[]> {
    return this.db.rows(
      sql`SELECT ${COLUMNS} FROM backend.checklist_items WHERE kind = ${kind} ORDER BY position, key`,
    );
  }

  /** @throws Problem applications.item_key, applications.item_taken */
  add({ kind, key, title, help, required, position }: NewItem, claim: Claim): Promise<ItemView> {
    if (!isKey(kind, key)) {
      throw problems.itemKey(
        'Name a phase of the kind, a kind of document, or staff.something for what staff tick off.',
      );
    }
    return this.db.transaction(async (tx) => {
      const item = await tx.maybe<ItemView>(sql`
        INSERT INTO backend.checklist_items (id, kind, key, title, help, required, position)
        VALUES (${newId()}, ${kind}, ${key}, ${title}, ${help ?? ''}, ${required ?? true}, ${position})
        ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`);
      if (!item) throw problems.itemTaken('Change that one, or make it active again.');
      await audit(tx, { act: 'checklist_item_added', subject: 'checklist_item', subjectId: item.id, after: item });
      await claim.answer(tx, 201, item);
      return item;
    });
  }

  /** @throws Problem applications.item_unknown */
  change(id: string, change: ChangeItem): Promise<ItemView> {
    return this.db.transaction(async (tx) => {
      const before = await tx.maybe<ItemView>(
        sql`SELECT ${COLUMNS} FROM backend.checklist_items WHERE id = ${id} FOR NO KEY UPDATE`,
      );
      if (!before) throw problems.itemUnknown('GET /staff/checklist lists those there are.');
      const after = await tx.one<ItemView>(sql`
        UPDATE backend.checklist_items SET title = coalesce(${change.title ?? null}, title),
          help = coalesce(${change.help ?? null}, help), required = coalesce(${change.required ?? null}, required),
          position = coalesce(${change.position ?? null}, position), active = coalesce(${change.active ?? null}, active)
        WHERE id = ${id} RETURNING ${COLUMNS}`);
      await audit(tx, {
        act: 'checklist_item_changed',
        subject: 'checklist_item',
        subjectId: id,
        detail: { kind: before.kind, key: before.key },
        ...changesOf(before, after, EDITABLE),
      });
      return after;
    });
  }
}
