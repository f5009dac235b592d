import { columnsOf, hasColumns, placeOf } from './statements.columns.js';
import type { StatementFormat } from './statements.formats.js';
import type { Line } from './statements.line.js';
import { momentOf, signedNgwee } from './statements.money.js';
import { fieldsOf } from './statements.records.js';

const STATUS: Readonly<Record<string, Line['status']>> = {
  successful: 'SUCCEEDED',
  success: 'SUCCEEDED',
  completed: 'SUCCEEDED',
  failed: 'FAILED',
};

/** What a record of Flutterwave says, as text, under the names of its API. */
interface Said {
  readonly id: string;
  readonly reference: string;
  readonly amount: string;
  readonly fees: readonly string[];
  readonly currency: string;
  readonly status: string;
  readonly date: string;
  readonly batch?: string;
}

/**
 * Flutterwave's export of transactions, or the transactions of a settlement: the fields of its API as columns.
 * https://developer.flutterwave.com/docs/settlements
 */
export const flutterwaveCsv: StatementFormat = {
  name: 'flutterwave.csv',
  provider: 'flutterwave',
  isFirst: (first) => hasColumns(first, ['id', 'tx_ref', 'currency', 'status']),
  reader(first) {
    const columns = columnsOf(first);
    const place = (...names: string[]) => placeOf(columns, ...names);
    const [id, reference, amount] = [place('id'), place('tx_ref'), place('amount', 'charged_amount')];
    const fees = [place('app_fee'), place('merchant_fee')].filter((index) => index >= 0);
    const [currency, status] = [place('currency'), place('status')];
    const [date, batch] = [place('created_at', 'transaction_date'), place('settlement_id')];
    return (record) => {
      if (record === '') return undefined;
      const fields = fieldsOf(record);
      if (fields.length < columns.size) return `${fields.length} fields instead of ${columns.size}`;
      const of = (index: number) => fields[index] ?? '';
      return lineOf('DEPOSIT', {
        ...{ id: of(id), reference: of(reference), amount: of(amount), fees: fees.map(of) },
        ...{ currency: of(currency), status: of(status), date: of(date), batch: of(batch) },
      });
    };
  },
};

/** What stands in the first record of the answers of Flutterwave's API that we put together to a file. */
export const API_FILE = 'flutterwave.api.1';

type Told = Readonly<Record<string, unknown>>;

/** Answers of Flutterwave's API, one object a line. */
export const flutterwaveApi: StatementFormat = {
  name: 'flutterwave.api',
  provider: 'flutterwave',
  isFirst: (first) => first.includes(`"${API_FILE}"`),
  reader: () => (record) => {
    if (record === '') return undefined;
    const { what, data } = parse(record);
    if (!data) return 'no JSON of ours';
    const id = text(data.id);
    const common = { id, currency: text(data.currency), status: text(data.status).toLowerCase() };
    if (what === 'transaction') {
      const fees = [text(data.app_fee), text(data.merchant_fee)];
      const said = { reference: text(data.tx_ref), amount: text(data.amount), date: text(data.created_at), fees };
      return lineOf('DEPOSIT', { ...common, ...said });
    }
    if (what === 'transfer') {
      const said = { reference: text(data.reference), amount: text(data.amount), date: text(data.created_at) };
      return lineOf('PAYOUT', { ...common, ...said, fees: [text(data.fee)] });
    }
    if (what === 'refund') {
      const said = { reference: id, amount: text(data.amount_refunded), date: text(data.created_at), fees: [] };
      return lineOf('REFUND', { ...common, ...said, currency: common.currency || 'ZMW' });
    }
    if (what !== 'settlement') return 'no JSON of ours';
    // What only becomes spendable stays in the wallet.
    if (text(data.destination) === 'wallet') return undefined;
    const batch = text(data.disburse_ref);
    const date = text(data.processed_date) || text(data.transaction_date);
    const said = { ...common, reference: '', amount: text(data.net_amount), fees: [], date, batch };
    const line = lineOf('SETTLEMENT', said);
    return typeof line === 'string' ? line : { ...line, parts: partsOf(data) };
  },
};

/** What a settlement pays out, by Flutterwave's ids, and what it keeps back of that. Ngwee. */
interface SettlementParts {
  readonly transactions: readonly string[];
  readonly keptBack: number;
}

/** Refunds and chargebacks are taken off as the settlement says; fees stand in the transactions. */
function partsOf(data: Told): string | undefined {
  if (!Array.isArray(data.transactions)) return undefined;
  const kept = [data.refund, data.chargeback].map((one) => signedNgwee(text(one) || '0') ?? 0);
  const parts: SettlementParts = {
    transactions: data.transactions.map(text),
    keptBack: kept.reduce((sum, one) => sum + one, 0),
  };
  return JSON.stringify(parts);
}

function lineOf(entry: 'DEPOSIT' | 'PAYOUT' | 'REFUND' | 'SETTLEMENT', said: Said): Line | string {
  const at = momentOf(said.date);
  if (at === undefined) return 'the date cannot be read';
  const gross = signedNgwee(said.amount);
  if (gross === undefined || gross < 0) return 'the amount cannot be read';
  const fees = said.fees.map((fee) => (fee === '' ? 0 : signedNgwee(fee)));
  if (fees.includes(undefined)) return 'the fee cannot be read';
  if (!/^[A-Z]{3}$/.test(said.currency)) return 'the currency cannot be read';
  const status = STATUS[said.status] ?? 'PENDING';
  const isDone = status === 'SUCCEEDED';
  const fee = isDone ? fees.reduce<number>((sum, one) => sum + one!, 0) : 0;
  const moved = (entry === 'DEPOSIT' ? gross : -gross) - fee;
  return {
    ...{ entry, ourId: said.reference, providerId: said.id, status, gross, fee, net: isDone ? moved : 0 },
    ...{ currency: said.currency, at, batch: said.batch ?? '' },
  };
}

function parse(record: string): { what?: unknown; data?: Told } {
  try {
    return JSON.parse(Buffer.from(record, 'latin1').toString('utf8')) as { what?: unknown; data?: Told };
  } catch {
    return {};
  }
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
