import { randomUUID } from 'node:crypto';
import { kwacha } from '../core/money.js';
import { Table } from '../core/table.js';
import type { Workbench } from '../core/workbench.js';
import { Refusal } from './pawapay.codes.js';
import type { PawapayDesk } from './pawapay.desk.js';
import { objectBody, onlyKnown, requiredObject, requiredText } from './pawapay.fields.js';
import type { Operation } from './pawapay.types.js';
import { moment } from './pawapay.views.js';

/** An order for the movements of the wallet in a period. */
interface Statement {
  id: string;
  wallet: { country: string; currency: string; provider?: string };
  callbackUrl: string;
  startDate: string;
  endDate: string;
  compressed: boolean;
  status: 'PROCESSING' | 'COMPLETED';
  created: string;
  completedAt?: number;
  csv?: string;
}

const DAY = 86_400_000;
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?$/;
const COLUMNS = [
  'Creation Date',
  'MSISDN',
  'Transaction ID',
  'Amount',
  'Currency',
  'Country',
  'MNO',
  'Type',
  'Metadata',
];

/** Makes statements: one line per movement of the wallet, money out negative, times in UTC. */
export class Statements {
  private readonly table: Table<Statement>;

  constructor(
    private readonly bench: Workbench,
    private readonly desk: PawapayDesk,
  ) {
    this.table = new Table('statements', bench.journal);
  }

  find(id: string): Statement | undefined {
    return this.table.get(id);
  }

  order(input: unknown, link: (statement: Statement) => string): Statement {
    const statement = this.table.save({
      ...read(input),
      id: randomUUID(),
      status: 'PROCESSING',
      created: moment(Date.now()),
    });
    this.bench.timers.after(this.bench.settings.pawapay.finishMs, () => {
      Object.assign(statement, { status: 'COMPLETED', completedAt: Date.now(), csv: this.csv(statement) });
      this.table.save(statement);
      this.bench.courier.send({
        ...{ provider: 'pawapay', operation: 'statement', id: statement.id, reference: statement.id },
        ...{ url: statement.callbackUrl, body: statementView(statement, link(statement)) },
      });
    });
    return statement;
  }

  clear(): void {
    this.table.clear();
  }

  private csv({ startDate, endDate, wallet }: Statement): string {
    const until = Math.min(at(endDate), Date.now() - this.bench.settings.pawapay.statementLagMs);
    const lines = this.desk
      .all()
      .filter((one) => one.status === 'COMPLETED' && one.endedAt! >= at(startDate) && one.endedAt! <= until)
      .filter((one) => wallet.provider === undefined || one.provider === wallet.provider)
      .toSorted((one, other) => one.endedAt! - other.endedAt!)
      .flatMap(movements);
    return [COLUMNS, ...lines]
      .map((line) => line.map(quoted).join(','))
      .join('\n')
      .concat('\n');
  }
}

function movements(operation: Operation): string[][] {
  const sign = operation.kind === 'deposit' ? 1 : -1;
  const type = operation.kind.toUpperCase();
  const line = (amount: number, name: string): string[] => [
    ...[moment(operation.endedAt!), operation.phone, operation.id, kwacha(amount), operation.currency, 'ZMB'],
    ...[operation.provider, name, operation.metadata ? JSON.stringify(operation.metadata) : ''],
  ];
  const main = line(sign * operation.amount, type);
  return operation.fee > 0 ? [main, line(-operation.fee, `${type}_FEE`)] : [main];
}

const quoted = (field: string): string => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** Dates without a zone are UTC. */
const at = (date: string): number => Date.parse(date.endsWith('Z') ? date : `${date}Z`);

function read(input: unknown): Pick<Statement, 'wallet' | 'callbackUrl' | 'startDate' | 'endDate' | 'compressed'> {
  const body = objectBody(input);
  onlyKnown(body, ['wallet', 'callbackUrl', 'startDate', 'endDate', 'compressed']);
  const wallet = requiredObject(body, 'wallet', ['country', 'currency', 'provider']) as unknown as Statement['wallet'];
  if (wallet.country !== 'ZMB' || wallet.currency !== 'ZMW')
    throw new Refusal('WALLET_NOT_FOUND', 'There is no such wallet');
  const callbackUrl = requiredText(body, 'callbackUrl', /^.{1,500}$/);
  if (!/^https?:$/.test(URL.parse(callbackUrl)?.protocol ?? ''))
    throw new Refusal('INVALID_CALLBACK_URL', 'It must be an http(s) URL');
  const startDate = requiredText(body, 'startDate', DATE);
  const endDate = requiredText(body, 'endDate', DATE);
  const length = at(endDate) - at(startDate);
  if (!(length > 0 && length <= 31 * DAY)) throw new Refusal('INVALID_DATE_RANGE', 'The range must be 31 days or less');
  return { wallet, callbackUrl, startDate, endDate, compressed: body.compressed === true };
}

/** A statement as status and callback tell it. */
export function statementView(statement: Statement, downloadUrl: string): Record<string, unknown> {
  const { id, csv, completedAt, ...rest } = statement;
  if (csv === undefined || completedAt === undefined) return { statementId: id, ...rest };
  return {
    ...{ statementId: id, ...rest, fileSize: Buffer.byteLength(csv), completedAt: moment(completedAt) },
    ...{ downloadUrl, downloadUrlExpiresAt: moment(completedAt + DAY) },
  };
}
