import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Injectable } from '@nestjs/common';
import { IsString } from 'class-validator';
import { Domain } from '../contract/domain.js';
import { Database, type Tx } from '../data/database.js';
import { sql } from '../data/sql.js';
import { bootApp, drain } from '../testing/index.js';
import { Deliveries } from './deliveries.js';
import { Again, event, job, LostLeaseError, OnEvent, OnEvents, OnJob, type Event, type Work } from './events.js';
import { Inbox } from './inbox.js';
import { Outbox } from './outbox.js';
import { Processors } from './processors.js';

class Note {
  @IsString() text: string;
}
const Noted = event('notes.noted', Note);
const Copy = job('notes.copy', Note, { leaseSeconds: 5 });

/** What the handlers below saw and how they shall behave. */
const seen: string[] = [];
let behave: (text: string) => void = () => undefined;

@Injectable()
class NotesProcessor {
  @OnEvents(Noted)
  async first(events: readonly Event<Note>[], tx: Tx): Promise<void> {
    await tx.execute(sql`SELECT 1`);
    for (const { payload } of events) behave(`first ${payload.text}`);
    seen.push(
      ...events.map(
        ({ payload, correlationId, actor }) => `first ${payload.text} ${actor} ${correlationId.length > 8}`,
      ),
    );
  }

  @OnEvent(Noted)
  second({ payload }: Event<Note>): Promise<void> {
    behave(`second ${payload.text}`);
    seen.push(`second ${payload.text}`);
    return Promise.resolve();
  }

  @OnJob(Copy)
  copy({ payload, round }: Work<Note>): Promise<Again | void> {
    behave(`copy ${payload.text}`);
    seen.push(`copy ${payload.text} ${round}`);
    return Promise.resolve(payload.text === 'later' && round < 2 ? new Again(0) : undefined);
  }
}

@Domain({ name: 'notes', worker: [NotesProcessor] })
class NotesModule {}

const rows = [{ name: 'notes', service: 'notes', port: 0, faces: ['worker'] as const, owns: '', module: NotesModule }];
let app: NestFastifyApplication;
let db: Database;
let outbox: Outbox;

beforeAll(async () => {
  app = await bootApp('worker', rows, { REDIS_URL: 'redis://127.0.0.1:1', DATABASE_ROLE: 'pakashop_app' });
  db = app.get(Database);
  outbox = app.get(Outbox);
});
afterAll(() => app.close());
beforeEach(async () => {
  seen.length = 0;
  behave = () => undefined;
  await db.execute(sql`UPDATE platform.deliveries SET done_at = now() WHERE done_at IS NULL`);
});

const open = () =>
  db.rows<{ id: number; handler: string; failures: number; crashes: number; parked: boolean }>(sql`
  SELECT id, handler, failures, crashes, parked_at IS NOT NULL AS parked FROM platform.deliveries WHERE done_at IS NULL ORDER BY id`);
const publish = (text: string) => db.transaction((tx) => outbox.publish(tx, Noted, 'n1', { text }));
const order = (text: string, key?: string) => db.transaction((tx) => outbox.enqueue(tx, Copy, { text }, { key }));

/** Orders a job that is in this process's hands at once. */
async function taken(tx: Tx, text: string, key?: string): Promise<Work<Note>> {
  const job = outbox.taken(Copy, { text }, { key });
  const { id } = await tx.one<{ id: number }>(sql`WITH ${job.parts} SELECT id FROM job`);
  return job.open(id);
}

describe('events', () => {
  it('reach every handler once, with Redis away', async () => {
    await publish('a');
    await drain(app);
    expect(seen.toSorted()).toEqual(['first a system true', 'second a']);
    await drain(app);
    expect(seen).toHaveLength(2);
  });

  it('are not told when their transaction rolls back', async () => {
    const failing = db.transaction(async (tx) => {
      await outbox.publish(tx, Noted, 'n1', { text: 'never' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await open()).toEqual([]);
  });

  it('stay open for the handler that fails, without holding the other', async () => {
    behave = (what) => {
      if (what === 'first b') throw new Error('broken');
    };
    await publish('b');
    await drain(app);
    expect(seen).toEqual(['second b']);
    expect(await open()).toEqual([
      expect.objectContaining({ handler: 'notes.NotesProcessor.first', failures: 1, crashes: 0 }),
    ]);
  });

  it('are delivered once when two workers take the same delivery at once', async () => {
    await publish('c');
    const ids = (await open()).map(({ id }) => id);
    await Promise.all([...ids, ...ids, ...ids].map((id) => app.get(Processors).run(id)));
    expect(seen.toSorted()).toEqual(['first c system true', 'second c']);
  });
});

describe('events that are heard together', () => {
  const deliveriesOf = async (handler: string) =>
    (await open()).filter((delivery) => delivery.handler.endsWith(handler)).map(({ id }) => id);
  const together = (ids: readonly number[]) => app.get(Processors).runTogether('notes.NotesProcessor.first', ids);

  it('are all done at once, each with its own cause', async () => {
    for (const text of ['e', 'f', 'g']) await publish(text);
    await together(await deliveriesOf('first'));
    expect(seen.toSorted()).toEqual(['e', 'f', 'g'].map((text) => `first ${text} system true`));
    expect(await deliveriesOf('first')).toEqual([]);
  });

  it('do not hold each other back: one that fails stays open alone, and its failure is counted', async () => {
    behave = (what) => {
      if (what === 'first bad') throw new Error('broken');
    };
    for (const text of ['h', 'bad', 'i']) await publish(text);
    await together(await deliveriesOf('first'));
    expect(seen).toEqual(expect.arrayContaining(['first h system true', 'first i system true']));
    const [left, ...others] = (await open()).filter(({ handler }) => handler.endsWith('first'));
    expect(left).toMatchObject({ failures: 1, crashes: 0 });
    expect(others).toEqual([]);
  });

  it('have their effects once, whoever else takes them at the same time', async () => {
    for (const text of ['j', 'k', 'l']) await publish(text);
    const ids = await deliveriesOf('first');
    await Promise.all([together(ids), together(ids), ...ids.map((id) => app.get(Processors).run(id))]);
    expect(await deliveriesOf('first')).toEqual([]);
    expect(seen.toSorted()).toEqual(['j', 'k', 'l'].map((text) => `first ${text} system true`));
  });

  it('leave alone what somebody has in hand, what is done and what is parked', async () => {
    for (const text of ['m', 'n', 'o', 'p']) await publish(text);
    const [held, done, parked, ...rest] = (await deliveriesOf('first')) as [number, number, number];
    await app.get(Deliveries).take(held);
    await db.execute(sql`UPDATE platform.deliveries SET done_at = now() WHERE id = ${done}`);
    await db.execute(sql`UPDATE platform.deliveries SET parked_at = now() WHERE id = ${parked}`);
    await together([held, done, parked, ...rest]);
    expect(seen).toEqual(['first p system true']);
    expect(await deliveriesOf('first')).toEqual([held, parked]);
  });
});

describe('jobs', () => {
  it('are ordered once per key', async () => {
    await order('d', 'same');
    await order('d', 'same');
    await drain(app);
    expect(seen).toEqual(['copy d 0']);
  });

  it('are withdrawn by their key when their purpose is gone, and then not done', async () => {
    await order('gone', 'gone');
    await order('stays', 'stays');
    await db.transaction((tx) => outbox.withdraw(tx, ['gone', 'never ordered']));
    await drain(app);
    expect(seen).toEqual(['copy stays 0']);
  });

  it('are left to the one who has them in hand when they are withdrawn', async () => {
    const work = await db.transaction((tx) => taken(tx, 'held', 'held'));
    await db.transaction((tx) => outbox.withdraw(tx, ['held']));
    await db.transaction((tx) => work.close(tx));
    expect(await open()).toEqual([]);
  });

  it('look again when there is nothing to do yet, without counting it as a failure', async () => {
    await order('later');
    await drain(app);
    expect(seen).toEqual(['copy later 0', 'copy later 1', 'copy later 2']);
    expect(await open()).toEqual([]);
  });

  it('can be taken by the one who orders them, and then by nobody else', async () => {
    const work = await db.transaction((tx) => taken(tx, 'mine'));
    expect(await app.get(Deliveries).take(work.deliveryId)).toBeUndefined();
    await db.transaction((tx) => work.close(tx));
    await expect(db.transaction((tx) => work.close(tx))).rejects.toBeInstanceOf(LostLeaseError);
  });

  it('go to another process when the lease ends, and the first one can no longer close them', async () => {
    const work = await db.transaction((tx) => taken(tx, 'lost'));
    await db.execute(
      sql`UPDATE platform.deliveries SET lease_until = now() - interval '1 second' WHERE id = ${work.deliveryId}`,
    );
    await drain(app);
    expect(seen).toEqual(['copy lost 0']);
    await expect(db.transaction((tx) => work.close(tx))).rejects.toBeInstanceOf(LostLeaseError);
  });

  it('are set aside with the reason when they end their process again and again', async () => {
    await order('poison');
    const [{ id } = { id: 0 }] = await open();
    for (let crash = 0; crash < 5; crash++) {
      await app.get(Deliveries).take(id);
      await db.execute(sql`UPDATE platform.deliveries SET lease_until = now() WHERE id = ${id}`);
    }
    expect(await app.get(Deliveries).parkPoison()).toBe(1);
    expect(await open()).toEqual([expect.objectContaining({ id, parked: true })]);
    await drain(app);
    expect(seen).toEqual([]);
  });
});

describe('the inbox', () => {
  const nothing = (): Promise<void> => Promise.resolve();
  const message = (text: string, dedupeKey = 'k1') => ({
    source: 'notes',
    dedupeKey,
    headers: {},
    raw: Buffer.from(text),
  });

  it('takes a message once, under fifty parallel deliveries', async () => {
    const inbox = app.get(Inbox);
    const fresh = await Promise.all(
      Array.from({ length: 50 }, () => inbox.receive(message('x'), Copy, () => ({ text: 'inbox' }), nothing)),
    );
    expect(fresh.filter(Boolean)).toHaveLength(1);
    await drain(app);
    expect(seen).toEqual(['copy inbox 0']);
  });

  it('keeps in sight that a repeat had another body, and has it worked on', async () => {
    const inbox = app.get(Inbox);
    const differed: string[] = [];
    const note = (_: Tx, earlier: Buffer): Promise<void> => Promise.resolve(void differed.push(earlier.toString()));
    for (const text of ['one', 'one', 'two']) {
      await inbox.receive(message(text, 'k2'), Copy, () => ({ text }), note);
    }
    expect(differed).toEqual(['one']);
    await drain(app);
    expect(seen).toEqual(['copy one 0', 'copy two 0']);
    const row = await db.one<{ altered: boolean; duplicates: number }>(
      sql`SELECT altered, duplicates FROM platform.inbox WHERE dedupe_key = 'k2'`,
    );
    expect(row).toEqual({ altered: true, duplicates: 2 });
  });
});
