/** A time-out that knows its owner, so that a reset or a shutdown leaves none behind. */
export type Timer = NodeJS.Timeout;

/** All waiting of the sandbox goes through here. */
export class Timers {
  private readonly running = new Set<Timer>();

  after(ms: number, work: () => void): Timer {
    const timer = setTimeout(() => {
      this.running.delete(timer);
      work();
    }, ms);
    this.running.add(timer);
    return timer;
  }

  cancel(timer: Timer | undefined): void {
    if (!timer) return;
    clearTimeout(timer);
    this.running.delete(timer);
  }

  clear(): void {
    for (const timer of this.running) clearTimeout(timer);
    this.running.clear();
  }
}
