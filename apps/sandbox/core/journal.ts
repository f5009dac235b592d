import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Append-only file of `[table, row]` lines: what a provider must still know after it was killed. Without a path it
 * remembers nothing. A line cut short by a kill is ignored.
 */
export class Journal {
  private readonly found = new Map<string, unknown[]>();
  private readonly file?: number;

  constructor(path?: string) {
    if (!path) return;
    mkdirSync(dirname(path), { recursive: true });
    const text = read(path);
    for (const line of text.split('\n')) this.remember(line);
    this.file = openSync(path, 'a');
    if (text !== '' && !text.endsWith('\n')) writeSync(this.file, '\n');
  }

  /** The rows an earlier run wrote to one table, oldest first. */
  take(table: string): unknown[] {
    const rows = this.found.get(table) ?? [];
    this.found.delete(table);
    return rows;
  }

  write(table: string, row: unknown): void {
    if (this.file !== undefined) writeSync(this.file, `${JSON.stringify([table, row])}\n`);
  }

  clear(): void {
    if (this.file !== undefined) ftruncateSync(this.file);
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
  }

  private remember(line: string): void {
    if (line === '') return;
    try {
      const [table, row] = JSON.parse(line) as [string, unknown];
      const rows = this.found.get(table);
      if (rows) rows.push(row);
      else this.found.set(table, [row]);
    } catch {
      // Cut short: the provider was killed while writing, so nobody was told about this row.
    }
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
