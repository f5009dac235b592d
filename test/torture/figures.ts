/** What is counted while the storm lasts. */
export class Figures {
  private readonly counts = new Map<string, number>();
  private readonly times = new Map<string, number[]>();

  add(name: string, by = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + by);
  }

  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  /** Everything that was counted under a name that begins so, without that beginning. */
  under(prefix: string): Record<string, number> {
    const found = [...this.counts].filter(([name]) => name.startsWith(prefix));
    return Object.fromEntries(found.map(([name, count]) => [name.slice(prefix.length), count] as const).toSorted());
  }

  /** A time in milliseconds. */
  time(name: string, milliseconds: number): void {
    const known = this.times.get(name);
    if (known) known.push(milliseconds);
    else this.times.set(name, [milliseconds]);
  }

  /** Median, 95th percentile and maximum of the times under a name, in whole milliseconds. */
  spread(name: string): { p50: number; p95: number; max: number } {
    const sorted = (this.times.get(name) ?? [0]).toSorted((a, b) => a - b);
    const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
    return { p50: at(0.5), p95: at(0.95), max: at(1) };
  }
}
