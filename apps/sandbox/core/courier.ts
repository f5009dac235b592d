import { setMaxListeners } from 'node:events';
import { Agent, request } from 'undici';
import type { Attempt, Callback, Delivery, DeliveryState, Forgery, Seal, Sealed } from './callback.js';
import { callbackKinds, type Fault, type Provider, type Subject } from './faults.js';
import { Table } from './table.js';
import type { Timer } from './timers.js';
import type { Workbench } from './workbench.js';

interface Job {
  delivery: Delivery;
  callback: Callback;
  retries: number;
  lose: number;
  copies: number;
  forgery?: Forgery;
  /** Aborted by a reset, so that nothing of the past goes out after it. */
  signal: AbortSignal;
}

interface Letter {
  url: string;
  sealed: Sealed;
}

const REMEMBERED = 1_000;
const HOLD_MS = 5_000;

/** Carries callbacks to the merchant: retries, and the faults that are set on them. */
export class Courier {
  private readonly agent = new Agent({ connections: 64, keepAliveTimeout: 4_000, pipelining: 1 });
  private readonly seals = new Map<Provider, Seal>();
  private readonly deliveries: Table<Delivery>;
  private readonly sent = new Map<number, Letter>();
  private readonly held = new Map<Job, Timer>();
  private readonly waiting = new Map<Job, Timer>();
  private round = newRound();

  constructor(private readonly bench: Workbench) {
    this.deliveries = new Table('deliveries', bench.journal);
  }

  /** How one provider signs; set once by its desk. */
  use(provider: Provider, seal: Seal): void {
    this.seals.set(provider, seal);
  }

  /** Sends a callback, with retries, as the faults of the moment have it. */
  send(callback: Callback): void {
    const faults = this.faultsFor(callback);
    const delivery = this.open(callback);
    const job = this.jobFor(delivery, callback);
    job.lose = faults.drop?.count ?? 0;
    job.copies = faults.duplicate ? (faults.duplicate.count ?? 1) : 0;
    if (faults.forge) {
      const { variant = 'signature', amount, status } = faults.forge;
      job.forgery = { variant, amount, status };
    }
    if (faults.drop && faults.drop.count === undefined) this.mark(delivery, 'dropped');
    else if (faults.reorder) this.holdBack(job, faults.reorder.ms ?? HOLD_MS);
    else if (faults.delay) this.wait(job, faults.delay.ms ?? 1_000);
    else void this.run(job);
  }

  /** Sends something the provider would never send, once, and tells what the receiver answered. */
  async forge(callback: Callback, forgery: Forgery): Promise<Attempt> {
    const delivery = this.open(callback);
    const attempt = await this.post(this.jobFor(delivery, callback), forgery);
    this.mark(delivery, attempt.answer === 200 ? 'delivered' : 'given up');
    return attempt;
  }

  /** Sends the same bytes with the same headers as an earlier attempt did; without an id, those of the latest. */
  async replay(provider: Provider, id?: number): Promise<Attempt | undefined> {
    const delivery = id === undefined ? this.latest(provider) : this.deliveries.get(id);
    const sent = delivery && this.sent.get(delivery.id);
    if (!delivery || !sent) return undefined;
    return this.note(delivery, await this.transmit(delivery.provider, sent, this.round.signal), 'replay');
  }

  /** Makes every waiting or held callback go out now; tells how many did. */
  flush(): number {
    const jobs = [...this.waiting, ...this.held];
    this.waiting.clear();
    this.held.clear();
    for (const [job, timer] of jobs) {
      this.bench.timers.cancel(timer);
      void this.run(job);
    }
    return jobs.length;
  }

  all(): Delivery[] {
    return this.deliveries.all();
  }

  /** Callbacks that an earlier process left unfinished; they are closed here and sent anew by their desk. */
  unfinished(provider: Provider): Delivery[] {
    const open = this.all().filter((one) => one.provider === provider && ['sending', 'held', 'waiting'].includes(one.state));
    for (const delivery of open) this.mark(delivery, 'given up');
    return open;
  }

  clear(): void {
    this.round.abort();
    this.round = newRound();
    for (const map of [this.sent, this.held, this.waiting]) map.clear();
    this.deliveries.clear();
  }

  close(): Promise<void> {
    this.round.abort();
    return this.agent.destroy();
  }

  private faultsFor(callback: Callback): Partial<Record<(typeof callbackKinds)[number], Fault>> {
    const subject: Subject = { phone: callback.phone, references: [callback.id, callback.reference] };
    const found = callbackKinds.map((kind) => [kind, this.bench.faults.take(callback.provider, 'callback', subject, [kind])]);
    return Object.fromEntries(found);
  }

  private open(callback: Callback): Delivery {
    return this.deliveries.save({
      ...{ id: this.deliveries.size + 1, provider: callback.provider, operation: callback.operation },
      ...{ paymentId: callback.id, reference: callback.reference, url: callback.url },
      ...{ state: 'sending' as const, attempts: [] },
    });
  }

  private jobFor(delivery: Delivery, callback: Callback): Job {
    return { delivery, callback, retries: 0, lose: 0, copies: 0, signal: this.round.signal };
  }

  private async run(job: Job): Promise<void> {
    const { delivery, forgery, signal } = job;
    if (signal.aborted) return;
    this.mark(delivery, 'sending');
    if (forgery) await this.post(job, forgery);
    job.forgery = undefined;
    const attempt = job.lose > 0 ? this.lose(job) : await this.post(job);
    for (; job.copies > 0 && attempt.answer === 200; job.copies--) await this.post(job);
    if (signal.aborted) return;
    if (attempt.answer === 200) this.mark(delivery, 'delivered');
    else this.again(job);
    this.letGo(delivery.provider);
  }

  private again(job: Job): void {
    const ms = this.bench.settings[job.delivery.provider].callbackRetryMs[job.retries++];
    if (ms === undefined) this.mark(job.delivery, 'given up');
    else this.wait(job, ms);
  }

  private wait(job: Job, ms: number): void {
    this.mark(job.delivery, 'waiting');
    const timer = this.bench.timers.after(ms, () => {
      this.waiting.delete(job);
      void this.run(job);
    });
    this.waiting.set(job, timer);
  }

  /** Keeps a callback until the next one of the same provider has gone out, or the time is up. */
  private holdBack(job: Job, ms: number): void {
    this.mark(job.delivery, 'held');
    const timer = this.bench.timers.after(ms, () => {
      this.held.delete(job);
      void this.run(job);
    });
    this.held.set(job, timer);
  }

  private letGo(provider: Provider): void {
    for (const [job, timer] of this.held) {
      if (job.delivery.provider !== provider) continue;
      this.bench.timers.cancel(timer);
      this.held.delete(job);
      void this.run(job);
    }
  }

  private lose(job: Job): Attempt {
    job.lose--;
    return this.note(job.delivery, 'lost on the way');
  }

  private async post(job: Job, forgery?: Forgery): Promise<Attempt> {
    const { delivery, callback } = job;
    const earlier = forgery?.variant === 'replay' ? this.sent.get(this.latest(delivery.provider)?.id ?? 0) : undefined;
    const sealed = earlier?.sealed ?? this.seals.get(delivery.provider)!(callback, forgery);
    const letter = { url: callback.url, sealed };
    if (!forgery) this.remember(delivery.id, letter);
    const answer = await this.transmit(delivery.provider, letter, job.signal);
    return this.note(delivery, answer, forgery?.variant);
  }

  private async transmit(provider: Provider, { url, sealed }: Letter, signal: AbortSignal): Promise<number | string> {
    const { callbackTimeoutMs: ms } = this.bench.settings[provider];
    try {
      const { statusCode, body } = await request(url, {
        ...{ method: 'POST', headers: sealed.headers, body: sealed.body, dispatcher: this.agent },
        ...{ headersTimeout: ms, bodyTimeout: ms, signal },
      });
      await body.dump();
      return statusCode;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return code ?? message;
    }
  }

  private note(delivery: Delivery, answer: number | string, forged?: string): Attempt {
    const attempt = { at: new Date().toISOString(), answer, forged };
    delivery.attempts.push(attempt);
    return attempt;
  }

  private mark(delivery: Delivery, state: DeliveryState): void {
    delivery.state = state;
    this.deliveries.save(delivery);
  }

  private remember(id: number, letter: Letter): void {
    this.sent.delete(id);
    this.sent.set(id, letter);
    if (this.sent.size > REMEMBERED) this.sent.delete(this.sent.keys().next().value!);
  }

  private latest(provider: Provider): Delivery | undefined {
    return this.all().findLast((one) => one.provider === provider && this.sent.has(one.id));
  }
}

function newRound(): AbortController {
  const round = new AbortController();
  setMaxListeners(0, round.signal);
  return round;
}
