import type { Journal } from './journal.js';
import { Table } from './table.js';
import type { Provider } from './faults.js';

/** How often one reference was sent to one operation, whatever was answered. */
interface PostCount {
  id: string;
  provider: Provider;
  operation: string;
  reference: string;
  count: number;
}

/** Counts what the other side really sent: proof that a payment was asked for once, or more than once. */
export class Posts {
  private readonly counts: Table<PostCount>;

  constructor(journal: Journal) {
    this.counts = new Table('posts', journal);
  }

  count(provider: Provider, operation: string, reference: string): void {
    const id = `${provider} ${operation} ${reference}`;
    const known = this.counts.get(id);
    this.counts.save({ id, provider, operation, reference, count: (known?.count ?? 0) + 1 });
  }

  of(provider: Provider, operation: string, reference: string): number {
    return this.counts.get(`${provider} ${operation} ${reference}`)?.count ?? 0;
  }

  all(): PostCount[] {
    return this.counts.all();
  }

  clear(): void {
    this.counts.clear();
  }
}
