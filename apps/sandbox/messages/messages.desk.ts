import type { Callback } from '../core/callback.js';
import type { Carrier } from '../core/faults.js';
import { Table } from '../core/table.js';
import type { Workbench } from '../core/workbench.js';
import type { Item, ItemState, NewItem } from './messages.types.js';

/** Words a company's report about the present state of a message. */
export type Tell = (item: Item) => Callback;

/** All messages of all companies, on their way to a person's phone or mailbox. */
export class MessageDesk {
  private readonly items: Table<Item>;
  private readonly tells = new Map<Carrier, Tell>();

  constructor(private readonly bench: Workbench) {
    this.items = new Table('messages', bench.journal);
  }

  /** How one company reports; set once by its desk. */
  use(carrier: Carrier, tell: Tell): void {
    this.tells.set(carrier, tell);
  }

  all(): Item[] {
    return this.items.all();
  }

  get(id: string): Item | undefined {
    return this.items.get(id);
  }

  /** What was sent to somebody, newest first; `+260…`, `260…` and any case of an address are the same. */
  to(recipient: string): Item[] {
    return this.all()
      .filter((item) => plain(item.to) === plain(recipient))
      .toReversed();
  }

  /** Takes a message and lets it take its course: sent, delivered, perhaps read, unless a fault says otherwise. */
  take(message: NewItem): Item {
    const now = new Date().toISOString();
    const item = this.items.save({ ...message, state: 'accepted', createdAt: now, changedAt: now });
    if (item.carrier === 'smtp') this.change(item, 'delivered');
    else this.start(item, item.carrier);
    return item;
  }

  /** Goes on with what an earlier process left on the way. */
  resume(): void {
    for (const item of this.all()) {
      if (item.carrier !== 'smtp' && (item.state === 'accepted' || item.state === 'sent'))
        this.start(item, item.carrier);
    }
  }

  /** Puts a message into any state, also out of a final one, and reports it. */
  force(id: string, state: ItemState, code?: string): Item | undefined {
    const item = this.items.get(id);
    if (item) this.change(item, state, code);
    return item;
  }

  /** The report about a message as it stands, or as somebody would like it to stand. */
  callbackOf(item: Item, state: ItemState = item.state): Callback | undefined {
    return item.carrier === 'smtp' ? undefined : this.tells.get(item.carrier)!({ ...item, state });
  }

  clear(): void {
    this.items.clear();
  }

  private start(item: Item, carrier: Carrier): void {
    const { timers, faults, settings } = this.bench;
    const { sentMs, deliveredMs } = settings[carrier];
    const subject = { phone: item.channel === 'email' ? undefined : plain(item.to), references: [item.id, item.to] };
    const fault = faults.take(carrier, 'delivery', subject, ['stuck', 'fail']);
    timers.after(sentMs, () => {
      if (item.state === 'accepted') this.change(item, 'sent');
      if (fault?.kind === 'stuck') return;
      timers.after(fault?.ms ?? deliveredMs, () => {
        if (item.state !== 'sent') return;
        if (fault) return this.change(item, 'failed', fault.code);
        this.change(item, 'delivered');
        if (carrier === 'whatsapp' && settings.whatsapp.readMs > 0) this.readLater(item, settings.whatsapp.readMs);
      });
    });
  }

  private readLater(item: Item, ms: number): void {
    this.bench.timers.after(ms, () => {
      if (item.state === 'delivered') this.change(item, 'read');
    });
  }

  private change(item: Item, state: ItemState, code?: string): void {
    Object.assign(item, { state, code, changedAt: new Date().toISOString() });
    this.items.save(item);
    const callback = this.callbackOf(item);
    if (callback && callback.url !== '') this.bench.courier.send(callback);
  }
}

/** A number as its digits, an address in lower case. */
export const plain = (recipient: string): string =>
  recipient.includes('@') ? recipient.trim().toLowerCase() : recipient.replace(/\D/g, '');
