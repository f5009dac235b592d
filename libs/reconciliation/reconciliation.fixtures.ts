import { Injectable } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, Domain, type DomainRow, money, newId, sql } from '@pakashop/platform';
import { bootApp, drain, forwarded } from '@pakashop/platform/testing';
import { SettlementPort, type WalletMovement, type WalletQuestion } from '@pakashop/settlement';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { ReconciliationModule } from './reconciliation.module.js';
import { learn, type LearnedMovement } from './reconciliation.movements.js';

/** Books that follow what they are told at once, unless a test wants them to lack something. */
@Injectable()
export class FollowingBooks implements SettlementPort {
  lacking = 0;
  constructor(private readonly db: Database) {}

  async walletMovement({ provider, currency, from, to }: WalletQuestion): Promise<WalletMovement> {
    const rows = sql`
      SELECT occurred_at, CASE kind WHEN 'DEPOSIT' THEN amount ELSE -amount END AS change FROM reconciliation.movements
      WHERE provider = ${provider} AND currency = ${currency}
      UNION ALL
      SELECT occurred_at, CASE direction WHEN 'IN' THEN amount ELSE -amount END FROM reconciliation.stated
      WHERE provider = ${provider} AND currency = ${currency} AND kind <> 'ARRIVED'`;
    const sums = await this.db.one<{ opening: number; debits: number; credits: number }>(sql`
      SELECT coalesce(sum(change) FILTER (WHERE occurred_at < ${from}), 0)::bigint AS opening,
        coalesce(sum(change) FILTER (WHERE occurred_at >= ${from} AND change > 0), 0)::bigint AS debits,
        -coalesce(sum(change) FILTER (WHERE occurred_at >= ${from} AND change < 0), 0)::bigint AS credits
      FROM (${rows}) r WHERE occurred_at < ${to}`);
    const debits = sums.debits - this.lacking;
    return {
      opening: money(sums.opening, currency),
      debits: money(debits, currency),
      credits: money(sums.credits, currency),
      closing: money(sums.opening + debits - sums.credits, currency),
    };
  }
}

@Domain({ name: 'settlement', ports: [{ port: SettlementPort, service: FollowingBooks }] })
class BooksModule {}

const row = (name: string, port: number, module: DomainRow['module']): DomainRow => ({
  name,
  service: `pakashop-${name}`,
  port,
  faces: ['api', 'worker'],
  owns: name,
  module,
});

/** Reconciliation with books that follow it. */
export const rows: readonly DomainRow[] = [
  row('reconciliation', 3012, ReconciliationModule),
  row('settlement', 3016, BooksModule),
];

/** A member of staff as another process forwards them, proven a moment ago, or by a clock that is ahead by so many days. */
export const staff = (
  permissions: readonly string[] = ['reconciliation.read', 'reconciliation.write', 'reconciliation.approve'],
  userId: string = newId(),
  ahead = 0,
): Record<string, string> =>
  forwarded({
    kind: 'person',
    userId,
    audience: 'staff',
    factorAt: Math.floor(Date.now() / 1000) + ahead * 86_400,
    grants: permissions.map((permission) => ({ permission, scope: 'platform' })),
  });

/** A day of UTC so many days ago. */
export const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

export const HEADING = 'Creation Date,MSISDN,Transaction ID,Amount,Currency,Country,MNO,Type,Metadata,Status';

/** Ngwee as pawaPay writes them. */
export const kwacha = (amount: number): string =>
  `${amount < 0 ? '-' : ''}${Math.floor(Math.abs(amount) / 100)}.${String(Math.abs(amount) % 100).padStart(2, '0')}`;

/** A line of pawaPay's statement. */
export const line = (
  at: string,
  id: string,
  amount: number,
  {
    type = 'DEPOSIT',
    currency = 'ZMW',
    status = 'COMPLETED',
  }: { type?: string; currency?: string; status?: string } = {},
): string => `${at},260961112223,${id},${kwacha(amount)},${currency},ZMB,MTN_MOMO_ZMB,${type},,${status}`;

/** A reconciliation under test and what tests do with it. */
export class Desk {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly db: Database,
    readonly books: FollowingBooks,
    private readonly headers: Record<string, string>,
    /** Whether the work is left to a process that does it by itself. */
    private readonly hasWorker = false,
  ) {}

  /** A desk of an api beside which a worker runs. */
  static over(api: NestFastifyApplication): Desk {
    return new Desk(api, api.get(Database), new FollowingBooks(api.get(Database)), staff(), true);
  }

  static async open(env: NodeJS.ProcessEnv = {}): Promise<Desk> {
    const app = await bootApp('reconciliation', rows, { RECON_FETCH: 'false', ...env });
    const books = new FollowingBooks(app.get(Database));
    // The books are in another process; here they answer at once.
    Object.assign(app.get<object>(SettlementPort), {
      walletMovement: (asked: WalletQuestion) => books.walletMovement(asked),
    });
    return new Desk(app, app.get(Database), books, staff());
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** Forgets everything but the append-only tables, which follow the ids of the others. */
  async clear(): Promise<void> {
    this.books.lacking = 0;
    const matched = ['matches', 'bank_matches', 'kept_apart', 'breaks', 'lines', 'movements', 'statements'];
    for (const table of [...matched, 'balances', 'wallets'])
      await this.db.execute({ ...sql``, text: `DELETE FROM reconciliation.${table}`, values: [] });
  }

  async learned(changes: Partial<LearnedMovement> & { amount: LearnedMovement['amount'] }): Promise<string> {
    const reference = changes.reference ?? randomUUID();
    const movement = { provider: 'pawapay', kind: 'DEPOSIT', cause: `test:${reference}`, occurredAt: '', ...changes };
    await this.db.transaction((tx) => learn(tx, { ...movement, reference } as LearnedMovement));
    return reference;
  }

  as(headers: Record<string, string>): Desk {
    return new Desk(this.app, this.db, this.books, headers, this.hasWorker);
  }

  /** Sends a request; the answer's status and body. */
  async call<Body = Record<string, unknown>>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    payload?: object | string,
  ): Promise<{ status: number; body: Body }> {
    const isFile = typeof payload === 'string';
    const headers = {
      ...this.headers,
      'idempotency-key': newId(),
      ...(isFile ? { 'content-type': 'text/csv' } : {}),
    };
    const url = `/api/v1/reconciliation/${path}`;
    const answer = await this.app.inject({ method, url, headers, payload: isFile ? Buffer.from(payload) : payload });
    return { status: answer.statusCode, body: (answer.body === '' ? {} : answer.json()) as Body };
  }

  /** Uploads a statement of one day and works until it is matched; its id. */
  async statement(day: string, lines: readonly string[], provider = 'pawapay', heading = HEADING): Promise<string> {
    const file = `${[heading, ...lines].join('\n')}\n`;
    const query = `provider=${provider}&currency=ZMW&from=${day}&to=${day}`;
    const { status, body } = await this.call<{ id: string }>('POST', `statements?${query}`, file);
    if (status !== 202) throw new Error(`the statement was refused: ${JSON.stringify(body)}`);
    await this.worked();
    return body.id;
  }

  /** Works until nothing is left but what was put off. */
  async worked(): Promise<void> {
    const isOpen = sql`
      SELECT FROM platform.deliveries
      WHERE done_at IS NULL AND parked_at IS NULL AND (rounds = 0 OR next_at <= now() OR lease_until > now()) LIMIT 1`;
    do await (this.hasWorker ? setTimeout(5) : drain(this.app));
    while ((await this.db.rows(isOpen)).length > 0);
  }

  /** Categories of what is open, with what they are about, in order. */
  async open(): Promise<{ id: string; category: string; difference: number }[]> {
    return this.db.rows(sql`
      SELECT id, category, difference FROM reconciliation.breaks WHERE state <> 'RESOLVED' ORDER BY category, day, difference`);
  }
}
