import { Inject, Injectable, Logger } from '@nestjs/common';
import { money, Outbox, platformProblems as problems, type Problem, sql, type Tx, Vault } from '@pakashop/platform';
import type { Contact } from '../users/users.contacts.js';
import { AuthConfig } from './auth.config.js';
import { CodeBudgetSpent } from './auth.events.js';

/**
 * How many codes a phone or an address may get, and what all of them may cost: codes cost money, and strangers can order
 * them. Counted in PostgreSQL by single statements, and alike for contacts that nobody here has.
 */
@Injectable()
export class CodeBudget {
  private readonly logger = new Logger(CodeBudget.name);

  constructor(
    @Inject(AuthConfig) private readonly config: AuthConfig,
    private readonly vault: Vault,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Takes one code; answers when the next one may be asked for.
   *
   * @throws Problem RATE_001 with the seconds to wait, or unavailable when the day's money is spent
   */
  async take(tx: Tx, { phone, email }: Contact): Promise<Date> {
    const { CODE_PER_HOUR: hourly, CODE_PER_DAY: daily, CODE_RESEND_SECONDS: pause } = this.config;
    const contact = await this.vault.index('code-budget', phone ?? email!);
    const taken = await tx.maybe<{ next: Date }>(sql`
      INSERT INTO backend.code_budgets AS b (contact, sent, last_at) VALUES (${contact}, ARRAY[now()], now())
      ON CONFLICT (contact) DO UPDATE SET last_at = now(),
        sent = ARRAY(SELECT t FROM unnest(b.sent) t WHERE t > now() - interval '1 day' ORDER BY t) || now()
      WHERE b.last_at <= now() - make_interval(secs => ${pause})
        AND (SELECT count(*) FROM unnest(b.sent) t WHERE t > now() - interval '1 hour') < ${hourly}
        AND (SELECT count(*) FROM unnest(b.sent) t WHERE t > now() - interval '1 day') < ${daily}
      RETURNING last_at + make_interval(secs => ${pause}) AS next`);
    if (!taken) throw tooSoon(await this.waitFor(tx, contact));
    await this.spend(tx, phone ? this.config.CODE_PRICE_PHONE : this.config.CODE_PRICE_EMAIL);
    return taken.next;
  }

  /** Seconds until the pause is over and the oldest code that counts has left its hour and its day. */
  private async waitFor(tx: Tx, contact: Buffer): Promise<number> {
    const { CODE_PER_HOUR: hourly, CODE_PER_DAY: daily, CODE_RESEND_SECONDS: pause } = this.config;
    const nth = (n: number) => sql`(SELECT t FROM unnest(sent) t ORDER BY t DESC OFFSET ${n - 1} LIMIT 1)`;
    const wait = await tx.maybe<{ seconds: number }>(sql`
      SELECT ceil(extract(epoch FROM greatest(last_at + make_interval(secs => ${pause}),
        ${nth(hourly)} + interval '1 hour', ${nth(daily)} + interval '1 day') - now()))::int AS seconds
      FROM backend.code_budgets WHERE contact = ${contact}`);
    return Math.max(1, wait?.seconds ?? 1);
  }

  /** The code after which no further one fits tells so: once, in its own transaction. */
  private async spend(tx: Tx, price: number): Promise<void> {
    const { CODE_BUDGET_DAY: budget, CODE_PRICE_PHONE, CODE_PRICE_EMAIL } = this.config;
    const row = await tx.maybe<{ day: string; spent: number }>(sql`
      INSERT INTO backend.code_spending AS s (day, spent)
      SELECT (now() AT TIME ZONE 'UTC')::date, ${price}::bigint WHERE ${price}::bigint <= ${budget}::bigint
      ON CONFLICT (day) DO UPDATE SET spent = s.spent + ${price}::bigint
      WHERE s.spent + ${price}::bigint <= ${budget}::bigint
      RETURNING day::text, spent`);
    if (!row)
      throw problems.unavailable('No more codes can be sent today. Sign in with your password.', { retryAfter: 3_600 });
    const most = Math.max(CODE_PRICE_PHONE, CODE_PRICE_EMAIL);
    if (row.spent + most <= budget || row.spent - price + most > budget) return;
    await this.outbox.publish(tx, CodeBudgetSpent, row.day, {
      day: row.day,
      spent: money(row.spent),
      budget: money(budget),
    });
    tx.onCommit(() =>
      this.logger.error({ spent: row.spent, budget }, 'the money for one-time codes of today is spent'),
    );
  }
}

const tooSoon = (seconds: number): Problem =>
  problems.tooMany(`Too many codes were asked for. Ask for the next one in ${seconds} s.`, { retryAfter: seconds });
