import { Inject, Injectable } from '@nestjs/common';
import { Database, networkOf, platformProblems as problems, sql } from '@pakashop/platform';
import { AuthConfig } from './auth.config.js';

const WINDOW_SECONDS = 60;

/**
 * Counts wrong passwords per network, over all accounts, so that one machine cannot try one password everywhere. In
 * PostgreSQL, because whoever empties Redis must not get a fresh budget. It flows back steadily (GCRA), and what was right
 * costs nothing: the customers of a phone company share few addresses.
 */
@Injectable()
export class Networks {
  private readonly secondsEach: number;

  constructor(
    private readonly db: Database,
    @Inject(AuthConfig) { RATE_LIMIT_AUTH }: AuthConfig,
  ) {
    this.secondsEach = WINDOW_SECONDS / RATE_LIMIT_AUTH;
  }

  /** Takes one attempt before anything is compared. @throws Problem RATE_001 with the seconds to wait */
  async take(address: string): Promise<void> {
    const each = sql`make_interval(secs => ${this.secondsEach})`;
    const taken = await this.db.execute(sql`
      INSERT INTO backend.sign_in_attempts AS a (subject, failures, blocked_until, last_at)
      VALUES (${subjectOf(address)}, 0, now() + ${each}, now())
      ON CONFLICT (subject) DO UPDATE SET last_at = now(), blocked_until = greatest(a.blocked_until, now()) + ${each}
      WHERE a.blocked_until + ${each} <= clock_timestamp() + make_interval(secs => ${WINDOW_SECONDS})`);
    if (taken > 0) return;
    const seconds = Math.ceil(this.secondsEach);
    throw problems.tooMany(`Too many wrong passwords come from your network. Try again in ${seconds} s.`, {
      retryAfter: seconds,
    });
  }

  /** Gives the attempt back, because it was right. */
  async giveBack(address: string): Promise<void> {
    await this.db.execute(sql`
      UPDATE backend.sign_in_attempts SET blocked_until = blocked_until - make_interval(secs => ${this.secondsEach})
      WHERE subject = ${subjectOf(address)}`);
  }
}

const subjectOf = (address: string): string => `network:${networkOf(address)}`;
