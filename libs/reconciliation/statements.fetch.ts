import { Injectable, Logger } from '@nestjs/common';
import { Again, Problem } from '@pakashop/platform';
import { Closes } from './closes.service.js';
import { boundsOf } from './reconciliation.days.js';
import type { DayRef } from './reconciliation.jobs.js';
import { StatementDesk } from './statements.desk.js';
import { FlutterwaveFetch } from './adapters/flutterwave/flutterwave.statements.adapter.js';
import { PawapayFetch } from './adapters/pawapay/pawapay.statements.adapter.js';
import { Unanswered } from './statements.source.js';

const CURRENCY = 'ZMW';

/** Times that one job asks, in all within half an hour. The schedule orders another one as long as the day has no statement. */
const ROUNDS = 7;

/** Fetches the providers' statements day by day. */
@Injectable()
export class StatementFetch {
  private readonly logger = new Logger(StatementFetch.name);

  constructor(
    private readonly pawapay: PawapayFetch,
    private readonly flutterwave: FlutterwaveFetch,
    private readonly desk: StatementDesk,
    private readonly closes: Closes,
  ) {}

  /**
   * A day's statement and its closing balance. A provider that does not answer, or not to the end, is asked again, ever more
   * rarely; the file becomes a statement when it is whole, and the same one twice is one.
   */
  async fetch(ref: DayRef, round = 0): Promise<Again | void> {
    try {
      await this.take(ref);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      if (round + 1 < ROUNDS) return new Again(30 * 2 ** round);
      this.logger.warn({ err: error, ...ref }, 'the provider has no statement for us');
    }
  }

  private async take({ provider, day }: DayRef): Promise<void> {
    const name = day.slice(0, 10);
    const [from, to] = boundsOf(name);
    const source = provider === 'pawapay' ? this.pawapay : this.flutterwave;
    const announced = { provider, currency: CURRENCY, from: name, to: name, source: 'API' } as const;
    await this.desk.take(await source.file(CURRENCY, from, to), announced);
    const balance = await source.balanceAt(CURRENCY, to);
    if (balance === undefined || balance < 0) return;
    await this.closes
      .stateBalance({ provider, currency: CURRENCY, day: name }, balance, 'API', 'system:fetch')
      .catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        this.logger.warn({ err: error }, 'the balance of a closed day is not stated again');
      });
  }
}
