import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { bootApp } from '../testing/index.js';
import { Database } from './database.js';
import { sql } from './sql.js';
import { Vault } from './vault.js';

describe('the vault', () => {
  let app: NestFastifyApplication;
  let vault: Vault;
  const place = { table: 'people', column: 'nrc', row: 'p1' };

  beforeAll(async () => {
    app = await bootApp('api', []);
    vault = app.get(Vault);
  });
  afterAll(() => app.close());

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

  it('opens a file with its own key only', async () => {
    const [one, two] = [
      await vault.sealFile(Buffer.from('one'), place),
      await vault.sealFile(Buffer.from('two'), place),
    ];
    expect((await vault.openFile(one, place)).toString()).toBe('one');
    await expect(vault.openFile({ ...one, bytes: two.bytes }, place)).rejects.toThrow();
  });

  it('finds equal values by an index that tells kinds apart and stays the same in another process', async () => {
    const index = await vault.index('phone', '+260966123456');
    const other = await bootApp('api', []);
    expect(await other.get(Vault).index('phone', '+260966123456')).toEqual(index);
    expect(await other.get(Vault).open(await vault.seal('x', place), place)).toBe('x');
    await other.close();
    expect(await vault.index('tpin', '+260966123456')).not.toEqual(index);
  });

  it('keeps its keys wrapped', async () => {
    const rows = await app.get(Database).rows<{ purpose: string; wrapped: Buffer }>(sql`
      SELECT purpose, wrapped FROM platform.data_keys ORDER BY purpose`);
    expect(rows.map(({ purpose }) => purpose)).toEqual(['INDEX', 'SEAL']);
    expect(rows.every(({ wrapped }) => wrapped.length === 12 + 16 + 32)).toBe(true);
  });
});
