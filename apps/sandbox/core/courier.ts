import { setMaxListeners } from 'node:events';
import { Agent, request } from 'undici';
import type { Attempt, Callback, Delivery, Forgery, Seal } from './callback.js';
import { callbackKinds, type Caller, type Fault, type Subject } from './faults.js';
import { Mailbox, type Letter } from './mailbox.js';
import type { Timer } from './timers.js';
import type { Workbench } from './workbench.js';

interface Job {
  delivery: Delivery;
  callback: Callback;
  retries: number;
  /** Attempts that are still to be lost on the way. */
  lose: number;
  /** Copies that are to follow a success. */
  copies: number;
  forgery?: Forgery;
  /** Aborted by a reset, so that nothing of the past goes out after it. */
  signal: AbortSignal;
}

const HOLD_MS = 5_000;

/** Carries callbacks to the merchant: retries, and the faults that are set on them. */
export class Courier {
  readonly mailbox: Mailbox;
  private readonly agent = new Agent({ connections: 64, keepAliveTimeout: 4_000, pipelining: 1 });
  private readonly seals = new Map<Caller, Seal>();
  private readonly held = new Map<Job, Timer>();
  private readonly waiting = new Map<Job, Timer>();
  private round = newRound();

  constructor(private readonly bench: Workbench) {
    this.mailbox = new Mailbox(bench.journal);
  }

  /** How one provider signs; set once by its desk. */
  use(provider: Caller, seal: Seal): void {
    this.seals.set(provider, seal);
  }

  /** Sends a callback, with retries, as the faults of the moment have it. */
  send(callback: Callback): void {
    const { drop, delay, duplicate, reorder, forge } = this.faultsFor(callback);
    const job = this.jobFor(callback);
    if (drop) job.lose = drop.count ?? Infinity;
    if (duplicate) job.copies = duplicate.count ?? 1;
    if (forge) job.forgery = { variant: forge.variant ?? 'signature', amount: forge.amount, status: forge.status };
    if (job.lose === Infinity) this.mailbox.mark(job.delivery, 'dropped');
    else if (reorder) this.holdBack(job, reorder.ms ?? HOLD_MS);
    else if (delay) this.wait(job, delay.ms ?? 1_000);
    else void this.run(job);
  }

  /** Sends something the provider would never send, once, and tells what the receiver answered. */
  async forge(callback: Callback, forgery: Forgery): Promise<Attempt> {
    const job = this.jobFor(callback);
    const attempt = await this.post(job, forgery);
    this.mailbox.mark(job.delivery, attempt.answer === 200 ? 'delivered' : 'given up');
    return attempt;
  }

  /** Sends the same bytes with the same headers as an earlier attempt did; without an id, those of the latest. */
  async replay(provider: Caller, id?: number): Promise<Attempt | undefined> {
    const delivery = id === undefined ? this.mailbox.latest(provider) : this.mailbox.get(id);
    const letter = this.mailbox.letterOf(delivery);
    if (!delivery || !letter) return undefined;
    const answer = await this.transmit(delivery.provider, letter, this.round.signal);
    return this.mailbox.note(delivery, answer, 'replay');
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

  /** Payments that need not be told again; what an earlier process left unfinished is closed and not among them. */
  told(provider: Caller): Set<string> {
    const told = new Set<string>();
    for (const delivery of this.mailbox.all()) {
      if (delivery.provider !== provider) continue;
      if (['sending', 'held', 'waiting'].includes(delivery.state)) this.mailbox.mark(delivery, 'given up');
      else told.add(delivery.paymentId);
    }
    return told;
  }

  clear(): void {
    this.round.abort();
    this.round = newRound();
    this.held.clear();
    this.waiting.clear();
    this.mailbox.clear();
  }

  close(): Promise<void> {
    this.round.abort();
    return this.agent.destroy();
  }

  private faultsFor(callback: Callback): Partial<Record<(typeof callbackKinds)[number], Fault>> {
    const subject: Subject = { phone: callback.phone, references: [callback.id, callback.reference] };
    const take = (kind: string) => this.bench.faults.take(callback.provider, 'callback', subject, [kind]);
    return Object.fromEntries(callbackKinds.map((kind) => [kind, take(kind)]));
  }

  private jobFor(callback: Callback): Job {
    const delivery = this.mailbox.open(callback);
    return { delivery, callback, retries: 0, lose: 0, copies: 0, signal: this.round.signal };
  }

  private async run(job: Job): Promise<void> {
    const { delivery, forgery, signal } = job;
    this.mailbox.mark(delivery, 'sending');
    if (forgery) await this.post(job, forgery);
    job.forgery = undefined;
    const { answer } = job.lose > 0 ? this.lose(job) : await this.post(job);
    for (; job.copies > 0 && answer === 200; job.copies--) await this.post(job);
    if (signal.aborted) return;
    if (answer === 200) this.mailbox.mark(delivery, 'delivered');
    else this.again(job);
    this.letGo(delivery.provider);
  }

  private again(job: Job): void {
    const ms = this.bench.settings[job.delivery.provider].callbackRetryMs[job.retries++];
    if (ms === undefined) this.mailbox.mark(job.delivery, 'given up');
    else this.wait(job, ms);
  }

  private wait(job: Job, ms: number): void {
    this.mailbox.mark(job.delivery, 'waiting');
    this.park(this.waiting, job, ms);
  }

  /** Keeps a callback until the next one of the same provider has gone out, or the time is up. */
  private holdBack(job: Job, ms: number): void {
    this.mailbox.mark(job.delivery, 'held');
    this.park(this.held, job, ms);
  }

  private park(place: Map<Job, Timer>, job: Job, ms: number): void {
    const timer = this.bench.timers.after(ms, () => {
      place.delete(job);
      void this.run(job);
    });
    place.set(job, timer);
  }

  private letGo(provider: Caller): void {
    for (const [job, timer] of this.held) {
      if (job.delivery.provider !== provider) continue;
      this.bench.timers.cancel(timer);
      this.held.delete(job);
      void this.run(job);
    }
  }

  private lose(job: Job): Attempt {
    job.lose--;
    return this.mailbox.note(job.delivery, 'lost on the way');
  }

  private async post({ delivery, callback, signal }: Job, forgery?: Forgery): Promise<Attempt> {
    const { provider } = delivery;
    const earlier = forgery?.variant === 'replay' ? this.mailbox.letterOf(this.mailbox.latest(provider)) : undefined;
    const letter = { url: callback.url, sealed: earlier?.sealed ?? this.seals.get(provider)!(callback, forgery) };
    if (!forgery) this.mailbox.keep(delivery, letter);
    const answer = await this.transmit(provider, letter, signal);
    return this.mailbox.note(delivery, answer, forgery?.variant);
  }

  private async transmit(provider: Caller, { url, sealed }: Letter, signal: AbortSignal): Promise<number | string> {
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
}

function newRound(): AbortController {
  const round = new AbortController();
  setMaxListeners(0, round.signal);
  return round;
}
