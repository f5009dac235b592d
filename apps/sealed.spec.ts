import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AUDIT_CHAIN, domainMetadata } from '@pakashop/platform';
import pg from 'pg';
import { registry } from './domains.js';

const built = registry.flatMap((row) => (row.module ? [domainMetadata(row.module)] : []));
let owner: pg.Client;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
});
afterAll(() => owner.end());

describe('columns of sealed values', () => {
  const columns = built.flatMap(({ sealed = [] }) => sealed);

  it('are there, as text, beside the id that is bound into the seal, and the rotation of keys may change them', async () => {
    for (const { table, column, id } of columns) {
      const { rows } = await owner.query<{ name: string; type: string; mayChange: boolean }>(
        `SELECT attname AS name, format_type(atttypid, NULL) AS type,
           has_column_privilege('pakashop_app', attrelid, attnum, 'UPDATE') AS "mayChange"
         FROM pg_attribute WHERE attrelid = $1::regclass AND attname = ANY($2)`,
        [table, [column, id]],
      );
      const found = new Map(rows.map((row) => [row.name, row]));
      expect({ table, ...found.get(column) }).toMatchObject({ table, name: column, type: 'text', mayChange: true });
      expect({ table, found: found.has(id) }).toEqual({ table, found: true });
    }
    expect(new Set(columns.map(({ table, column }) => `${table}.${column}`)).size).toBe(columns.length);
  });
});

describe('tables whose rows are sealed', () => {
  const chains = [AUDIT_CHAIN, ...built.flatMap(({ chains: own = [] }) => own)];

  it('can only be added to, by no role of ours and not by their owner', async () => {
    for (const { table, chain } of chains) {
      const { rows } = await owner.query<{ role: string }>(
        `SELECT rolname AS role FROM pg_roles WHERE rolname LIKE 'pakashop\\_%'
           AND (has_table_privilege(oid, $1, 'UPDATE') OR has_table_privilege(oid, $1, 'DELETE') OR has_table_privilege(oid, $1, 'TRUNCATE'))`,
        [table.text],
      );
      expect({ chain, rows }).toEqual({ chain, rows: [] });
      await expect(owner.query(`TRUNCATE ${table.text} CASCADE`)).rejects.toThrow('append only');
    }
    expect(new Set(chains.map(({ chain }) => chain)).size).toBe(chains.length);
  });
});
