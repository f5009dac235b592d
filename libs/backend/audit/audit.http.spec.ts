import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { audit as write, Database, Domain, runInContext } from '@pakashop/platform';
import { bootApp, forwarded } from '@pakashop/platform/testing';
import fc from 'fast-check';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Anchors } from '../../platform/data/chain.anchor.js';
import { Sealer } from '../../platform/data/chain.js';
import { audit } from './audit.area.js';

// The sealer without its schedule: sealing happens when a test says so.
@Domain({ name: 'backend', providers: [...(audit.providers ?? []), Sealer, Anchors], api: audit.api })
class AuditModule {}

const row = { name: 'backend', service: 'x', port: 0, faces: ['api'] as const, owns: '', module: AuditModule };
const folder = mkdtempSync(path.join(tmpdir(), 'audit-'));
const anchorFile = path.join(folder, 'anchors.ndjson');
const tool = fileURLToPath(new URL('../../../tools/audit/verify.mjs', import.meta.url));
const AUDIT_KEY = `test:${'b'.repeat(43)}=`;

let app: NestFastifyApplication;
let db: Database;
let owner: pg.Client;

beforeAll(async () => {
  app = await bootApp('api', [row], { DATABASE_ROLE: 'pakashop_app', AUDIT_ANCHOR_FILE: anchorFile });
  db = app.get(Database);
  owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
});
afterAll(async () => {
  await app?.close();
  await owner?.end();
  rmSync(folder, { recursive: true });
});

const auditor = (over: object = {}) => ({
  kind: 'person' as const,
  userId: '01990000-0000-7000-8000-000000000001',
  grants: [{ permission: 'audit.read', scope: 'platform' as const }],
  factorAt: Math.floor(Date.now() / 1000),
  address: '192.0.2.7',
  ...over,
});
const get = (url: string, actor: object = auditor()) =>
  app.inject({ url: `/api/v1/audit${url}`, headers: forwarded(actor as never) });

const happen = (actor: string, subjectId: string, more: object = {}) =>
  runInContext({ correlationId: 'c', actor }, () =>
    db.transaction((tx) => write(tx, { act: 'thing_done', subject: 'thing', subjectId, ...more })),
  );
const seal = () => app.get(Sealer).seal();

describe('GET /audit', () => {
  it('shows what was done, the newest first, page by page', async () => {
    for (let i = 1; i <= 5; i++) await happen('person:a', `t${i}`, { before: { n: i }, after: { n: i + 1 }, why: 'w' });
    await seal();
    const first = (await get('?limit=3&subject=thing')).json();
    expect(first.data.map((one: { subjectId: string }) => one.subjectId)).toEqual(['t5', 't4', 't3']);
    expect(first.data[0]).toMatchObject({
      actor: 'person:a',
      act: 'thing_done',
      before: { n: 5 },
      after: { n: 6 },
      why: 'w',
      sequence: expect.any(Number),
    });
    const second = (await get(`?limit=3&subject=thing&cursor=${first.nextCursor}`)).json();
    expect(second.data.map((one: { subjectId: string }) => one.subjectId)).toEqual(['t2', 't1']);
    expect(second.nextCursor).toBeNull();
  });

  it('finds by who, what and when', async () => {
    await happen('person:b', 'b1');
    const ids = async (query: string) =>
      ((await get(query)).json().data as { subjectId: string }[]).map(({ subjectId }) => subjectId);
    expect(await ids('?actor=person:b')).toEqual(['b1']);
    expect(await ids('?act=thing_done&subjectId=b1')).toEqual(['b1']);
    expect(await ids('?act=another')).toEqual([]);
    expect(await ids(`?from=${encodeURIComponent('2999-01-01T00:00:00Z')}`)).toEqual([]);
    expect(await ids(`?to=${encodeURIComponent('2999-01-01T00:00:00Z')}&actor=person:b`)).toEqual(['b1']);
    expect((await get('?from=yesterday')).json()).toMatchObject({ code: 'VAL_001' });
  });

  it('is for those who hold audit.read, and the export for those who proved themselves just now', async () => {
    expect((await get('', auditor({ grants: [] }))).json()).toMatchObject({ code: 'AUTH_002' });
    expect((await get('/export', auditor({ grants: [] }))).json()).toMatchObject({ code: 'AUTH_002' });
    expect((await get('/export', auditor({ factorAt: 1 }))).json()).toMatchObject({ code: 'auth.step_up_required' });
  });
});

interface Checked {
  readonly code: number;
  readonly output: string;
}

/** The command as an auditor runs it: a file, a key, no database. */
function verify(text: string, { anchors = true, key = AUDIT_KEY } = {}): Promise<Checked> {
  const file = path.join(folder, 'export.ndjson');
  writeFileSync(file, text);
  const args = [tool, file, ...(anchors ? ['--anchors', anchorFile] : [])];
  const env = { PATH: process.env.PATH, AUDIT_KEY: key };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });
}

const exported = async () => (await get('/export')).body;

describe('GET /audit/export', () => {
  it('is written down itself, and proven whole by the command', async () => {
    const values = fc.sample(fc.jsonValue(), { numRuns: 60, seed: 7 }).map((value) =>
      // jsonb holds no NUL and no half of a surrogate pair.
      JSON.stringify(value).replaceAll(/\\u(0000|d[89a-f][0-9a-f]{2})/gi, ''),
    );
    for (const [i, value] of values.entries())
      await happen('person:c', `j${i}`, { detail: { value: JSON.parse(value) } });
    await exported();
    await seal();
    await app.get(Anchors).anchor();
    const lines = await exported();
    expect(lines).toContain('"audit_exported"');
    const { code, output } = await verify(lines);
    expect(output).toMatch(/^whole: \d+ rows, 1 anchors fit, head [0-9a-f]{64}\n$/);
    expect(code).toBe(0);
  });

  it('counts rows that were not sealed yet apart', async () => {
    await happen('person:d', 'young');
    expect((await verify(await exported())).code).toBe(0);
  });
});

/** As somebody who owns the database would do it: triggers off, change, triggers on. */
async function tamper(statement: string): Promise<void> {
  const triggers = (state: string) =>
    ['audit', 'chain_links']
      .flatMap((table) => ['append_only', 'append_only_all'].map((name) => [table, name]))
      .map(([table, name]) => `ALTER TABLE platform.${table} ${state} TRIGGER ${name};`)
      .join(' ');
  await owner.query(`${triggers('DISABLE')} ${statement}; ${triggers('ENABLE ALWAYS')}`);
}

/** Tampers with a copy of both tables put aside before, and puts them back afterwards. */
async function whenTampered(statement: string): Promise<Checked> {
  await owner.query(`
    DROP TABLE IF EXISTS a, l;
    CREATE TEMP TABLE a AS TABLE platform.audit; CREATE TEMP TABLE l AS TABLE platform.chain_links`);
  await tamper(statement);
  const checked = await verify(await exported());
  await tamper(`
    DELETE FROM platform.chain_links; DELETE FROM platform.audit;
    INSERT INTO platform.audit SELECT * FROM a; INSERT INTO platform.chain_links SELECT * FROM l`);
  return checked;
}

const firstWrong = ({ output }: Checked) => /^WRONG: (.*)$/m.exec(output)?.[1];
const rowOf = (sequence: number) =>
  `(SELECT row_id FROM platform.chain_links WHERE chain = 'audit' AND sequence = ${sequence})`;

describe('npm run audit:verify names the first bad sequence of', () => {
  beforeAll(async () => {
    for (let i = 0; i < 12; i++) await happen('person:e', `e${i}`, { detail: { i } });
    await seal();
    await app.get(Anchors).anchor();
  });

  it.each([
    ['an altered field', `UPDATE platform.audit SET actor = 'person:x' WHERE id = ${rowOf(7)}`, 'sequence 7: row'],
    ['an altered detail', `UPDATE platform.audit SET detail = '{"i":0}' WHERE id = ${rowOf(80)}`, 'sequence 80: row'],
    [
      'a moved time',
      `UPDATE platform.audit SET at = at + interval '1 microsecond' WHERE id = ${rowOf(9)}`,
      'sequence 9: row',
    ],
    ['a deleted row', `DELETE FROM platform.audit WHERE id = ${rowOf(5)}`, 'sequence 5: its row'],
    [
      'a row deleted with its seal',
      `DELETE FROM platform.audit WHERE id = ${rowOf(5)}; DELETE FROM platform.chain_links WHERE chain = 'audit' AND sequence = 5`,
      'sequence 5 is missing: 6 stands in its place',
    ],
    [
      'a row deleted with its seal, and the rest moved up',
      `DELETE FROM platform.audit WHERE id = ${rowOf(5)}; DELETE FROM platform.chain_links WHERE chain = 'audit' AND sequence = 5;
       UPDATE platform.chain_links SET sequence = -sequence WHERE sequence > 5`.replace(
        'SET sequence = -sequence',
        'SET sequence = sequence + 100000',
      ) + `; UPDATE platform.chain_links SET sequence = sequence - 100001 WHERE sequence > 100000`,
      'sequence 5: row',
    ],
    [
      'two swapped rows',
      `UPDATE platform.audit a SET detail = b.detail, subject_id = b.subject_id FROM platform.audit b
       WHERE (a.id, b.id) IN ((${rowOf(6)}, ${rowOf(8)}), (${rowOf(8)}, ${rowOf(6)}))`,
      'sequence 6: row',
    ],
    [
      'two swapped seals',
      `UPDATE platform.chain_links SET row_id = -1 WHERE sequence = 6; UPDATE platform.chain_links SET row_id = ${rowOf(8)} - 1000000 WHERE sequence = 6;
       UPDATE platform.chain_links SET row_id = (SELECT row_id FROM l WHERE chain = 'audit' AND sequence = 6) WHERE sequence = 8;
       UPDATE platform.chain_links SET row_id = row_id + 1000000 WHERE sequence = 6`,
      'sequence 6: row',
    ],
    [
      'an inserted row with a seal made up',
      `INSERT INTO platform.audit (id, at, actor, act, subject, subject_id, detail, correlation_id)
         SELECT 900000, at, 'person:x', act, subject, subject_id, detail, correlation_id FROM platform.audit WHERE id = ${rowOf(4)};
       UPDATE platform.chain_links SET sequence = sequence + 100001 WHERE sequence > 4;
       INSERT INTO platform.chain_links SELECT chain, 5, 900000, hash, key_id, sealed_at FROM platform.chain_links WHERE sequence = 4;
       UPDATE platform.chain_links SET sequence = sequence - 100000 WHERE sequence > 100000`,
      'sequence 5: row 900000',
    ],
    [
      'the last ten cut off',
      `DELETE FROM platform.audit WHERE id IN (SELECT row_id FROM platform.chain_links ORDER BY sequence DESC LIMIT 10);
       DELETE FROM platform.chain_links WHERE sequence > (SELECT max(sequence) - 10 FROM platform.chain_links)`,
      /^sequence (\d+) is missing: the chain ends there, but reached \d+ on /,
    ],
  ])('%s', async (_, statement, wanted) => {
    const checked = await whenTampered(statement);
    expect(firstWrong(checked)).toEqual(
      expect.stringMatching(wanted instanceof RegExp ? wanted : new RegExp(`^${wanted}`)),
    );
    expect(checked.code).toBe(1);
    expect((await verify(await exported())).code).toBe(0);
  });

  it('a chain that goes on after its end was cut off', async () => {
    const [reached] = (await owner.query('SELECT max(sequence)::int AS n FROM platform.chain_links')).rows as {
      n: number;
    }[];
    const checked = await whenTampered(`
      DELETE FROM platform.audit WHERE id = ${rowOf(reached!.n)};
      DELETE FROM platform.chain_links WHERE sequence = ${reached!.n};
      UPDATE platform.chain_links SET sequence = sequence + 1 WHERE sequence = ${reached!.n - 1}`);
    expect(firstWrong(checked)).toContain(`sequence ${reached!.n - 1} is missing`);
    expect(checked.output).toContain('another hash than the one anchored');
  });

  it('an export that does not reach its end, has a line that is none, or was made with another key', async () => {
    const whole = await exported();
    const lines = whole.trimEnd().split('\n');
    expect(firstWrong(await verify(lines.slice(0, -1).join('\n')))).toContain('the export is not complete');
    expect(firstWrong(await verify(lines.toSpliced(3, 1, '{"kind":"li').join('\n')))).toMatch(
      /^after sequence 2: a line/,
    );
    expect(firstWrong(await verify(lines.toSpliced(3, 0, lines[3]!).join('\n')))).toMatch(
      /^sequence 3 is followed by 3/,
    );
    const foreign = `other:${'d'.repeat(43)}=`;
    expect(firstWrong(await verify(whole, { key: foreign, anchors: false }))).toContain('sealed with the key "test"');
    expect((await verify(whole, { key: `${foreign},${AUDIT_KEY}` })).code).toBe(0);
    expect((await verify('', {})).code).toBe(2);
  });

  it('a row put in later with an old date, which is sealed like any other: as a note', async () => {
    await owner.query(`
      INSERT INTO platform.audit (at, actor, act, subject, subject_id, detail, correlation_id)
      VALUES (now() - interval '2 days', 'person:x', 'thing_done', 'thing', 'old', '{}', 'c')`);
    await seal();
    const { output, code } = await verify(await exported());
    expect(output).toMatch(/note: sequence \d+: row \d+ is dated .* and was sealed only at/);
    expect(code).toBe(0);
  });
});
