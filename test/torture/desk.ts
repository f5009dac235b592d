import { pause } from './caller.js';

/** What people get to later. No client waits for it, and the storm is not over before it is done. */
export class Desk {
  private readonly work: Promise<void>[] = [];

  later(milliseconds: number, work: () => Promise<void>): void {
    const done = pause(milliseconds).then(work);
    // Whoever empties the desk hears what went wrong.
    done.catch(() => undefined);
    this.work.push(done);
  }

  async empty(): Promise<void> {
    await Promise.all(this.work);
  }
}
