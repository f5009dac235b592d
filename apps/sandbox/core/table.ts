import type { Journal } from './journal.js';

/** Rows by id, in the order they were first saved. `save` also writes the journal, so call it after every change. */
export class Table<Row extends { id: string | number }> {
  private readonly rows = new Map<Row['id'], Row>();

  constructor(
    private readonly name: string,
    private readonly journal: Journal,
  ) {
    for (const row of journal.take(name) as Row[]) this.rows.set(row.id, row);
  }

  get size(): number {
    return this.rows.size;
  }

  get(id: Row['id']): Row | undefined {
    return this.rows.get(id);
  }

  all(): Row[] {
    return [...this.rows.values()];
  }

  save(row: Row): Row {
    this.rows.set(row.id, row);
    this.journal.write(this.name, row);
    return row;
  }

  clear(): void {
    this.rows.clear();
  }
}
