import { kwacha } from '../core/money.js';
import { Table } from '../core/table.js';
import type { Workbench } from '../core/workbench.js';
import { Trouble } from './flutterwave.answers.js';
import type { FlutterwaveDesk } from './flutterwave.desk.js';
import { amount, currency, optional, text } from './flutterwave.fields.js';
import type { Refund, Settlement, Transaction, Transfer } from './flutterwave.types.js';
import { transferView } from './flutterwave.views.js';

/** The balance in ngwee: what was collected, and what of it may be spent. */
interface Balance {
  currency: 'ZMW';
  opening: number;
  collected: number;
  fees: number;
  refunded: number;
  transferred: number;
  ledger: number;
  available: number;
}

/** The spending side of Flutterwave: refunds, transfers and the settlements that make collections spendable. */
export class FlutterwaveTreasury {
  private readonly refunds: Table<Refund>;
  private readonly transfers: Table<Transfer>;
  private readonly settlements: Table<Settlement>;

  constructor(
    private readonly bench: Workbench,
    private readonly desk: FlutterwaveDesk,
  ) {
    this.refunds = new Table('flutterwave.refunds', bench.journal);
    this.transfers = new Table('flutterwave.transfers', bench.journal);
    this.settlements = new Table('flutterwave.settlements', bench.journal);
  }

  private get settings() {
    return this.bench.settings.flutterwave;
  }

  get transferFee(): number {
    return this.settings.transferFee;
  }

  allRefunds(): Refund[] {
    return this.refunds.all();
  }

  allTransfers(): Transfer[] {
    return this.transfers.all();
  }

  allSettlements(): Settlement[] {
    return this.settlements.all();
  }

  transfer(id: number): Transfer | undefined {
    return this.transfers.get(id);
  }

  settlement(id: number): Settlement | undefined {
    return this.settlements.get(id);
  }

  balance(): Balance {
    const { openingBalance: opening } = this.settings;
    const paid = this.desk.store.all().filter((one) => one.status === 'successful' && one.currency === 'ZMW');
    const collected = sum(paid.map((one) => one.amount));
    const fees = sum(paid.map((one) => one.fee));
    const settled = sum(paid.filter((one) => one.settlementId !== undefined).map((one) => one.amount - one.fee));
    const refunded = sum(this.allRefunds().map((one) => one.amount));
    const transferred = sum(
      this.allTransfers()
        .filter((one) => one.status !== 'FAILED')
        .map((one) => one.amount + one.fee),
    );
    const spent = refunded + transferred;
    return {
      ...{ currency: 'ZMW' as const, opening, collected, fees, refunded, transferred },
      ...{ ledger: opening + collected - fees - spent, available: opening + settled - spent },
    };
  }

  refund(transaction: Transaction, body: Record<string, unknown>): Refund {
    if (transaction.status !== 'successful') throw new Trouble('Only successful transactions can be refunded');
    const before = sum(
      this.allRefunds()
        .filter((one) => one.transactionId === transaction.id)
        .map((one) => one.amount),
    );
    const left = transaction.amount - before;
    const asked = body.amount === undefined ? left : amount(body);
    if (left === 0 || asked > left) throw new Trouble(`Refund amount exceeds the ${kwacha(left)} that is left`);
    if (asked > this.balance().available) throw new Trouble('Insufficient balance for this refund');
    return this.refunds.save({
      ...{ id: 500_000_001 + this.refunds.size, transactionId: transaction.id, flwRef: transaction.flwRef },
      ...{ amount: asked, comments: optional(body, 'comments'), createdAt: Date.now() },
    });
  }

  send(body: Record<string, unknown>): Transfer {
    const transfer = this.read(body);
    if (this.settings.reuse === 'reject' && this.allTransfers().some((one) => one.reference === transfer.reference)) {
      throw new Trouble('Transfer with this reference already exists');
    }
    if (transfer.accountBank === '044' && transfer.accountNumber === '0690000036') {
      throw new Trouble('Payout was made to a blacklisted account number');
    }
    if (transfer.amount + transfer.fee > this.balance().available)
      throw new Trouble('Insufficient balance for this transfer');
    this.transfers.save(transfer);
    this.start(transfer);
    return transfer;
  }

  /** Moves everything collected so far into the spendable balance. */
  settle(): Settlement | undefined {
    const open = this.desk.store
      .all()
      .filter((one) => one.status === 'successful' && one.currency === 'ZMW' && one.settlementId === undefined);
    if (open.length === 0) return undefined;
    const settlement: Settlement = {
      ...{ id: 300_000_001 + this.settlements.size, transactionIds: open.map((one) => one.id), createdAt: Date.now() },
      ...{ gross: sum(open.map((one) => one.amount)), fee: sum(open.map((one) => one.fee)) },
    };
    for (const transaction of open) {
      transaction.settlementId = settlement.id;
      this.desk.store.saveAttempt(transaction);
    }
    return this.settlements.save(settlement);
  }

  /** Brings a transfer to its end. */
  conclude(transfer: Transfer, failure?: string): void {
    Object.assign(transfer, { status: failure ? 'FAILED' : 'SUCCESSFUL', message: failure ?? 'Successful' });
    this.transfers.save(transfer);
    this.tell(transfer);
  }

  private tell(transfer: Transfer): void {
    this.bench.courier.send({
      ...{ provider: 'flutterwave', operation: 'transfer', id: String(transfer.id), reference: transfer.reference },
      ...{ phone: transfer.accountNumber, url: this.settings.callbackUrl },
      body: { event: 'transfer.completed', 'event.type': 'Transfer', data: transferView(transfer, 'fullname') },
    });
  }

  /** Goes on where an earlier process stopped; `told` are the payments whose end is known on the other side. */
  resume(told: ReadonlySet<string>): void {
    for (const transfer of this.allTransfers()) {
      if (['NEW', 'PENDING'].includes(transfer.status)) this.start(transfer);
      else if (!told.has(String(transfer.id))) this.tell(transfer);
    }
  }

  clear(): void {
    for (const table of [this.refunds, this.transfers, this.settlements]) table.clear();
  }

  private start(transfer: Transfer): void {
    this.bench.timers.after(0, () => this.transfers.save(Object.assign(transfer, { status: 'PENDING' })));
    const { ending } = transfer;
    if (ending)
      this.bench.timers.after(
        ending.ms,
        () => transfer.status === 'PENDING' && this.conclude(transfer, ending.failure),
      );
  }

  private read(body: Record<string, unknown>): Transfer {
    const reference = text(body, 'reference');
    const beneficiaryName = optional(body, 'beneficiary_name');
    const transfer: Transfer = {
      ...{ id: 700_000_001 + this.transfers.size, reference, beneficiaryName, createdAt: Date.now() },
      ...{ accountBank: text(body, 'account_bank'), accountNumber: text(body, 'account_number') },
      ...{ amount: amount(body), currency: currency(body), debitCurrency: currency(body, 'debit_currency') },
      ...{ narration: optional(body, 'narration') ?? '', meta: body.meta, fee: this.settings.transferFee },
      ...{ status: 'NEW' as const, message: '' },
    };
    transfer.ending = this.endingFor(transfer);
    return transfer;
  }

  private endingFor({ accountBank, accountNumber, reference, beneficiaryName }: Transfer): Transfer['ending'] {
    const { autoApprove, autoApproveMs, minuteMs } = this.settings;
    const subject = { phone: accountNumber, references: [reference] };
    const fault = this.bench.faults.take('flutterwave', 'transfer', subject, ['stuck', 'fail']);
    if (fault)
      return fault.kind === 'stuck' ? undefined : { ms: fault.ms ?? autoApproveMs, failure: fault.code ?? 'Declined' };
    if (accountBank === 'MPS' && !beneficiaryName)
      return { ms: autoApproveMs, failure: 'beneficiary_name is required' };
    const suffix = /_PMCK(?<fails>_ST_F)?(?:DU_(?<minutes>\d+))?$/.exec(reference)?.groups;
    if (suffix)
      return { ms: Number(suffix.minutes ?? 10) * minuteMs, failure: suffix.fails && 'Failed, as the reference asks' };
    return autoApprove ? { ms: autoApproveMs } : undefined;
  }
}

const sum = (amounts: number[]): number => amounts.reduce((total, one) => total + one, 0);
