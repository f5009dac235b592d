import type { Rendered } from './products.rendered.js';

/**
 * Rendered answers of one kind, the longest unused dropped first.
 *
 * The rule that keeps it coherent: a load belongs to its key only until the key is forgotten. A reader that had begun
 * before a change and ends after it finds its load replaced and stores nothing; a reader that begins after the change
 * begins a load of its own.
 */
export class RenderedCache {
  private readonly entries = new Map<string, Rendered & { readonly storedAt: number }>();
  private readonly loads = new Map<string, Promise<Rendered>>();
  private bytes = 0;

  /**
   * @param maxBytes how much text it may hold
   * @param maxAgeMs how long at most, for what is changed by hand behind our back
   */
  constructor(
    private readonly maxBytes: number,
    private readonly maxAgeMs: number,
  ) {}

  get(key: string): Rendered | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    if (performance.now() - entry.storedAt > this.maxAgeMs) {
      this.drop(key);
      return undefined;
    }
    this.entries.delete(key); // and to the end again: used last
    this.entries.set(key, entry);
    return entry;
  }

  /** Loads once for all who ask meanwhile; stores the answer unless its key was forgotten before it came. */
  load(key: string, read: () => Promise<Rendered>): Promise<Rendered> {
    const running = this.loads.get(key);
    if (running) return running;
    const load = read()
      .then((rendered) => {
        if (this.loads.get(key) === load) this.store(key, rendered);
        return rendered;
      })
      .finally(() => {
        if (this.loads.get(key) === load) this.loads.delete(key);
      });
    this.loads.set(key, load);
    return load;
  }

  forget(key: string): void {
    this.loads.delete(key);
    this.drop(key);
  }

  forgetAll(): void {
    this.loads.clear();
    this.entries.clear();
    this.bytes = 0;
  }

  private store(key: string, rendered: Rendered): void {
    this.drop(key);
    this.entries.set(key, { ...rendered, storedAt: performance.now() });
    this.bytes += rendered.body.length;
    for (const oldest of this.entries.keys()) {
      if (this.bytes <= this.maxBytes) return;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    this.bytes -= this.entries.get(key)?.body.length ?? 0;
    this.entries.delete(key);
  }
}
