import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { Domain } from '../contract/domain.js';
import { runInContext } from '../context.js';
import { bootApp } from '../testing/index.js';
import { audit, AUDIT_CHAIN, changesOf } from './audit.js';
import { Anchors } from './chain.anchor.js';
import { type ChainedTable, Sealer } from './chain.js';
import { canonical, genesis, type Json, type JsonObject, linkHash, signHead } from './chain.rules.js';
import { Database, type Tx } from './database.js';
import { sql } from './sql.js';

const KEY = Buffer.from(`${'b'.repeat(43)}=`, 'base64');
const DIARY: ChainedTable = {
  chain: 'diary',
  table: sql`platform.diary`,
  id: sql`id`,
  row: sql`jsonb_build_object('id', id, 'text', text)`,
};

@Domain({ name: 'diary', chains: [DIARY] })
class DiaryModule {}

const row = { name: 'diary', service: 'diary', port: 0, faces: ['worker'] as const, owns: '', module: DiaryModule };
const folder = mkdtempSync(path.join(tmpdir(), 'anchors-'));
const anchorFile = path.join(folder, 'anchors.ndjson');

let app: NestFastifyApplication;
let db: Database;
let sealer: Sealer;
let owner: pg.Client;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
  await owner.query('CREATE TABLE platform.diary (id bigserial PRIMARY KEY, text text NOT NULL)');
  app = await bootApp('worker', [row], { DATABASE_ROLE: 'pakashop_app', AUDIT_ANCHOR_FILE: anchorFile });
  [db, sealer] = [app.get(Database), app.get(Sealer)];
});
afterAll(async () => {
  await app.close();
  await owner.end();
  rmSync(folder, { recursive: true });
});

const act = (tx: Tx, subjectId: string) =>
  audit(tx, { act: 'tested', subject: 'test', subjectId, detail: { n: 1, text: 'é\u2028"' } });
const write = (subjectId: string) => db.transaction((tx) => act(tx, subjectId));

interface Linked {
  readonly sequence: number;
  readonly sealedAt: string;
  readonly hash: Buffer;
  readonly row: JsonObject;
}

const linksOf = ({ chain, table, id, row: columns }: ChainedTable) =>
  db.rows<Linked>(sql`
    SELECT l.sequence, to_char(l.sealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "sealedAt", l.hash, t.row
    FROM platform.chain_links l LEFT JOIN (SELECT ${id} AS id, ${columns} AS row FROM ${table}) t ON t.id = l.row_id
    WHERE l.chain = ${chain} ORDER BY l.sequence`);

/** Every row is sealed once, without a gap, and every hash follows from the one before. */
async function expectWhole(table: ChainedTable): Promise<Linked[]> {
  const links = await linksOf(table);
  let previous = genesis(table.chain);
  links.forEach((link, i) => {
    expect(link.sequence).toBe(i + 1);
    expect(link.hash).toEqual((previous = linkHash(KEY, previous, link)));
  });
  const { rows } = await db.one<{ rows: number }>(sql`SELECT count(*) AS rows FROM ${table.table}`);
  expect(links.length).toBe(rows);
  return links;
}

describe('the canonical form', () => {
  it('is the one of RFC 8785', () => {
    // Section 3.2.3 of the RFC: members by their UTF-16 code units.
    const value = { '\u20ac': 'Euro', '\r': 'CR', '\ufb33': 'D', '1': 'One', '\u{1f600}': 'S', '\u0080': 'C', ö: 'O' };
    expect(canonical(value)).toBe(
      '{"\\r":"CR","1":"One","\u0080":"C","ö":"O","\u20ac":"Euro","\u{1f600}":"S","\ufb33":"D"}',
    );
    expect(canonical({ a: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0] })).toBe(
      '{"a":[333333333.3333333,1e+30,4.5,0.002,1e-27,0]}',
    );
  });

  it('says the same of the same value, whatever the order of its members', () => {
    const shuffled = (value: Json): Json =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .toReversed()
                .map(([k, v]) => [k, shuffled(v as Json)]),
            )
          : value;
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonical(shuffled(value as Json))).toBe(canonical(value as Json));
        expect(JSON.parse(canonical(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('sealing', () => {
  it('keeps up with 100 writers at once, with four sealers in each other’s way', async () => {
    const sealing = Array.from({ length: 4 }, async () => {
      for (let i = 0; i < 5; i++) await sealer.seal();
    });
    await Promise.all([...Array.from({ length: 100 }, (_, i) => write(`w${i}`)), ...sealing]);
    await sealer.seal();
    const links = await expectWhole(AUDIT_CHAIN);
    expect(new Set(links.map((link) => link.row.subjectId))).toEqual(
      new Set(Array.from({ length: 100 }, (_, i) => `w${i}`)),
    );
  });

  it('seals a row that commits after later ones, and never raises the floor over it', async () => {
    const floor = () => db.one<{ floor: number }>(sql`SELECT floor FROM platform.chains WHERE chain = 'audit'`);
    const settle = async () => {
      await sealer.seal();
      await owner.query(`UPDATE platform.chains SET next_at = now() - interval '5 minutes' WHERE chain = 'audit'`);
      await sealer.seal();
    };
    let late = 0;
    await db.transaction(async (tx) => {
      await act(tx, 'late');
      late = (await tx.one<{ id: number }>(sql`SELECT max(id) AS id FROM platform.audit`)).id;
      await write('after');
      await settle();
      await settle();
      expect((await floor()).floor).toBeLessThan(late);
    });
    await settle();
    const links = await expectWhole(AUDIT_CHAIN);
    expect(links.slice(-2).map((link) => link.row.subjectId)).toEqual(['after', 'late']);
    await settle();
    expect((await floor()).floor).toBe(late + 1);
  });

  it('goes on after a restore into a server whose transactions are numbered lower', async () => {
    await owner.query(
      `UPDATE platform.chains SET next_floor = floor + 1000, next_xid = 1e15::bigint WHERE chain = 'audit'`,
    );
    await write('restored');
    await sealer.seal();
    const { ahead } = await db.one<{ ahead: boolean }>(sql`
      SELECT next_xid > pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS ahead
      FROM platform.chains WHERE chain = 'audit'`);
    expect(ahead).toBe(false);
    await expectWhole(AUDIT_CHAIN);
  });

  it('seals any table, more rows than fit one batch, and no two chains alike', async () => {
    await db.execute(sql`INSERT INTO platform.diary (text) SELECT 'page ' || n FROM generate_series(1, 1203) n`);
    expect(await sealer.seal()).toBeLessThanOrEqual(1203);
    await sealer.seal();
    expect((await expectWhole(DIARY)).at(-1)).toMatchObject({ sequence: 1203 });
    expect(genesis('diary')).not.toEqual(genesis('audit'));
  });

  it('keeps the seal of a row when its table gets a column', () => {
    const link = { sequence: 1, sealedAt: '2026-11-22T00:00:00.000000Z' };
    const before = linkHash(KEY, genesis('x'), { ...link, row: { id: 1 } });
    expect(linkHash(KEY, genesis('x'), { ...link, row: { id: 1, added: null } })).toEqual(before);
    expect(linkHash(KEY, genesis('x'), { ...link, row: { id: 1, added: 'x' } })).not.toEqual(before);
  });
});

describe('what is sealed', () => {
  afterEach(() => owner.query('RESET ROLE'));

  it.each(['platform.audit', 'platform.chain_links'])('%s can only be added to, by whomever', async (table) => {
    const column = table === 'platform.audit' ? 'act' : 'chain';
    await sealer.seal();
    const forbidden = [`UPDATE ${table} SET ${column} = 'x'`, `DELETE FROM ${table}`, `TRUNCATE ${table}`];
    for (const statement of forbidden) {
      await expect(owner.query(statement)).rejects.toThrow(`${table} is append only`);
      await expect(owner.query(`SET session_replication_role = replica; ${statement}`)).rejects.toThrow('append only');
      await owner.query('RESET session_replication_role');
      await owner.query('SET ROLE pakashop_app');
      await expect(owner.query(statement)).rejects.toThrow('permission denied');
      await owner.query('RESET ROLE');
    }
    const { rows } = await owner.query(`
      SELECT grantee, privilege_type FROM information_schema.role_table_grants
      WHERE grantee LIKE 'pakashop_%' AND table_schema || '.' || table_name = '${table}'
        AND privilege_type NOT IN ('SELECT', 'INSERT')`);
    expect(rows.filter(({ grantee }) => grantee !== 'pakashop')).toEqual([]);
  });

  it('is written with the act or not at all', async () => {
    const count = async () => (await db.one<{ n: number }>(sql`SELECT count(*) AS n FROM platform.audit`)).n;
    const before = await count();
    const failing = db.transaction(async (tx) => {
      await act(tx, 'undone');
      throw new Error('the act failed');
    });
    await expect(failing).rejects.toThrow('the act failed');
    expect(await count()).toBe(before);
  });
});

describe('an audit row', () => {
  const session = '01990000-0000-7000-8000-00000000000a';
  const inside = (context: object, more: object = {}) =>
    runInContext({ correlationId: 'correlation', actor: 'person:p1', ...context }, () =>
      db.transaction(async (tx) => {
        await audit(tx, { act: 'tested', subject: 'test', subjectId: 't', ...more });
        return tx.one<Record<string, unknown>>(sql`
          SELECT actor, on_behalf_of AS behalf, address, client, session_id AS session, before, after, why, detail
          FROM platform.audit ORDER BY id DESC LIMIT 1`);
      }),
    );

  it('says who, from where, what changed and why', async () => {
    const change = changesOf({ name: 'a', status: 'ACTIVE', secret: 1 }, { name: 'a', status: 'PAUSED', secret: 2 }, [
      'name',
      'status',
    ]);
    const caller = { address: '192.0.2.7', client: 'default', sessionId: session };
    expect(await inside({ caller }, { ...change, why: 'asked for it' })).toEqual({
      actor: 'person:p1',
      behalf: null,
      address: '192.0.2.7',
      client: 'default',
      session,
      before: { status: 'ACTIVE' },
      after: { status: 'PAUSED' },
      why: 'asked for it',
      detail: {},
    });
  });

  it('says on whose behalf: of the person looked through, of who caused the work, of whom the code names', async () => {
    const looking = { caller: { impersonatorId: 'staff' } };
    expect(await inside(looking)).toMatchObject({ actor: 'person:staff', behalf: 'person:p1' });
    expect(await inside({ actor: 'system:x', cause: 'person:p2' })).toMatchObject({ behalf: 'person:p2' });
    expect(await inside({}, { onBehalfOf: 'person:p3' })).toMatchObject({ actor: 'person:p1', behalf: 'person:p3' });
  });
});

describe('anchors', () => {
  const anchors = () =>
    readFileSync(anchorFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);

  it('are signed lines outside of the database, written when a chain has grown', async () => {
    await sealer.seal();
    await app.get(Anchors).anchor();
    const first = anchors();
    expect(first.map(({ chain }) => chain)).toEqual(['audit', 'diary']);
    for (const { signature, keyId, ...head } of first) {
      expect(signature).toBe(signHead(KEY, head as never));
      expect(keyId).toBe('test');
    }
    await app.get(Anchors).anchor();
    expect(anchors()).toEqual(first);
    await write('more');
    await sealer.seal();
    await app.get(Anchors).anchor();
    expect(anchors()).toHaveLength(3);
  });
});
