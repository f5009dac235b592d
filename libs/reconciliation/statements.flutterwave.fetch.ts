import { Injectable } from '@nestjs/common';
import { type FlutterwaveList, FlutterwaveStatements } from '@pakashop/providers/flutterwave';
import { API_FILE, flutterwaveApi } from './statements.flutterwave.js';
import { momentOf } from './statements.money.js';

const LISTS: readonly { list: FlutterwaveList; what: string; date: string }[] = [
  { list: 'transactions', what: 'transaction', date: 'created_at' },
  { list: 'transfers', what: 'transfer', date: 'created_at' },
  { list: 'refunds', what: 'refund', date: 'created_at' },
  { list: 'settlements', what: 'settlement', date: 'transaction_date' },
];

class Unanswered extends Error {}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Flutterwave's lists, put together to a file of one object a line. */
@Injectable()
export class FlutterwaveFetch {
  constructor(private readonly client: FlutterwaveStatements) {}

  /** The file of a period; undefined when a list is not to be had now. */
  async file(currency: string, from: Date, to: Date): Promise<AsyncIterable<Buffer> | undefined> {
    try {
      const lines = [JSON.stringify({ what: API_FILE, currency, from: from.toISOString(), to: to.toISOString() })];
      for (const { list, what, date } of LISTS) {
        for await (const entry of this.entries(list, date, { currency, from, to })) {
          lines.push(JSON.stringify({ what, data: entry }));
        }
      }
      return content([`${lines.join('\n')}\n`]);
    } catch (error) {
      if (error instanceof Unanswered) return undefined;
      throw error;
    }
  }

  /** What was in the wallet at a moment: what is there now without what moved since. */
  async balanceAt(currency: string, moment: Date): Promise<number | undefined> {
    const balance = await this.client.balance(currency);
    const file = balance.kind === 'succeeded' ? await this.file(currency, moment, new Date()) : undefined;
    if (!file || balance.kind !== 'succeeded') return undefined;
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

  /** Entries of the period; some lists know no days and begin with the newest. */
  private async *entries(
    list: FlutterwaveList,
    date: string,
    { currency, from, to }: { currency: string; from: Date; to: Date },
  ): AsyncGenerator<Record<string, unknown>> {
    const days = { currency, from: dayOf(from.getTime()), to: dayOf(to.getTime() - 1) };
    for (let page = 1, pages = 1; page <= pages; page++) {
      const answer = await this.client.page(list, days, page);
      if (answer.kind === 'unknown') throw new Unanswered();
      pages = answer.value.totalPages;
      let older = 0;
      for (const entry of answer.value.entries) {
        const at = momentOf(String(entry[date]));
        if (at === undefined || (at >= from.getTime() && at < to.getTime())) yield entry;
        if (at !== undefined && at < from.getTime()) older++;
      }
      if (older > 0 && older === answer.value.entries.length) return;
    }
  }
}

async function* content(parts: readonly string[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part);
}
