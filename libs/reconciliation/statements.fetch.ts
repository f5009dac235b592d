import { Injectable, Logger } from '@nestjs/common';
import { Again, Problem } from '@pakashop/platform';
import { boundsOf } from './closes.figures.js';
import { Closes } from './closes.service.js';
import type { DayRef } from './reconciliation.jobs.js';
import { StatementDesk } from './statements.desk.js';
import { FlutterwaveFetch } from './statements.flutterwave.fetch.js';
import { PawapayFetch } from './statements.pawapay.fetch.js';

const CURRENCY = 'ZMW';

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

  /** A day's statement and its closing balance. A provider that does not answer is asked again, ever more rarely. */
  async fetch({ provider, day }: DayRef, round = 0): Promise<Again | void> {
    const [from, to] = boundsOf(day.slice(0, 10));
    const source = provider === 'pawapay' ? this.pawapay : this.flutterwave;
    const file = await source.file(CURRENCY, from, to);
    if (!file) return new Again(Math.min(3_600, 30 * 2 ** round));
    const name = day.slice(0, 10);
    await this.desk.take(file, { provider, currency: CURRENCY, from: name, to: name, source: 'API' });
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
