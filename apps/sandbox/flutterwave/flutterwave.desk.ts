import { randomUUID } from 'node:crypto';
import { feeOf } from '../core/money.js';
import type { Workbench } from '../core/workbench.js';
import { Trouble } from './flutterwave.answers.js';
import { declined, enterCard, paid, takeStep, type Ending } from './flutterwave.cards.js';
import { readCharge, readPayment } from './flutterwave.orders.js';
import { flutterwaveSeal } from './flutterwave.seal.js';
import { FlutterwaveStore } from './flutterwave.store.js';
import type { Link, LinkState, Step, Transaction } from './flutterwave.types.js';
import { webhookView } from './flutterwave.views.js';

/** How a customer pays on a page. */
export type Method = { card: string; expiry: string; cvv: string } | { phone: string; network: string };

/** The collecting side of Flutterwave: pages, attempts on them, and the webhooks about those. */
export class FlutterwaveDesk {
  readonly store: FlutterwaveStore;

  constructor(private readonly bench: Workbench) {
    this.store = new FlutterwaveStore(bench.journal);
    bench.courier.use('flutterwave', flutterwaveSeal(bench));
  }

  private get settings() {
    return this.bench.settings.flutterwave;
  }

  /** Opens a hosted page. */
  openLink(body: Record<string, unknown>): Link {
    const { sessionMinutes, ...order } = readPayment(body);
    this.refuseReuse(order.txRef);
    return this.open({ ...order, ...this.fresh(sessionMinutes), kind: 'standard' });
  }

  /** Starts a mobile-money charge: a page with its one attempt already on it. */
  openCharge(body: Record<string, unknown>): { link: Link; transaction: Transaction } {
    const { phone, network, ...order } = readCharge(body);
    this.refuseReuse(order.txRef);
    const link = this.open({ ...order, ...this.fresh(), kind: 'charge', maxAttempts: 1 });
    return { link, transaction: this.attempt(link, { phone, network }) };
  }

  /** A customer begins to pay: a new transaction, which may end at once. */
  attempt(link: Link, method: Method): Transaction {
    if (link.state !== 'open') throw new Trouble(`This page is ${link.state}`);
    const isCard = 'card' in method;
    const id = this.store.nextId();
    const entered = isCard ? enterCard(method.card, method.expiry, method.cvv) : 'otp';
    const transaction: Transaction = {
      ...{ id, linkId: link.id, txRef: link.txRef, flwRef: `FLW-SANDBOX-${id}` },
      ...{ amount: link.amount, currency: link.currency, fee: feeOf(link.amount, this.settings.feeBps) },
      ...{ status: 'pending' as const, reason: 'Waiting for the customer', createdAt: Date.now() },
      paymentType: isCard ? 'card' : 'mobilemoneyzm',
      authModel: isCard ? authModel(entered) : 'MOBILEMONEY',
      step: typeof entered === 'string' ? entered : 'done',
      ...(isCard ? { card: method.card } : { phone: method.phone, network: method.network }),
      doom: this.doomFor(link, isCard ? undefined : method.phone),
    };
    link.attempts++;
    this.store.save(link);
    this.store.saveAttempt(transaction);
    if (typeof entered !== 'string') this.conclude(transaction, entered);
    return transaction;
  }

  /** The customer answers what the page asked for. */
  advance(transaction: Transaction, value: string): void {
    if (transaction.status !== 'pending' || transaction.step === 'done') return;
    const result = takeStep(transaction, value);
    transaction.step = typeof result === 'string' ? result : 'done';
    this.store.saveAttempt(transaction);
    if (typeof result === 'string' || (transaction.doom && 'stuck' in transaction.doom)) return;
    this.conclude(transaction, transaction.doom ? declined(transaction.doom.reason) : result);
  }

  /** Brings a transaction to its end, whatever it was before, and tells it. */
  conclude(transaction: Transaction, { paid: isPaid, reason }: Ending): void {
    const link = this.store.link(transaction.linkId)!;
    const status = isPaid ? 'successful' : 'failed';
    Object.assign(transaction, { status, reason, step: 'done', endedAt: Date.now() });
    this.store.saveAttempt(transaction);
    const isLast = link.maxAttempts !== undefined && link.attempts >= link.maxAttempts;
    if (isPaid) this.close(link, 'paid');
    else if (link.state === 'open' && isLast) this.close(link, 'exhausted');
    this.tell(transaction);
  }

  /** Ends a page; with the session go the attempts that are under way. */
  close(link: Link, state: LinkState): void {
    link.state = state;
    this.store.save(link);
    const endsAttempts = state === 'expired' || (state === 'disabled' && this.settings.disableStopsAttempts);
    if (!endsAttempts) return;
    for (const transaction of this.store.attemptsOf(link.txRef)) {
      const isUnderWay = transaction.linkId === link.id && transaction.status === 'pending';
      if (isUnderWay) this.conclude(transaction, declined('Session closed'));
    }
  }

  /** Sends the webhook about a transaction (again). */
  tell(transaction: Transaction): void {
    const link = this.store.link(transaction.linkId)!;
    this.bench.courier.send({
      ...{ provider: 'flutterwave', operation: 'charge', id: String(transaction.id), reference: transaction.txRef },
      ...{ phone: transaction.phone, url: this.settings.callbackUrl },
      body: {
        event: 'charge.completed',
        data: webhookView(transaction, link),
        'event.type': transaction.paymentType === 'card' ? 'CARD_TRANSACTION' : 'MOBILEMONEYZM_TRANSACTION',
      },
    });
  }

  /** Goes on where an earlier process stopped; `told` are the payments whose end is known on the other side. */
  resume(told: ReadonlySet<string>): void {
    for (const transaction of this.store.all()) {
      if (transaction.status !== 'pending' && !told.has(String(transaction.id))) this.tell(transaction);
    }
    for (const link of this.store.allLinks()) if (link.state === 'open') this.watch(link);
  }

  clear(): void {
    this.store.clear();
  }

  private open(link: Link): Link {
    this.store.save(link);
    this.watch(link);
    return link;
  }

  private fresh(minutes?: number): Pick<Link, 'id' | 'attempts' | 'state' | 'createdAt' | 'expiresAt'> {
    const createdAt = Date.now();
    const expiresAt = minutes === undefined ? undefined : createdAt + minutes * this.settings.minuteMs;
    return { id: `flwlnk-${randomUUID().replaceAll('-', '')}`, attempts: 0, state: 'open', createdAt, expiresAt };
  }

  private watch(link: Link): void {
    const { timers } = this.bench;
    const expire = () => link.state === 'open' && this.close(link, 'expired');
    if (link.expiresAt !== undefined) timers.after(Math.max(0, link.expiresAt - Date.now()), expire);
    if (this.settings.autoApprove) timers.after(this.settings.autoApproveMs, () => this.payAlone(link));
  }

  private payAlone(link: Link): void {
    if (link.state !== 'open') return;
    const pending = this.store.attemptsOf(link.txRef).find((one) => one.status === 'pending');
    this.conclude(pending ?? this.attempt(link, { card: '5531886652142950', expiry: '09/32', cvv: '564' }), paid);
  }

  private refuseReuse(txRef: string): void {
    const isKnown = this.store.linksFor(txRef).length > 0;
    if (isKnown && this.settings.reuse === 'reject') throw new Trouble('Duplicate transaction reference');
  }

  private doomFor(link: Link, phone?: string): Transaction['doom'] {
    const subject = { phone, references: [link.txRef] };
    const fault = this.bench.faults.take('flutterwave', 'attempt', subject, ['stuck', 'fail']);
    if (!fault) return undefined;
    return fault.kind === 'stuck' ? { stuck: true } : { reason: fault.code ?? 'Declined' };
  }
}

function authModel(entered: Step | Ending): string {
  const models: Record<string, string> = { pin: 'PIN', '3ds': 'VBVSECURECODE', avs: 'AVS' };
  return (typeof entered === 'string' && models[entered]) || 'NOAUTH';
}
