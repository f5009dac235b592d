import { Inject, Injectable, Logger, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { runInContext } from '../context.js';
import { Database, type Tx } from '../data/database.js';
import { sql } from '../data/sql.js';
import { type Delivery, Deliveries } from './deliveries.js';
import { Again, type Event, handlersOf, LostLeaseError, type Work } from './events.js';
import { failpoint } from './failpoint.js';
import { closeAll, openWork } from './outbox.js';

/** Every handler of the marketplace: `<domain>.<Processor>.<method>` and where to find it. */
export const HANDLERS = Symbol('pakashop:handler-table');

export interface HandlerEntry {
  readonly id: string;
  readonly message: string;
  readonly kind: 'event' | 'job';
  readonly processor: Type<object>;
  readonly method: string;
  /** The method that takes several deliveries at once: of an event's handler the only one. */
  readonly several?: string;
}

/** Lists the handlers of a domain's processors. */
export const handlerEntries = (domain: string, processors: readonly Type<object>[]): HandlerEntry[] =>
  processors.flatMap((processor) => {
    const all = handlersOf(processor);
    const jobs = new Map(all.filter(({ kind }) => kind === 'jobs').map(({ message, method }) => [message, method]));
    return all
      .filter(({ kind }) => kind !== 'jobs')
      .map(({ message, kind, method }) => ({
        id: `${domain}.${processor.name}.${method}`,
        message,
        kind: kind === 'job' ? 'job' : 'event',
        processor,
        method,
        several: kind === 'events' ? method : jobs.get(message),
      }));
  });

type Method = (first: unknown, second?: unknown) => Promise<Again | void>;

/** Runs one delivery: takes it, calls its handler, closes it with the effect. The queue is at least once; this is once. */
@Injectable()
export class Processors {
  private readonly logger = new Logger(Processors.name);
  private readonly handlers: ReadonlyMap<string, HandlerEntry>;

  constructor(
    @Inject(HANDLERS) entries: readonly HandlerEntry[],
    private readonly db: Database,
    private readonly deliveries: Deliveries,
    private readonly modules: ModuleRef,
  ) {
    this.handlers = new Map(entries.map((entry) => [entry.id, entry]));
  }

  async run(deliveryId: number): Promise<void> {
    const delivery = await this.deliveries.take(deliveryId);
    if (delivery) await inContextOf(delivery, () => this.settle(delivery));
  }

  /**
   * Runs several deliveries of one handler, as far as they go together: those that do not are run one by one, so that none
   * holds another back.
   */
  async runTogether(handler: string, deliveryIds: readonly number[]): Promise<void> {
    const entry = this.handlers.get(handler);
    if (entry?.kind === 'job') return this.workTogether(entry, deliveryIds);
    try {
      await this.db.forgettable((tx) => this.hearTogether(tx, deliveryIds));
      await failpoint('C12');
    } catch (error) {
      this.logger.debug({ err: error, handler }, 'deliveries failed together; each is run by itself');
      for (const id of deliveryIds) await this.run(id);
    }
  }

  /** All effects and closings commit or none. */
  private async hearTogether(tx: Tx, deliveryIds: readonly number[]): Promise<void> {
    const open = await this.deliveries.conclude(tx, deliveryIds);
    const [first] = open;
    if (first) {
      const messages = open.map(({ message }) => message);
      await inContextOf(first, () => this.several(this.entryOf(first))(messages, tx));
    }
    await failpoint('C11');
  }

  private async workTogether(entry: HandlerEntry, deliveryIds: readonly number[]): Promise<void> {
    const taken = await this.deliveries.takeAll(deliveryIds);
    const [first] = taken;
    if (!first) return;
    const closed = new Set<number>();
    const close = async (tx: Tx, works: readonly Work[]): Promise<void> => {
      const ids = works.map(({ deliveryId }) => deliveryId);
      await closeAll(tx, ids, first.token);
      tx.onCommit(() => ids.forEach((id) => closed.add(id)));
    };
    try {
      const works = taken.map((delivery) => workOf(delivery, () => closed.add(delivery.id)));
      await inContextOf(first, () => this.several(entry)(works, close));
      await failpoint('C12');
    } catch (error) {
      this.logger.debug({ err: error, handler: entry.id }, 'jobs failed together; each is done by itself');
    }
    const left = taken.filter(({ id }) => !closed.has(id));
    await Promise.all(left.map((delivery) => inContextOf(delivery, () => this.settle(delivery))));
  }

  private entryOf({ handler }: Pick<Delivery, 'handler'>): HandlerEntry {
    const entry = this.handlers.get(handler);
    if (!entry) throw new Error(`no handler ${handler} in this release`);
    return entry;
  }

  private async settle(delivery: Delivery): Promise<void> {
    try {
      const entry = this.entryOf(delivery);
      const answer = entry.kind === 'event' ? await this.hear(entry, delivery) : await this.work(entry, delivery);
      if (answer instanceof Again) await this.deliveries.again(delivery, answer.seconds);
    } catch (error) {
      if (error instanceof LostLeaseError) return; // somebody else has done it
      this.logger.warn(
        { err: error, handler: delivery.handler, deliveryId: delivery.id },
        'work failed; it is tried again',
      );
      await this.deliveries.failed(delivery, error);
    }
  }

  /** An event's handler writes in the transaction that closes the delivery. */
  private async hear(entry: HandlerEntry, { id, token, message }: Delivery): Promise<void> {
    const event: Event = { ...message };
    // A crash of the server forgets effect and closing together, and the event is heard again: no need to wait for the disk.
    await this.db.forgettable(async (tx) => {
      // Closing first costs no round trip of its own: it travels with what the handler does first.
      const closed = openWork(id, token, message.payload, message.correlationId, 0).close(tx);
      closed.catch(() => undefined);
      await this.method(entry)(entry.several ? [event] : event, tx);
      await closed;
      await failpoint('C11');
    });
    await failpoint('C12');
  }

  /** A job has transactions of its own; if it closed none, it is closed here. */
  private async work(entry: HandlerEntry, delivery: Delivery): Promise<Again | void> {
    let isClosed = false;
    const work = workOf(delivery, () => (isClosed = true));
    const answer = await this.method(entry)(work);
    if (answer instanceof Again) return answer;
    if (!isClosed) await this.db.transaction((tx) => work.close(tx));
    await failpoint('C12');
    return undefined;
  }

  private method({ processor, method }: Pick<HandlerEntry, 'processor' | 'method'>): Method {
    const instance = this.modules.get<Record<string, Method>>(processor, { strict: false });
    return (first, second) => instance[method]!(first, second);
  }

  private several({ processor, several }: HandlerEntry): Method {
    return this.method({ processor, method: several! });
  }

  /** Work that is open and overdue: what a sweeper finds here is an alarm (R10). */
  async overdue(seconds: number): Promise<number> {
    const row = await this.db.one<{ count: number }>(sql`
      SELECT count(*) FROM platform.deliveries
      WHERE done_at IS NULL AND parked_at IS NULL AND next_at < now() - make_interval(secs => ${seconds})`);
    return row.count;
  }
}

/** The handle of a job in hand. It notes when the job is closed or put off by a transaction of its own. */
function workOf({ id, token, message, rounds }: Delivery, closed: () => void): Work {
  const opened = openWork(id, token, message.payload, message.correlationId, rounds);
  return {
    ...opened,
    close: async (tx) => {
      await opened.close(tx);
      tx.onCommit(closed);
    },
    putOff: async (tx, seconds) => {
      await opened.putOff(tx, seconds);
      tx.onCommit(closed);
    },
  };
}

const inContextOf = <T>({ handler, message }: Pick<Delivery, 'handler' | 'message'>, work: () => Promise<T>) =>
  runInContext({ correlationId: message.correlationId, actor: `system:${handler}`, cause: message.actor }, work);
