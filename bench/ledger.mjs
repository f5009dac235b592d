import { rmSync } from 'node:fs';
import path from 'node:path';
import util from 'node:util';
import { atEnd, command } from '../tools/base/lifetime.mjs';
import { inRoot } from '../tools/base/places.mjs';
import { cleanUp } from '../tools/base/project.mjs';
import { bold, say, step } from '../tools/base/say.mjs';
import { createProcesses } from '../tools/run/processes.mjs';
import { openFolder } from '../tools/services/account.mjs';
import { redisProgram } from '../tools/services/redis-program.mjs';
import { startServices } from '../tools/services/all.mjs';
import { serviceHome } from '../tools/services/home.mjs';
import { build } from '../tools/setup/build.mjs';
import { install } from '../tools/setup/install.mjs';
import { migrate } from '../tools/setup/migrate.mjs';
import { requireTools } from '../tools/setup/node24.mjs';
import { fillLedger } from './ledger.data.mjs';
import { BARE, bareWriter, openLedger, postingWriter } from './ledger.writers.mjs';

// `npm run bench:ledger`: how fast entries are written by 1, 8 and 32 writers that all post to one provider's account, and
// what a balance and a page of a statement cost over ten million entries, on a durable PostgreSQL. Beside it, in the same
// run: the same rows written into bare tables, and the same postings to an account whose balance is one row.
// `-- --entries 1000000` for less.
const WRITERS = [1, 8, 32];
const ROUNDS = 3;
const SLICE_MS = 2_000;
const READS = 100;

await command(async () => {
  const { values } = util.parseArgs({ options: { entries: { type: 'string', default: '10000000' } } });
  requireTools();
  say(bold('Measuring the ledger'));
  await cleanUp();
  await install();
  await build();
  await redisProgram();
  const folder = path.join(serviceHome(), `bench-${process.pid}`);
  openFolder(folder);
  const processes = createProcesses();
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  atEnd(() => processes.stop());
  const { env } = await startServices({ dir: folder, durable: true, processes });
  await step('making the tables', async () => {
    await migrate(env.DATABASE_URL, { own: true });
  });
  const { default: pg } = await import('pg');
  const owner = new pg.Client({ connectionString: env.DATABASE_URL });
  owner.on('error', () => undefined);
  await owner.connect();
  await owner.query(BARE);
  const ledger = await openLedger(env.DATABASE_URL, (file) => import(inRoot(`dist/libs/${file}.js`)));
  const kinds = {
    ours: postingWriter(ledger, true),
    'one row': postingWriter(ledger, false),
    bare: bareWriter(ledger),
  };
  for (const writers of WRITERS) await step(`${writers} writers`, () => race(writers, kinds));
  const entries = Number(values.entries);
  await step(`writing ${entries} entries`, () => fillLedger(owner, entries));
  await step('what they cost to read', () => readCosts(ledger, owner));
  await ledger.db.pool.end();
  await owner.end();
});

/** Slices of each kind in turn, so that noise of the machine meets all of them. */
async function race(writers, kinds) {
  const done = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, 0]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [kind, write] of Object.entries(kinds)) {
      const until = performance.now() + SLICE_MS;
      const writer = async () => {
        while (performance.now() < until) {
          await write();
          done[kind] += 1;
        }
      };
      await Promise.all(Array.from({ length: writers }, writer));
    }
  }
  const rate = (kind) => (done[kind] * 3 * 1000) / (ROUNDS * SLICE_MS);
  const [ours, single, bare] = ['ours', 'one row', 'bare'].map(rate);
  const share = (part) => `${Math.round((100 * part) / bare)} %`;
  return `${Math.round(ours)} entries/s (${share(ours)} of bare ${Math.round(bare)}; balance in one row ${Math.round(single)}, ${share(single)})`;
}

async function readCosts({ db, reads, explain, check, sql, accounts }, owner) {
  const { code, id } = accounts.provider;
  const balance = await timed(READS, () =>
    db.one(sql`SELECT sum(debits) - sum(credits) AS balance FROM settlement.ledger_balances WHERE account_id = ${id}`),
  );
  const page = await timed(READS, () => reads.statement(code, { limit: 24 }));
  const trial = await timed(3, () => reads.trialBalance());
  const explained = await timed(1, () => explain.explain(code, { limit: 24 }));
  const checked = await timed(1, () => check(db));
  const rebuilt = await timed(1, () => owner.query('SELECT * FROM settlement.rebuild_balances()'));
  say(`  balance of the busiest account   ${balance}`);
  say(`  newest page of its statement     ${page}`);
  say(`  trial balance                    ${trial}`);
  say(`  explaining the balance           ${explained}`);
  say(`  every check of the books         ${checked}`);
  say(`  rebuilding every balance         ${rebuilt}`);
}

/** The median of several runs, or what went wrong. */
async function timed(runs, work) {
  const taken = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    try {
      await work();
    } catch (error) {
      return `refused: ${error.message}`;
    }
    taken.push(performance.now() - start);
  }
  const median = taken.sort((a, b) => a - b)[Math.floor(runs / 2)];
  return median < 1000 ? `${median.toFixed(2)} ms` : `${(median / 1000).toFixed(1)} s`;
}
