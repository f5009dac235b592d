import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { fork } from 'node:child_process';
import util from 'node:util';
import { atEnd, command } from '../tools/base/lifetime.mjs';
import { inRoot } from '../tools/base/places.mjs';
import { cleanUp } from '../tools/base/project.mjs';
import { bold, say, step } from '../tools/base/say.mjs';
import { createProcesses } from '../tools/run/processes.mjs';
import { developmentEnvironment } from '../tools/dev-env.mjs';
import { openFolder } from '../tools/services/account.mjs';
import { redisProgram } from '../tools/services/redis-program.mjs';
import { startServices } from '../tools/services/all.mjs';
import { serviceHome } from '../tools/services/home.mjs';
import { build } from '../tools/setup/build.mjs';
import { install } from '../tools/setup/install.mjs';
import { migrate } from '../tools/setup/migrate.mjs';
import { node24, requireTools, withNode24 } from '../tools/setup/node24.mjs';

// `npm run bench:recon`: a statement against as many payments, from the first byte of the file to the last break, by the
// domain's own process on a durable PostgreSQL. Beside it, what the same server takes to COPY the same file into a bare
// table. Ends with 1 when a limit is missed. `-- --lines 100000` for less than a million.
const LIMIT_SECONDS = 60;
const LIMIT_MIB = 512;
/** Of a thousand lines: unknown to us, with another amount, told twice; and of a thousand payments: not on the statement. */
const WRONG = 1;

const HEADING = 'Creation Date,MSISDN,Transaction ID,Amount,Currency,Country,MNO,Type,Metadata\n';

await command(async () => {
  const { values } = util.parseArgs({ options: { lines: { type: 'string', default: '1000000' } } });
  const count = Number(values.lines);
  requireTools();
  say(bold(`Reconciling ${count} lines`));
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
  const file = path.join(folder, 'statement.csv');
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  client.on('error', () => undefined);
  await step('making payments and their statement', async () => {
    await migrate(env.DATABASE_URL, { own: true });
    await client.connect();
    await makePayments(client, count);
    await writeStatement(client, file, count);
  });
  const baseline = await step('baseline: COPY', () => copyPlainly(client, file));
  const result = await step('import, match, breaks', () => reconcile(env, file));
  const rows = await client.query(
    'SELECT category, count(*)::int AS n FROM reconciliation.breaks GROUP BY 1 ORDER BY 1',
  );
  const {
    rows: [{ matched }],
  } = await client.query('SELECT count(*)::int AS matched FROM reconciliation.matches');
  await client.end();
  return report({ count, baseline, result, breaks: rows.rows, matched });
});

async function makePayments(client, count) {
  await client.query(`
    INSERT INTO reconciliation.movements (provider, kind, effect, reference, amount, currency, causes, occurred_at)
    SELECT 'pawapay', 'DEPOSIT', r, r, 1000 + n::bigint * 7919 % 500000, 'ZMW', ARRAY['bench:' || n],
      date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - interval '2 days' + n * (interval '23 hours' / ${count})
    FROM (SELECT n, gen_random_uuid()::text AS r FROM generate_series(1, ${count}) n) x`);
  await client.query('VACUUM (ANALYZE) reconciliation.movements');
  await client.query('CHECKPOINT');
}

/** One line a payment in no order of ours, but for the few that do not fit. */
async function writeStatement(client, file, count) {
  mkdirSync(path.dirname(file), { recursive: true });
  const out = createWriteStream(file, { mode: 0o644 });
  out.write(HEADING);
  const every = Math.round(1000 / WRONG);
  await client.query('BEGIN');
  await client.query(`DECLARE payment CURSOR FOR SELECT reference, amount, to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
    FROM reconciliation.movements ORDER BY md5(reference)`);
  for (let n = 0; n < count;) {
    const { rows } = await client.query('FETCH 20000 FROM payment');
    const lines = rows.flatMap(({ reference, amount, at }) => {
      n += 1;
      if (n % every === 1) return [line(at, reference.replace(/^.{8}/, 'ffffffff'), amount)];
      if (n % every === 2) return [line(at, reference, Number(amount) + 1)];
      if (n % every === 3) return [line(at, reference, amount), line(at, reference, amount)];
      return [line(at, reference, amount)];
    });
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain');
  }
  await client.query('COMMIT');
  out.end();
  await once(out, 'finish');
}

function line(at, reference, amount) {
  const digits = String(amount).padStart(3, '0');
  return `${at},260961112223,${reference},${digits.slice(0, -2)}.${digits.slice(-2)},ZMW,ZMB,MTN_MOMO_ZMB,DEPOSIT,`;
}

/** Seconds that the server takes for the bare file. */
async function copyPlainly(client, file) {
  const columns = ['date', 'msisdn', 'id', 'amount', 'currency', 'country', 'mno', 'type', 'metadata'];
  await client.query(`CREATE TABLE public.plain (${columns.map((name) => `"${name}" text`).join(', ')})`);
  const start = performance.now();
  await client.query(`COPY public.plain FROM '${file}' (FORMAT csv, HEADER)`);
  const seconds = (performance.now() - start) / 1000;
  await client.query('DROP TABLE public.plain');
  await client.query('CHECKPOINT');
  return seconds;
}

/** The domain's process does it and tells how long it took and how much memory it had at most. */
async function reconcile(env, file) {
  const child = fork(inRoot('bench/recon.process.mjs'), [file], {
    execPath: node24(),
    execArgv: ['--max-old-space-size=320', '--max-semi-space-size=16'],
    cwd: path.dirname(file),
    env: withNode24({
      PATH: process.env.PATH,
      ...developmentEnvironment(env),
      LOG_LEVEL: 'error',
      RECON_FETCH: 'false',
    }),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const answer = await Promise.race([once(child, 'message'), gone]);
  if (typeof answer[0] !== 'object' || answer[0] === null)
    throw new Error(`the process ended with ${answer.join(' ')}`);
  await gone;
  return answer[0];
}

/** Prints the figures; the exit code says whether both limits are met. */
function report({ count, baseline, result, breaks, matched }) {
  const { seconds, import: reading, match, mebibytes } = result;
  const mark = (isGood) => (isGood ? 'met' : 'MISSED');
  say(`  lines                 ${count}`);
  say(`  keep and read         ${reading.toFixed(1)} s`);
  say(`  match and breaks      ${match.toFixed(1)} s`);
  say(
    `  in all                ${seconds.toFixed(1)} s   (limit ${LIMIT_SECONDS} s: ${mark(seconds <= LIMIT_SECONDS)})`,
  );
  say(`  memory at most        ${mebibytes.toFixed(0)} MiB (limit ${LIMIT_MIB} MiB: ${mark(mebibytes < LIMIT_MIB)})`);
  say(`  plain COPY            ${baseline.toFixed(1)} s   (we take ${(seconds / baseline).toFixed(1)} times as long)`);
  say(`  matched               ${matched}`);
  for (const { category, n } of breaks) say(`  ${category.padEnd(22)}${n}`);
  return seconds <= LIMIT_SECONDS && mebibytes < LIMIT_MIB ? 0 : 1;
}
