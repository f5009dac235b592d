import { randomInt } from 'node:crypto';
import { feeOf } from '../core/money.js';
import { Table } from '../core/table.js';
import type { Timer } from '../core/timers.js';
import type { Workbench } from '../core/workbench.js';
import { explain, Refusal } from './pawapay.codes.js';
import { statusOf } from './pawapay.operators.js';
import { planFor } from './pawapay.plan.js';
import { checkRefund } from './pawapay.refunds.js';
import { pawapaySeal } from './pawapay.seal.js';
import { loadKey, type SigningKey } from './pawapay.signature.js';
import { isFinal, names, type Draft, type Finish, type Kind, type Operation, type Status } from './pawapay.types.js';
import { checkAccount, checkAmount, readRequest } from './pawapay.validation.js';
import { callbackView, moment } from './pawapay.views.js';
import { walletOf, type Wallet } from './pawapay.wallet.js';

/** What a customer can do with a PIN prompt. */
export type CustomerAnswer = 'approve' | 'wrongPin' | 'insufficientFunds' | 'ignore';

const answers = {
  approve: {},
  wrongPin: { failureCode: 'PAYMENT_NOT_APPROVED', failureMessage: 'The customer entered a wrong PIN' },
  insufficientFunds: { failureCode: 'INSUFFICIENT_BALANCE' },
};

/** The pawaPay side: takes payments, carries them through their states and tells their end. */
export class PawapayDesk {
  readonly key: SigningKey;
  private readonly operations: Table<Operation>;
  private readonly timers = new Map<string, Timer>();

  constructor(private readonly bench: Workbench) {
    this.key = loadKey(bench.config.keyFile);
    this.operations = new Table('pawapay', bench.journal);
    bench.courier.use('pawapay', pawapaySeal(bench, this.key));
  }

  private get settings() {
    return this.bench.settings.pawapay;
  }

  all(): Operation[] {
    return this.operations.all();
  }

  find(kind: Kind, id: string): Operation | undefined {
    const operation = this.operations.get(id.toLowerCase());
    return operation?.kind === kind ? operation : undefined;
  }

  wallet(): Wallet {
    return walletOf(this.operations.all(), this.settings.openingBalance);
  }

  /** Deposits whose customer is being asked for the PIN, oldest first. */
  prompts(phone?: string): Operation[] {
    return this.all().filter((one) => one.prompt === 'waiting' && (phone === undefined || one.phone === phone));
  }

  /** Takes a payment, or recognises one it has; throws a Refusal when it is turned down. */
  initiate(kind: Kind, input: unknown): { operation: Operation; isNew: boolean } {
    const request = readRequest(kind, input, this.settings);
    const id = request.id.toLowerCase();
    const known = this.operations.get(id);
    if (known) return { operation: known, isNew: false };
    const draft = kind === 'refund' ? checkRefund(request, this.all()) : this.check(request);
    if (kind !== 'deposit' && draft.amount > this.wallet().balance) throw new Refusal('PAWAPAY_WALLET_OUT_OF_FUNDS');
    return { operation: this.open({ ...draft, id }), isNew: true };
  }

  /** The customer answers a prompt; undefined when there is none (any more). */
  answer(id: string, answer: CustomerAnswer): Operation | undefined {
    const operation = this.find('deposit', id);
    if (!operation || isFinal(operation.status) || !['waiting', 'ignored'].includes(operation.prompt ?? '')) return undefined;
    if (answer === 'ignore') {
      operation.prompt = 'ignored';
      return this.operations.save(operation);
    }
    operation.prompt = 'answered';
    operation.plan = { how: 'finish', ms: this.settings.finishMs, ...answers[answer] };
    this.operations.save(operation);
    this.follow(operation, operation.plan);
    return operation;
  }

  /** Puts an operation into any state, even out of a final one; a final state is told by callback. */
  force(id: string, status: Status, failureCode?: string): Operation | undefined {
    const operation = this.operations.get(id.toLowerCase());
    if (!operation) return undefined;
    this.stop(operation);
    if (status === 'COMPLETED') this.conclude(operation);
    else if (status === 'FAILED') this.conclude(operation, failureCode ?? 'UNSPECIFIED_FAILURE');
    else this.move(operation, status);
    return operation;
  }

  /** Cancels a payout or refund that waits for its operator; false when it does not. */
  cancel(operation: Operation): boolean {
    if (operation.status !== 'ENQUEUED') return false;
    this.later(operation, this.settings.finishMs, () => {
      if (operation.status === 'ENQUEUED') this.conclude(operation, 'MANUALLY_CANCELLED');
    });
    return true;
  }

  /** Tells the end of an operation (again). */
  tell(operation: Operation): void {
    this.bench.courier.send({
      ...{ provider: 'pawapay', operation: operation.kind, id: operation.id, reference: operation.id },
      ...{ phone: operation.phone, url: this.settings.callbackUrl, body: callbackView(operation) },
    });
  }

  /** Lets payouts go that waited for an operator which works again. */
  dequeue(): void {
    for (const operation of this.all()) {
      if (operation.status === 'ENQUEUED' && !this.isDelayed(operation)) this.start(operation);
    }
  }

  /** Goes on where an earlier process stopped. */
  resume(): void {
    const told = new Set(this.bench.courier.all().map((delivery) => delivery.paymentId));
    for (const { paymentId } of this.bench.courier.unfinished('pawapay')) told.delete(paymentId);
    for (const operation of this.all()) {
      if (!isFinal(operation.status)) this.start(operation);
      else if (!told.has(operation.id)) this.tell(operation);
    }
  }

  clear(): void {
    this.timers.clear();
    this.operations.clear();
  }

  private check(request: ReturnType<typeof readRequest>): Draft {
    checkAccount(request, this.settings);
    return { ...request, amount: checkAmount(request, this.settings) };
  }

  private open(draft: Draft): Operation {
    const operation = this.operations.save({
      ...draft,
      ...{ status: 'ACCEPTED' as const, created: moment(Date.now()), fee: 0 },
      plan: planFor(draft, this.bench, (phone) => this.prompts(phone).length > 0),
    });
    this.start(operation);
    return operation;
  }

  private start(operation: Operation): void {
    const { plan } = operation;
    if (this.isDelayed(operation)) return this.move(operation, 'ENQUEUED');
    if (plan.how === 'prompt') operation.prompt ??= 'waiting';
    this.later(operation, this.settings.processingMs, () => {
      this.move(operation, plan.how === 'reconciliation' ? 'IN_RECONCILIATION' : 'PROCESSING');
      if (plan.how === 'finish') this.follow(operation, plan, this.settings.processingMs);
      if (plan.how === 'prompt') this.later(operation, this.settings.promptTimeoutMs, () => this.expire(operation));
    });
  }

  private follow(operation: Operation, plan: Finish, passed = 0): void {
    this.later(operation, Math.max(0, plan.ms - passed), () => this.conclude(operation, plan.failureCode, plan.failureMessage));
  }

  private expire(operation: Operation): void {
    operation.prompt = 'expired';
    this.conclude(operation, 'PAYMENT_NOT_APPROVED', 'The customer did not answer in time');
  }

  private conclude(operation: Operation, failureCode?: string, message?: string): void {
    this.stop(operation);
    if (operation.prompt === 'waiting') operation.prompt = 'answered';
    operation.endedAt = Date.now();
    operation.failureCode = failureCode;
    operation.failureMessage = failureCode && (message ?? explain(failureCode));
    if (!failureCode) {
      operation.providerTransactionId ??= String(randomInt(1_000_000_000, 10_000_000_000));
      operation.fee = this.feeFor(operation);
    }
    this.move(operation, failureCode ? 'FAILED' : 'COMPLETED');
    this.tell(operation);
  }

  private feeFor({ kind, amount }: Operation): number {
    const basisPoints = { deposit: this.settings.depositFeeBps, payout: this.settings.payoutFeeBps, refund: 0 };
    return feeOf(amount, basisPoints[kind]);
  }

  private isDelayed({ kind, provider }: Operation): boolean {
    return kind !== 'deposit' && statusOf(this.settings, provider, names[kind].operation) === 'DELAYED';
  }

  private move(operation: Operation, status: Status): void {
    operation.status = status;
    this.operations.save(operation);
  }

  /** One thing at a time is planned for an operation. */
  private later(operation: Operation, ms: number, work: () => void): void {
    this.stop(operation);
    this.timers.set(operation.id, this.bench.timers.after(ms, work));
  }

  private stop({ id }: Operation): void {
    this.bench.timers.cancel(this.timers.get(id));
    this.timers.delete(id);
  }
}
