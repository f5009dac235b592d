import type { Attempt, Callback, Delivery, DeliveryState, Sealed } from './callback.js';
import type { Caller } from './faults.js';
import type { Journal } from './journal.js';
import { Table } from './table.js';

/** Bytes with their address. */
export interface Letter {
  url: string;
  sealed: Sealed;
}

const REMEMBERED = 1_000;

/** What was told to whom and how it was answered; the latest letters are kept word for word. */
export class Mailbox {
  private readonly deliveries: Table<Delivery>;
  private readonly letters = new Map<number, Letter>();

  constructor(journal: Journal) {
    this.deliveries = new Table('deliveries', journal);
  }

  all(): Delivery[] {
    return this.deliveries.all();
  }

  get(id: number): Delivery | undefined {
    return this.deliveries.get(id);
  }

  open({ provider, operation, id, reference, url }: Callback): Delivery {
    return this.deliveries.save({
      ...{ id: this.deliveries.size + 1, provider, operation, paymentId: id, reference, url },
      ...{ state: 'sending' as const, attempts: [] },
    });
  }

  mark(delivery: Delivery, state: DeliveryState): void {
    delivery.state = state;
    this.deliveries.save(delivery);
  }

  note(delivery: Delivery, answer: number | string, forged?: string): Attempt {
    const attempt = { at: new Date().toISOString(), answer, forged };
    delivery.attempts.push(attempt);
    return attempt;
  }

  keep({ id }: Delivery, letter: Letter): void {
    this.letters.delete(id);
    this.letters.set(id, letter);
    if (this.letters.size > REMEMBERED) this.letters.delete(this.letters.keys().next().value!);
  }

  letterOf(delivery: Delivery | undefined): Letter | undefined {
    return delivery && this.letters.get(delivery.id);
  }

  /** The latest delivery whose letter is still kept. */
  latest(provider: Caller): Delivery | undefined {
    return this.all().findLast((one) => one.provider === provider && this.letters.has(one.id));
  }

  clear(): void {
    this.letters.clear();
    this.deliveries.clear();
  }
}
