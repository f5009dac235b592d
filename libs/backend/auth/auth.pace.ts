import { Injectable } from '@nestjs/common';
import { Database, platformProblems as problems, sql } from '@pakashop/platform';

const WINDOW_SECONDS = 60;

/**
 * Budgets of attempts in a minute that flow back steadily (GCRA). In PostgreSQL, because whoever empties Redis must not
 * get a fresh one.
 */
@Injectable()
export class Pace {
  constructor(private readonly db: Database) {}

  /**
   * Takes one attempt of so many per minute.
   *
   * @param what a sentence about what there was too much of, without its full stop
   * @throws Problem RATE_001 with the seconds to wait
   */
  async take(subject: string, perMinute: number, what: string): Promise<void> {
    const secondsEach = WINDOW_SECONDS / perMinute;
    const each = sql`make_interval(secs => ${secondsEach})`;
    const latest = sql`clock_timestamp() + make_interval(secs => ${WINDOW_SECONDS})`;
    // The NOT EXISTS spares a refused attempt the row's lock; the WHERE of the update decides, by the time after the wait.
    const taken = await this.db.execute(sql`
      INSERT INTO backend.sign_in_attempts AS a (subject, failures, blocked_until, last_at)
      SELECT ${subject}::text, 0, now() + ${each}, now()
      WHERE NOT EXISTS (
        SELECT FROM backend.sign_in_attempts WHERE subject = ${subject} AND blocked_until + ${each} > ${latest})
      ON CONFLICT (subject) DO UPDATE SET last_at = now(), blocked_until = greatest(a.blocked_until, now()) + ${each}
      WHERE a.blocked_until + ${each} <= ${latest}`);
    if (taken > 0) return;
    const seconds = Math.ceil(secondsEach);
    throw problems.tooMany(`${what}, or try again in ${seconds} s.`, { retryAfter: seconds });
  }

  /** Gives an attempt back, because it was right. */
  async giveBack(subject: string, perMinute: number): Promise<void> {
    await this.db.execute(sql`
      UPDATE backend.sign_in_attempts SET blocked_until = blocked_until - make_interval(secs => ${WINDOW_SECONDS / perMinute})
      WHERE subject = ${subject}`);
  }
}
