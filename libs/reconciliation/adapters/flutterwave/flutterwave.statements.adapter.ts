import { Injectable } from '@nestjs/common';
import { Clock } from '@pakashop/platform';
import { type FlutterwaveList, FlutterwaveStatements } from '@pakashop/providers/flutterwave';
import { API_FILE, flutterwaveApi } from '../../statements.flutterwave.js';
import { momentOf } from '../../statements.money.js';
import { type StatementSource, Unanswered } from '../../statements.source.js';

const LISTS: readonly { list: FlutterwaveList; what: string; date: string }[] = [
  { list: 'transactions', what: 'transaction', date: 'created_at' },
  { list: 'transfers', what: 'transfer', date: 'created_at' },
  { list: 'refunds', what: 'refund', date: 'created_at' },
  { list: 'settlements', what: 'settlement', date: 'transaction_date' },
];

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Flutterwave's lists, put together to a file of one object a line. */
@Injectable()
export class FlutterwaveFetch implements StatementSource {
  constructor(
    private readonly client: FlutterwaveStatements,
    private readonly clock: Clock,
  ) {}

  /** All lists are there before the first byte is handed on. */
  async file(currency: string, from: Date, to: Date): Promise<AsyncIterable<Buffer>> {
    const lines = [JSON.stringify({ what: API_FILE, currency, from: from.toISOString(), to: to.toISOString() })];
    for (const { list, what, date } of LISTS) {
      for await (const entry of this.entries(list, date, { currency, from, to })) {
        const data = what === 'settlement' ? await this.withParts(entry) : entry;
        lines.push(JSON.stringify({ what, data }));
      }
    }
    return content([`${lines.join('\n')}\n`]);
  }

  /** What is there now without what moved since. */
  async balanceAt(currency: string, moment: Date): Promise<number | undefined> {
    const balance = await this.client.balance(currency);
    if (balance.kind !== 'succeeded') throw new Unanswered(balance.detail);
    const file = await this.file(currency, moment, this.clock.now());
    const read = flutterwaveApi.reader('', currency);
    let sum = 0;
    for await (const part of file) {
      for (const record of part.toString('latin1').split('\n').slice(1)) {
        const line = read(record);
        if (typeof line === 'string') return undefined;
        sum += line?.net ?? 0;
      }
    }
    return balance.value - sum;
  }

  /** A settlement that left for our bank, with what it pays out. */
  private async withParts(entry: Record<string, unknown>): Promise<Record<string, unknown>> {
    if (entry['destination'] === 'wallet') return entry;
    const answer = await this.client.settled(String(entry['id']));
    if (answer.kind === 'unknown') throw new Unanswered(`settlement: ${answer.detail}`);
    return { ...entry, transactions: answer.value };
  }

  /** Entries of the period; some lists know no days and begin with the newest, so that a page can repeat the one before. */
  private async *entries(
    list: FlutterwaveList,
    date: string,
    { currency, from, to }: { currency: string; from: Date; to: Date },
  ): AsyncGenerator<Record<string, unknown>> {
    const days = { currency, from: dayOf(from.getTime()), to: dayOf(to.getTime() - 1) };
    const seen = new Set<string>();
    for (let page = 1, pages = 1; page <= pages; page++) {
      const answer = await this.client.page(list, days, page);
      if (answer.kind === 'unknown') throw new Unanswered(`${list}: ${answer.detail}`);
      pages = answer.value.totalPages;
      let older = 0;
      for (const entry of answer.value.entries) {
        const at = momentOf(String(entry[date]));
        const isInside = at === undefined || (at >= from.getTime() && at < to.getTime());
        const id = String(entry['id']);
        if (isInside && !seen.has(id)) yield entry;
        seen.add(id);
        if (at !== undefined && at < from.getTime()) older++;
      }
      if (older > 0 && older === answer.value.entries.length) return;
    }
  }
}

async function* content(parts: readonly string[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part);
}
