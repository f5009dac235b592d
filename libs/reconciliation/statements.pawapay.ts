import { columnsOf, hasColumns, placeOf } from './statements.columns.js';
import type { StatementFormat } from './statements.formats.js';
import type { Entry, Line } from './statements.line.js';
import { momentOf, signedNgwee } from './statements.money.js';
import { fieldsOf } from './statements.records.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

const ENTRY: Readonly<Record<string, Entry>> = {
  DEPOSIT: 'DEPOSIT',
  PAYOUT: 'PAYOUT',
  REFUND: 'REFUND',
  SETTLEMENT: 'SETTLEMENT',
  WITHDRAWAL: 'SETTLEMENT',
};

const STATUS: Readonly<Record<string, Line['status']>> = { '': 'SUCCEEDED', COMPLETED: 'SUCCEEDED', FAILED: 'FAILED' };

/**
 * pawaPay's wallet statement: one line per movement, money out negative, a fee as a line of its own under the same
 * transaction. Its `Transaction ID` is the id that we gave. https://docs.pawapay.io/dashboard/finances/statements
 */
export const pawapayCsv: StatementFormat = {
  name: 'pawapay.csv',
  provider: 'pawapay',
  isFirst: (first) => hasColumns(first, ['creation_date', 'transaction_id', 'amount', 'currency', 'type']),
  reader(first) {
    const columns = columnsOf(first);
    const [date, id, amount, currency, type, status] = [
      ...['creation_date', 'transaction_id', 'amount', 'currency', 'type', 'status'],
    ].map((name) => placeOf(columns, name)) as [number, number, number, number, number, number];
    return (record) => {
      if (record === '') return undefined;
      const fields = fieldsOf(record);
      if (fields.length < columns.size) return `${fields.length} fields instead of ${columns.size}`;
      const at = momentOf(fields[date]!);
      if (at === undefined) return 'the date cannot be read';
      const net = signedNgwee(fields[amount]!);
      if (net === undefined) return 'the amount cannot be read';
      const standing = STATUS[status < 0 ? '' : fields[status]!] ?? 'PENDING';
      return lineOf(fields[type]!, fields[id]!, standing, { net, at, currency: fields[currency]! });
    };
  },
};

interface Moved {
  readonly net: number;
  readonly at: number;
  readonly currency: string;
}

function lineOf(type: string, id: string, status: Line['status'], { net, at, currency }: Moved): Line | string {
  if (!/^[A-Z]{3}$/.test(currency)) return 'the currency cannot be read';
  const entry = entryOf(type);
  if (!fits(entry, net)) return `a ${type} of this sign is not known`;
  const isOurs = UUID.test(id);
  const ids = isOurs ? { ourId: id.toLowerCase(), providerId: '' } : { ourId: '', providerId: id };
  const moved = status === 'SUCCEEDED' ? net : 0;
  const common = { entry, ...ids, status, net: moved, currency, at, batch: entry === 'SETTLEMENT' ? id : '' };
  if (entry === 'FEE') return { ...common, gross: 0, fee: -net };
  return { ...common, gross: entry === 'OTHER' ? net : Math.abs(net), fee: 0 };
}

const entryOf = (type: string): Entry => (/(?:^|_)FEE$/.test(type) ? 'FEE' : (ENTRY[type] ?? 'OTHER'));

const fits = (entry: Entry, net: number): boolean =>
  entry === 'OTHER' || entry === 'FEE' || (entry === 'DEPOSIT' ? net > 0 : net < 0);
