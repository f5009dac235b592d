import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Desk } from './reconciliation.fixtures.js';

/** Lines of about a hundred bytes: three pieces. */
const LINES = 25_000;

/** The point is read when the platform is loaded: after the second piece of a file. */
describe('reading a statement that is broken off', () => {
  let desk: Desk;
  const before = process.env.FAILPOINTS;

  beforeAll(async () => {
    process.env.FAILPOINTS = 'S7=throw@2';
    const { Desk: Opened } = await import('./reconciliation.fixtures.js');
    desk = await Opened.open();
  }, 60_000);
  afterAll(async () => {
    process.env.FAILPOINTS = before ?? '';
    await desk?.close();
  });

  it('goes on where it was, and each line is there once', async () => {
    const { sql } = await import('@pakashop/platform');
    const { daysAgo, line } = await import('./reconciliation.fixtures.js');
    const day = daysAgo(5);
    const id = '11111111-1111-4111-8111-111111111111';
    const lines = Array.from({ length: LINES }, (_, n) =>
      line(`${day}T08:00:00Z`, id, -(n + 1), { type: 'DEPOSIT_FEE' }),
    );
    const statementId = await desk.statement(day, lines);
    const broken = await desk.db.rows<{ failures: number }>(sql`
      SELECT failures FROM platform.deliveries WHERE last_error LIKE '%failpoint S7%'`);
    expect(broken).toEqual([{ failures: 1 }]);
    const sum = (LINES * (LINES + 1)) / 2;
    const read = await desk.db.one(sql`
      SELECT count(*)::int AS lines, count(DISTINCT no)::int AS places, max(no) AS last, sum(fee)::bigint AS fees
      FROM reconciliation.lines WHERE statement_id = ${statementId}`);
    expect(read).toEqual({ lines: LINES, places: LINES, last: LINES, fees: sum });
    const {
      state,
      read_to: readTo,
      bytes,
    } = await desk.db.one<{ state: string; read_to: number; bytes: number }>(sql`
      SELECT state, read_to, bytes FROM reconciliation.statements WHERE id = ${statementId}`);
    expect({ state, readTo }).toEqual({ state: 'MATCHED', readTo: bytes });
    expect(await desk.db.rows(sql`SELECT kind, amount FROM reconciliation.stated`)).toEqual([
      { kind: 'FEE', amount: sum },
    ]);
  }, 20_000);
});
