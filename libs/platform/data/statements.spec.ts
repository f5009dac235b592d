import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { Statements } from './statements.js';

const settings = { connectionString: process.env.DATABASE_URL, pipeline: true };
let pool: pg.Pool;
let statements: Statements;

beforeAll(() => {
  pool = new pg.Pool({ ...settings, max: 2 });
  statements = new Statements(pool);
});
afterAll(() => pool.end());

const value = async (text: string, values: unknown[] = []): Promise<unknown> => {
  const { rows } = await statements.run((client) => client.query<{ value: unknown }>(text, values));
  return (rows as { value: unknown }[])[0]!.value;
};
const many = <T>(count: number, of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i));

describe('statements without a transaction', () => {
  it('get their own answers, however few connections there are', async () => {
    const all = many(200, (i) => value('SELECT $1::int AS value', [i]));
    expect(await Promise.all(all)).toEqual(many(200, (i) => i));
    expect(pool.totalCount).toBe(2);
    expect([pool.idleCount, pool.waitingCount, statements.backlog]).toEqual([2, 0, 0]);
  });

  it('share a connection, at most four, when all are busy', async () => {
    const held = await Promise.all([pool.connect(), pool.connect()]);
    const transactions = many(9, () => value('SELECT pg_backend_pid() AS value'));
    expect(pool.waitingCount).toBe(3);
    expect(pool.waitingCount + statements.backlog).toBe(9);
    held.forEach((client) => client.release());
    expect(new Set(await Promise.all(transactions)).size).toBe(2);
  });

  it('do not share when connections are free', async () => {
    const pids = await Promise.all(many(2, () => value('SELECT pg_backend_pid() AS value')));
    expect(new Set(pids).size).toBe(2);
  });

  it('fail alone, and keep their connection', async () => {
    const before = await Promise.all(many(2, () => value('SELECT pg_backend_pid() AS value')));
    const all = many(40, (i) => value(i % 3 === 0 ? 'SELECT 1 / 0 AS value' : 'SELECT 7 AS value'));
    const settled = await Promise.allSettled(all);
    for (const [i, { status }] of settled.entries()) expect(status).toBe(i % 3 === 0 ? 'rejected' : 'fulfilled');
    expect(before).toContain(await value('SELECT pg_backend_pid() AS value'));
  });

  it('run in the context of who asked', async () => {
    const storage = new AsyncLocalStorage<number>();
    const held = await Promise.all([pool.connect(), pool.connect()]);
    const seen: (number | undefined)[] = [];
    const all = many(8, (i) =>
      storage.run(i, () =>
        statements.run((client) => {
          seen.push(storage.getStore());
          return client.query('SELECT 1');
        }),
      ),
    );
    held.forEach((client) => client.release());
    await Promise.all(all);
    expect(seen.toSorted()).toEqual(many(8, (i) => i));
  });

  it('are all told when no connection can be had', async () => {
    const away = new pg.Pool({ ...settings, connectionString: 'postgresql://postgres@127.0.0.1:1/nothing', max: 2 });
    const lost = new Statements(away);
    const all = await Promise.allSettled(many(20, () => lost.run((client) => client.query('SELECT 1'))));
    expect(all.map(({ status }) => status)).toEqual(many(20, () => 'rejected'));
    expect(lost.backlog).toBe(0);
    await away.end();
  });
});
