import { columnsOf, hasColumns, placeOf } from './statements.columns.js';
import type { StatementFormat } from './statements.formats.js';
import { momentOf, signedNgwee } from './statements.money.js';
import { fieldsOf } from './statements.records.js';

/** Our bank account's export: date, reference, amount; money that leaves it is negative and nobody's business here. */
export const bankCsv: StatementFormat = {
  name: 'bank.csv',
  provider: 'bank',
  isFirst: (first) => hasColumns(first, ['date', 'reference', 'amount']),
  reader(first, currency) {
    const columns = columnsOf(first);
    const [date, reference, amount] = [
      ...[placeOf(columns, 'date'), placeOf(columns, 'reference'), placeOf(columns, 'amount')],
    ] as [number, number, number];
    return (record) => {
      if (record === '') return undefined;
      const fields = fieldsOf(record);
      if (fields.length < columns.size) return `${fields.length} fields instead of ${columns.size}`;
      const at = momentOf(fields[date]!);
      if (at === undefined) return 'the date cannot be read';
      const net = signedNgwee(fields[amount]!);
      if (net === undefined) return 'the amount cannot be read';
      if (net <= 0) return undefined;
      const batch = Buffer.from(fields[reference]!, 'latin1').toString('utf8').trim().slice(0, 200);
      const ids = { ourId: '', providerId: batch, batch };
      return { entry: 'CREDIT', ...ids, status: 'SUCCEEDED', gross: net, fee: 0, net, currency, at };
    };
  },
};
