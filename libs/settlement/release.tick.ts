import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { newId, runInContext } from '@pakashop/platform';
import { Releases } from './release.service.js';

/**
 * Looks every few seconds for money whose hold is over. It may run anywhere and as often as it likes: what is due stands in
 * the rows.
 */
@Injectable()
export class ReleaseTick {
  private readonly logger = new Logger(ReleaseTick.name);
  private isRunning = false;

  constructor(private readonly releases: Releases) {}

  @Interval('settlement.release', 2_000)
  async tick(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    await runInContext({ correlationId: newId(), actor: 'system:release' }, () => this.releases.run())
      .catch((error: unknown) => this.logger.warn({ err: error }, 'the release broke off; the next tick goes on'))
      .finally(() => (this.isRunning = false));
  }
}
