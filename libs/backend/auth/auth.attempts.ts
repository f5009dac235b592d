import { Injectable } from '@nestjs/common';
import { Database, platformProblems as problems, type Queryable, sql, Vault } from '@pakashop/platform';

/** … up to a quarter of an hour, never for good: nobody can lock somebody else out. */
const LONGEST_SECONDS = 900;

/** What is counted. */
interface Allowance {
  /** Attempts in a row before each further one has to wait: 1 s, 2 s, 4 s … */
  readonly free: number;
  /** The row of attempts is forgotten when there was none for so long. */
  readonly forgetSeconds: number;
  readonly of: string;
}

export const PASSWORDS: Allowance = { free: 5, forgetSeconds: 86_400, of: 'passwords' };
export const CODES: Allowance = { free: 10, forgetSeconds: 3_600, of: 'codes' };

/**
 * Counts attempts at passwords and codes per account. An attempt is counted as failed before anything is compared, by
 * one statement, so that attempts in parallel cannot slip through together; a right one clears the count.
 */
@Injectable()
export class Attempts {
  constructor(
    private readonly db: Database,
    private readonly vault: Vault,
  ) {}

  /**
   * Whose attempt it is when what was typed is the name of no account. It is kept as a keyed hash: it may be somebody's
   * number, and those are few enough to be tried out.
   */
  async subjectOfNobody(login: string): Promise<string> {
    const index = await this.vault.index('auth.login', login.trim().toLowerCase());
    return `nobody:${index.toString('base64url')}`;
  }

  /**
   * Takes one attempt.
   *
   * @param subject whose attempt it is, see the table
   * @throws Problem RATE_001 with the seconds to wait
   */
  async take(subject: string, { free, forgetSeconds, of }: Allowance = PASSWORDS): Promise<void> {
    // The NOT EXISTS spares a blocked attempt the row's lock; the WHERE of the update decides, by the time after the wait.
    const taken = await this.db.maybe(sql`
      INSERT INTO backend.sign_in_attempts AS a (subject, failures, blocked_until, last_at)
      SELECT ${subject}::text, 1, now(), now()
      WHERE NOT EXISTS (SELECT FROM backend.sign_in_attempts WHERE subject = ${subject} AND blocked_until > clock_timestamp())
      ON CONFLICT (subject) DO UPDATE SET
        failures = CASE WHEN a.last_at < now() - make_interval(secs => ${forgetSeconds}) THEN 1 ELSE a.failures + 1 END,
        blocked_until = CASE
          WHEN a.last_at < now() - make_interval(secs => ${forgetSeconds}) OR a.failures + 1 < ${free} THEN now()
          ELSE now() + make_interval(secs => least(${LONGEST_SECONDS}, 2 ^ least(a.failures + 1 - ${free}, 16))) END,
        last_at = now()
      WHERE a.blocked_until <= clock_timestamp()
      RETURNING subject`);
    if (taken) return;
    const wait = await this.db.maybe<{ seconds: number }>(sql`
      SELECT ceil(extract(epoch FROM blocked_until - now()))::int AS seconds
      FROM backend.sign_in_attempts WHERE subject = ${subject}`);
    const seconds = Math.max(1, wait?.seconds ?? 1);
    throw problems.tooMany(`Too many wrong ${of}. Try again in ${seconds} s.`, { retryAfter: seconds });
  }

  /** Forgets the failures after a right attempt, and a few of those that nobody came back to. */
  async clear(subject: string, queryable: Queryable = this.db): Promise<void> {
    await queryable.execute(sql`
      DELETE FROM backend.sign_in_attempts WHERE subject = ${subject} OR subject IN (
        SELECT subject FROM backend.sign_in_attempts WHERE last_at < now() - interval '1 day'
        LIMIT 20 FOR UPDATE SKIP LOCKED)`);
  }
}
