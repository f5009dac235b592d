import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Domain } from '../contract/domain.js';
import { bootApp } from '../testing/index.js';
import { Database } from './database.js';
import { sql } from './sql.js';
import { Vault } from './vault.js';
import { VaultRotation } from './vault.rotation.js';

const NRC = { table: 'platform.people', column: 'nrc' };

@Domain({ name: 'people', sealed: [{ ...NRC, id: 'id' }] })
class PeopleModule {}

const row = { name: 'people', service: 'people', port: 0, faces: ['api'] as const, owns: '', module: PeopleModule };
const boot = (env: NodeJS.ProcessEnv = {}) => bootApp('api', [row], { DATABASE_ROLE: 'pakashop_app', ...env });

let app: NestFastifyApplication;
let vault: Vault;
let db: Database;
let owner: pg.Client;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
  await owner.query('CREATE TABLE platform.people (id uuid PRIMARY KEY, nrc text, seen int NOT NULL DEFAULT 0)');
  app = await boot();
  [vault, db] = [app.get(Vault), app.get(Database)];
});
afterAll(async () => {
  await app.close();
  await owner.end();
});

const place = { ...NRC, row: 'p1' };

describe('the vault', () => {
  it('opens what it sealed, and seals the same value differently each time', async () => {
    const [one, two] = [await vault.seal('123456/11/1', place), await vault.seal('123456/11/1', place)];
    expect(one).not.toContain('123456');
    expect(one).not.toBe(two);
    expect(await vault.open(one, place)).toBe('123456/11/1');
  });

  it('does not open a value that was moved to another row or column, or altered', async () => {
    const sealed = await vault.seal('secret', place);
    await expect(vault.open(sealed, { ...place, row: 'p2' })).rejects.toThrow();
    await expect(vault.open(sealed, { ...place, column: 'tpin' })).rejects.toThrow();
    const [form, id, body] = sealed.split('.') as [string, string, string];
    const altered = Buffer.from(body, 'base64url');
    altered[altered.length - 1]! ^= 1;
    await expect(vault.open(`${form}.${id}.${altered.toString('base64url')}`, place)).rejects.toThrow();
    await expect(vault.open('plain', place)).rejects.toThrow('holds no sealed value');
  });

  it('seals nothing for a column that no domain names', async () => {
    await expect(vault.seal('secret', { ...place, column: 'tpin' })).rejects.toThrow('platform.people.tpin');
  });

  it('opens a file with its own key only, and never again without it', async () => {
    const [one, two] = [
      await vault.sealFile(Buffer.from('one'), place),
      await vault.sealFile(Buffer.from('two'), place),
    ];
    expect((await vault.openFile(one, place)).toString()).toBe('one');
    await expect(vault.openFile({ ...one, bytes: two.bytes }, place)).rejects.toThrow();
    await expect(vault.openFile({ ...one, sealedKey: '' }, place)).rejects.toThrow('holds no sealed value');
  });

  it('finds equal values by an index that tells kinds apart and stays the same in another process', async () => {
    const index = await vault.index('phone', '+260966123456');
    const other = await boot();
    expect(await other.get(Vault).index('phone', '+260966123456')).toEqual(index);
    expect(await other.get(Vault).open(await vault.seal('x', place), place)).toBe('x');
    await other.close();
    expect(await vault.index('tpin', '+260966123456')).not.toEqual(index);
  });

  it('keeps its keys wrapped', async () => {
    const rows = await db.rows<{ purpose: string; wrapped: Buffer }>(sql`
      SELECT purpose, wrapped FROM platform.data_keys ORDER BY purpose`);
    expect(rows.map(({ purpose }) => purpose)).toEqual(['INDEX', 'SEAL']);
    expect(rows.every(({ wrapped }) => wrapped.length === 12 + 16 + 32)).toBe(true);
  });
});

describe('changing keys', () => {
  const store = async (by: Vault, id: string, text: string) =>
    db.execute(sql`
      INSERT INTO platform.people (id, nrc) VALUES (${id}, ${await by.seal(text, { ...NRC, row: id })})
      ON CONFLICT (id) DO UPDATE SET nrc = excluded.nrc, seen = people.seen + 1`);
  const read = async (by: Vault, id: string) => {
    const { nrc } = await db.one<{ nrc: string }>(sql`SELECT nrc FROM platform.people WHERE id = ${id}`);
    return by.open(nrc, { ...NRC, row: id });
  };
  const keysInUse = async () =>
    (
      await db.rows<{ key: string }>(sql`
        SELECT DISTINCT split_part(nrc, '.', 2) AS key FROM platform.people WHERE nrc IS NOT NULL`)
    ).map(({ key }) => key);
  const current = async () =>
    (
      await db.one<{ id: string }>(sql`
      SELECT id FROM platform.data_keys WHERE purpose = 'SEAL' AND retired_at IS NULL`)
    ).id;

  it('goes on under load of two processes, without one error, until every row carries the new key', async () => {
    const ids = Array.from({ length: 250 }, () => randomUUID());
    for (const id of ids) await store(vault, id, `nrc of ${id}`);
    const before = await current();
    const other = await boot();
    let working = true;
    let done = 0;
    const load = [vault, other.get(Vault), vault, other.get(Vault)].map(async (by, n) => {
      while (working || done < 200) {
        const id = ids[(done * 7 + n) % ids.length]!;
        if (done % 3 === 0) await store(by, id, `nrc of ${id}`);
        expect(await read(by, id)).toBe(`nrc of ${id}`);
        done++;
      }
    });
    const rotation = app.get(VaultRotation);
    await rotation.rotate();
    await rotation.reseal(0);
    working = false;
    await Promise.all(load);
    await other.close();
    // The other process knew the old key for a few seconds more; a later look finds what it sealed meanwhile.
    await rotation.reseal(0);
    expect(await keysInUse()).toEqual([await current()]);
    expect(await current()).not.toBe(before);
    for (const id of ids) expect(await read(vault, id)).toBe(`nrc of ${id}`);
  });

  it('throws a retired key away only when nothing needs it and it has been retired for a day', async () => {
    const retired = async () =>
      (await db.one<{ n: number }>(sql`SELECT count(*) AS n FROM platform.data_keys WHERE retired_at IS NOT NULL`)).n;
    const age = () =>
      owner.query(
        `UPDATE platform.data_keys SET retired_at = retired_at - interval '2 days' WHERE retired_at IS NOT NULL`,
      );
    const rotation = app.get(VaultRotation);
    expect([await retired(), await rotation.prune()]).toEqual([1, 0]);
    await age();
    expect(await rotation.prune()).toBe(1);
    await rotation.rotate();
    await age();
    expect([await rotation.prune(), await retired()]).toEqual([0, 1]);
    await rotation.reseal(0);
    expect([await rotation.prune(), await retired()]).toEqual([1, 0]);
  });

  it('refuses to judge rows that a row-level policy hides', async () => {
    await owner.query(`
      ALTER TABLE platform.people ENABLE ROW LEVEL SECURITY;
      CREATE POLICY none ON platform.people USING (false)`);
    await expect(app.get(VaultRotation).reseal(0)).rejects.toThrow('row-level security');
    await owner.query('ALTER TABLE platform.people DISABLE ROW LEVEL SECURITY');
  });

  it('changes the key of the environment: both are given, then everything stands under the first', async () => {
    const [old, fresh] = [`test:${'a'.repeat(43)}=`, `fresh:${'c'.repeat(43)}=`];
    const sealed = await vault.seal('kept', place);
    const both = await boot({ DATA_KEYS: `${fresh},${old}` });
    expect(await both.get(VaultRotation).rewrap()).toBe(2);
    expect(await both.get(VaultRotation).rewrap()).toBe(0);
    await both.close();
    const after = await boot({ DATA_KEYS: fresh });
    expect(await after.get(Vault).open(sealed, place)).toBe('kept');
    await after.close();
    const without = await boot({ DATA_KEYS: old });
    await expect(without.get(Vault).open(sealed, place)).rejects.toThrow('DATA_KEYS lacks the key fresh');
    await without.close();
  });

  it('shreds what was sealed when its key or its row is gone', async () => {
    const file = await vault.sealFile(Buffer.from('passport'), { ...NRC, row: 'p1' });
    await owner.query(`DELETE FROM platform.data_keys WHERE purpose = 'SEAL'`);
    const later = await boot({ DATA_KEYS: `fresh:${'c'.repeat(43)}=` });
    await expect(later.get(Vault).openFile(file, { ...NRC, row: 'p1' })).rejects.toThrow('is gone');
    await later.close();
  });
});
