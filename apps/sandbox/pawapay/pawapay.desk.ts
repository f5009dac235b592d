import { Table } from '../core/table.js';
import type { Workbench } from '../core/workbench.js';
import { Refusal } from './pawapay.codes.js';
import { Course } from './pawapay.course.js';
import { endings, type CustomerAnswer } from './pawapay.customer.js';
import { planFor } from './pawapay.plan.js';
import { checkRefund } from './pawapay.refunds.js';
import { pawapaySeal } from './pawapay.seal.js';
import { loadKey, type SigningKey } from './pawapay.signature.js';
import { isFinal, type Draft, type Kind, type Operation, type Status } from './pawapay.types.js';
import { checkAccount, checkAmount, readRequest, type Request } from './pawapay.validation.js';
import { moment } from './pawapay.views.js';
import { walletOf, type Wallet } from './pawapay.wallet.js';

/** The pawaPay side: takes payments, lets customers answer, and knows what it took. */
export class PawapayDesk {
  readonly key: SigningKey;
  private readonly operations: Table<Operation>;
  private readonly course: Course;

  constructor(private readonly bench: Workbench) {
    this.key = loadKey(bench.config.keyFile);
    this.operations = new Table('pawapay', bench.journal);
    this.course = new Course(bench, this.operations);
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

  /** Why a body cannot even be read as a payment; undefined when it can. */
  whyMalformed(kind: Kind, input: unknown): unknown {
    try {
      readRequest(kind, input, this.settings);
      return undefined;
    } catch (error) {
      return error;
    }
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
    if (operation?.prompt !== 'waiting' && operation?.prompt !== 'ignored') return undefined;
    if (answer === 'ignore') {
      operation.prompt = 'ignored';
      return this.operations.save(operation);
    }
    operation.prompt = 'answered';
    operation.plan = { how: 'finish', ms: this.settings.finishMs, ...endings[answer] };
    this.course.follow(operation, operation.plan);
    return this.operations.save(operation);
  }

  /** Puts an operation into any state, even out of a final one; a final state is told by callback. */
  force(id: string, status: Status, failureCode?: string): Operation | undefined {
    const operation = this.operations.get(id.toLowerCase());
    if (!operation) return undefined;
    if (status === 'COMPLETED') this.course.conclude(operation);
    else if (status === 'FAILED') this.course.conclude(operation, failureCode ?? 'UNSPECIFIED_FAILURE');
    else this.course.halt(operation, status);
    return operation;
  }

  /** Cancels a payout or refund that waits for its operator; false when it does not. */
  cancel(operation: Operation): boolean {
    if (operation.status !== 'ENQUEUED') return false;
    this.course.cancel(operation);
    return true;
  }

  /** Tells the end of an operation again. */
  tell(operation: Operation): void {
    this.course.tell(operation);
  }

  /** Lets payouts go that waited for an operator which works again. */
  dequeue(): void {
    for (const operation of this.all()) {
      if (operation.status === 'ENQUEUED' && !this.course.isDelayed(operation)) this.course.start(operation);
    }
  }

  /** Goes on where an earlier process stopped; `told` are the payments whose end is known on the other side. */
  resume(told: ReadonlySet<string>): void {
    for (const operation of this.all()) {
      if (!isFinal(operation.status)) this.course.start(operation);
      else if (!told.has(operation.id)) this.course.tell(operation);
    }
  }

  clear(): void {
    this.course.clear();
    this.operations.clear();
  }

  private check(request: Request): Draft {
    checkAccount(request, this.settings);
    return { ...request, amount: checkAmount(request, this.settings) };
  }

  private open(draft: Draft): Operation {
    const operation: Operation = {
      ...draft,
      ...{ status: 'ACCEPTED', created: moment(Date.now()), fee: 0 },
      plan: planFor(draft, this.bench, (phone) => this.prompts(phone).length > 0),
    };
    this.course.start(operation);
    return this.operations.save(operation);
  }
}
