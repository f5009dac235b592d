import { accepted, is, unexpected } from './answers.js';
import { pause, type Caller } from './caller.js';
import type { Cast } from './cast.js';
import type { Figures } from './figures.js';

interface Batch {
  readonly id: string;
  readonly state: string;
  readonly hash: string | null;
  readonly count: number;
}

const ENDED = ['DONE', 'CANCELLED'];

/** Finance pays out again and again while orders go on, two people at once, and once more when all is quiet. */
export class Payday {
  private isOver = false;
  private work = Promise.resolve();

  constructor(
    private readonly cast: Cast,
    private readonly figures: Figures,
  ) {}

  start(every: number): void {
    this.work = this.repeat(every);
    // Whoever stops it hears what went wrong.
    this.work.catch(() => undefined);
  }

  /** The last one. */
  async stop(): Promise<void> {
    this.abandon();
    await this.work;
    await this.run();
  }

  abandon(): void {
    this.isOver = true;
  }

  private async repeat(every: number): Promise<void> {
    while (!this.isOver) {
      await pause(every);
      if (!this.isOver) await this.run();
    }
  }

  /** Two start at once: the payees are paid once. */
  private async run(): Promise<void> {
    const { finance, approver } = this.cast;
    const prepared = await Promise.all([this.prepare(finance.call), this.prepare(approver.call)]);
    for (const [i, batch] of prepared.entries()) {
      if (batch) await this.bringToEnd(batch, [approver.call, finance.call][i]!);
    }
  }

  private async prepare(call: Caller): Promise<Batch | undefined> {
    const answer = await call.post<Batch>('/staff/payout-batches', {});
    if (answer.status < 300) return answer.body;
    if (is(answer, 409)) return undefined;
    throw unexpected('to prepare a batch', answer);
  }

  /** Approves where that is needed, goes on where the batch was paused, until it has ended. */
  private async bringToEnd({ id }: Batch, second: Caller): Promise<void> {
    for (let looks = 0; looks < 600; looks++) {
      const batch = accepted(await second.get<Batch>(`/staff/payout-batches/${id}`), 'to look at a batch');
      if (ENDED.includes(batch.state)) return this.figures.add('payouts prepared', batch.count);
      if (batch.state === 'AWAITING_APPROVAL') await this.push(second, id, 'approve', { hash: batch.hash });
      if (batch.state === 'PAUSED') await this.push(second, id, 'resume', { reason: 'the provider is well again' });
      await pause(200);
    }
    throw new Error(`INV-12 the payout batch ${id} does not end`);
  }

  private async push(call: Caller, id: string, step: string, body: object): Promise<void> {
    const answer = await call.post(`/staff/payout-batches/${id}/${step}`, body);
    if (answer.status >= 300 && !is(answer, 409)) throw unexpected(`to ${step} a batch`, answer);
  }
}
