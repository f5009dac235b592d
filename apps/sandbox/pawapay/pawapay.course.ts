import { randomInt } from 'node:crypto';
import { feeOf } from '../core/money.js';
import type { Table } from '../core/table.js';
import type { Timer } from '../core/timers.js';
import type { Workbench } from '../core/workbench.js';
import { explain } from './pawapay.codes.js';
import { statusOf } from './pawapay.operators.js';
import { names, type Finish, type Operation, type Status } from './pawapay.types.js';
import { callbackView } from './pawapay.views.js';

/** Carries operations through their states, on time, and tells their end. */
export class Course {
  private readonly timers = new Map<string, Timer>();

  constructor(
    private readonly bench: Workbench,
    private readonly operations: Table<Operation>,
  ) {}

  private get settings() {
    return this.bench.settings.pawapay;
  }

  /** Sets an accepted operation on its way, or enqueues it while its operator is delayed. */
  start(operation: Operation): void {
    const { plan } = operation;
    if (this.isDelayed(operation)) return this.move(operation, 'ENQUEUED');
    if (plan.how === 'prompt') operation.prompt ??= 'waiting';
    this.later(operation, this.settings.processingMs, () => {
      this.move(operation, plan.how === 'reconciliation' ? 'IN_RECONCILIATION' : 'PROCESSING');
      if (plan.how === 'finish') this.follow(operation, plan, this.settings.processingMs);
      if (plan.how === 'prompt') this.later(operation, this.settings.promptTimeoutMs, () => this.expire(operation));
    });
  }

  /** Ends an operation as planned, after its time less what has passed of it. */
  follow(operation: Operation, { ms, failureCode, failureMessage }: Finish, passed = 0): void {
    this.later(operation, Math.max(0, ms - passed), () => this.conclude(operation, failureCode, failureMessage));
  }

  /** Brings an operation to its end, whatever it was before, and tells it. */
  conclude(operation: Operation, failureCode?: string, message?: string): void {
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

  /** Puts an operation into a state that is not its end, where it stays. */
  halt(operation: Operation, status: Status): void {
    this.stop(operation);
    this.move(operation, status);
  }

  /** Ends an enqueued operation a little later. */
  cancel(operation: Operation): void {
    this.later(operation, this.settings.finishMs, () => {
      if (operation.status === 'ENQUEUED') this.conclude(operation, 'MANUALLY_CANCELLED');
    });
  }

  /** Tells the end of an operation (again). */
  tell(operation: Operation): void {
    this.bench.courier.send({
      ...{ provider: 'pawapay', operation: operation.kind, id: operation.id, reference: operation.id },
      ...{ phone: operation.phone, url: this.settings.callbackUrl, body: callbackView(operation) },
    });
  }

  isDelayed({ kind, provider }: Operation): boolean {
    return kind !== 'deposit' && statusOf(this.settings, provider, names[kind].operation) === 'DELAYED';
  }

  clear(): void {
    this.timers.clear();
  }

  private expire(operation: Operation): void {
    operation.prompt = 'expired';
    this.conclude(operation, 'PAYMENT_NOT_APPROVED', 'The customer did not answer in time');
  }

  private feeFor({ kind, amount }: Operation): number {
    const basisPoints = { deposit: this.settings.depositFeeBps, payout: this.settings.payoutFeeBps, refund: 0 };
    return feeOf(amount, basisPoints[kind]);
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
