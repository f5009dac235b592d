import { Injectable } from '@nestjs/common';
import { PawapayStatements } from '@pakashop/providers/pawapay';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReconciliationConfig } from './reconciliation.config.js';
import { pawapayCsv } from './statements.pawapay.js';
import { cut } from './statements.records.js';

/** How long we wait for a statement before the job gives way to others. */
const PATIENCE_MS = 20_000;
const LOOK_MS = 250;

/** Newest lines that may still be missing from a statement. */
const LAG_MS = 30 * 60_000;

/** pawaPay's statements: ordered, waited for, downloaded. */
@Injectable()
export class PawapayFetch {
  constructor(
    private readonly client: PawapayStatements,
    private readonly config: ReconciliationConfig,
  ) {}

  /** The file of a period; undefined when it is not to be had now. */
  async file(currency: string, from: Date, to: Date): Promise<AsyncIterable<Buffer> | undefined> {
    const callbackUrl = `${this.config.PUBLIC_URL}/api/v1/payments/webhook/pawapay`;
    const ordered = await this.client.order({ currency, from, to, callbackUrl });
    if (ordered.kind !== 'succeeded') return undefined;
    for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await sleep(LOOK_MS)) {
      const found = await this.client.progress(ordered.value.statementId);
      if (found.kind !== 'found' || found.value.status === 'PROCESSING') continue;
      if (found.value.url === null) return undefined;
      const file = await this.client.download(found.value.url);
      return file.kind === 'succeeded' ? file.value : undefined;
    }
    return undefined;
  }

  /**
   * What was in the wallet at a moment: what is there now without what moved since. Undefined when something moved so
   * lately that the statement may not show it yet. Payouts under way are not in the balance: ask while there are none.
   */
  async balanceAt(currency: string, moment: Date): Promise<number | undefined> {
    const now = new Date();
    const balance = await this.client.balance(currency);
    const file = balance.kind === 'succeeded' ? await this.file(currency, moment, now) : undefined;
    if (!file || balance.kind !== 'succeeded') return undefined;
    const parts: Buffer[] = [];
    for await (const part of file) parts.push(part);
    const { records } = cut(Buffer.concat(parts).toString('latin1'), true);
    const read = pawapayCsv.reader(records[0] ?? '', currency);
    const lines = records.slice(1).map((record) => read(record));
    const moved = lines.flatMap((line) => (typeof line === 'object' ? [line] : []));
    const isWhole = lines.every((line) => typeof line !== 'string');
    const isSettled = moved.every(({ at }) => at < now.getTime() - LAG_MS);
    if (!isWhole || !isSettled) return undefined;
    return balance.value - moved.reduce((sum, { net }) => sum + net, 0);
  }
}
