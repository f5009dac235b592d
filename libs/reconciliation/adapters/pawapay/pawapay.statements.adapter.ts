import { Injectable } from '@nestjs/common';
import { Clock, Database, sql } from '@pakashop/platform';
import { PawapayStatements } from '@pakashop/providers/pawapay';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReconciliationConfig } from '../../reconciliation.config.js';
import { pawapayCsv } from '../../statements.pawapay.js';
import { cut } from '../../statements.records.js';
import { type StatementSource, Unanswered } from '../../statements.source.js';

/** How long we wait for a statement before the job gives way to others. */
const PATIENCE_MS = 20_000;
const LOOK_MS = 250;

/** Minutes of which the lines may still be missing from a statement. */
const LAG_MINUTES = 30;

/** pawaPay's statements: ordered, waited for, downloaded. */
@Injectable()
export class PawapayFetch implements StatementSource {
  constructor(
    private readonly client: PawapayStatements,
    private readonly config: ReconciliationConfig,
    private readonly clock: Clock,
    private readonly db: Database,
  ) {}

  async file(currency: string, from: Date, to: Date): Promise<AsyncIterable<Buffer>> {
    const callbackUrl = `${this.config.PUBLIC_URL}/api/v1/payments/webhook/pawapay`;
    const ordered = await this.client.order({ currency, from, to, callbackUrl });
    if (ordered.kind !== 'succeeded') throw new Unanswered(`the order of the statement is ${ordered.kind}`);
    for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await sleep(LOOK_MS)) {
      const found = await this.client.progress(ordered.value.statementId);
      if (found.kind !== 'found' || found.value.status === 'PROCESSING') continue;
      if (found.value.url === null) throw new Unanswered(`the statement is ${found.value.status}`);
      const file = await this.client.download(found.value.url);
      if (file.kind !== 'succeeded') throw new Unanswered(file.detail);
      return whole(file.value);
    }
    throw new Unanswered('the statement is still being made');
  }

  /**
   * What is there now without what moved since. Undefined while something moved so lately that the statement may not show it
   * yet. Payouts under way are not in the balance: ask while there are none.
   */
  async balanceAt(currency: string, moment: Date): Promise<number | undefined> {
    const balance = await this.client.balance(currency);
    if (balance.kind !== 'succeeded') throw new Unanswered(balance.detail);
    const now = this.clock.now();
    if (await this.movedLately(currency)) return undefined;
    const parts: Buffer[] = [];
    for await (const part of await this.file(currency, moment, now)) parts.push(part);
    const { records } = cut(Buffer.concat(parts).toString('latin1'), true);
    const read = pawapayCsv.reader(records[0] ?? '', currency);
    const lines = records.slice(1).map((record) => read(record));
    const moved = lines.flatMap((line) => (typeof line === 'object' ? [line] : []));
    const isWhole = lines.every((line) => typeof line !== 'string');
    const isSettled = moved.every(({ at }) => at < now.getTime() - LAG_MINUTES * 60_000);
    if (!isWhole || !isSettled) return undefined;
    return balance.value - moved.reduce((sum, { net }) => sum + net, 0);
  }

  private async movedLately(currency: string): Promise<boolean> {
    const rows = await this.db.rows(sql`
      SELECT FROM reconciliation.movements WHERE provider = 'pawapay' AND currency = ${currency}
        AND occurred_at > ${this.clock.now()}::timestamptz - make_interval(mins => ${LAG_MINUTES}) LIMIT 1`);
    return rows.length > 0;
  }
}

/** The parts of a file; a connection that is lost on the way says so. */
async function* whole(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* file;
  } catch (error) {
    throw new Unanswered('the file broke off', { cause: error });
  }
}
