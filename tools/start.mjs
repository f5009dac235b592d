import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeWhole } from './base/files.mjs';
import { atEnd, command, untilStopped } from './base/lifetime.mjs';
import { inCache } from './base/places.mjs';
import { requireFree } from './base/ports.mjs';
import { claimProject } from './base/project.mjs';
import { bold, dim, say, step } from './base/say.mjs';
import { developmentEnvironment, givenEnvironment, PORTS } from './dev-env.mjs';
import { banner } from './run/banner.mjs';
import { follow } from './run/follow.mjs';
import { startMarketplace } from './run/marketplace.mjs';
import { openLog } from './run/output.mjs';
import { createProcesses } from './run/processes.mjs';
import { startServices } from './services/all.mjs';
import { redisProgram } from './services/redis-program.mjs';
import { build } from './setup/build.mjs';
import { demoAccounts, hasDemoData, loadDemoData } from './setup/demo.mjs';
import { install } from './setup/install.mjs';
import { migrate } from './setup/migrate.mjs';
import { requireTools } from './setup/node24.mjs';

// `npm start`: from whatever state the clone is in to a marketplace that runs. `--services` stops before the processes,
// for people who run those themselves ("npx nest start --entry worker --watch").
const servicesOnly = process.argv.includes('--services');

await command(async () => {
  const start = performance.now();
  say(bold(servicesOnly ? 'Starting the services of Pakashop' : 'Starting Pakashop'));
  requireTools();
  await claimProject();
  const env = developmentEnvironment();
  const ports = Object.values(PORTS).map((row) => ({ ...row, port: Number(env[row.variable]) }));
  const wanted = servicesOnly ? ports.filter(({ variable }) => variable.startsWith('SANDBOX_')) : ports;
  await requireFree(wanted);
  await install();
  await build();

  const log = openLog();
  const processes = createProcesses({ onLine: log.line, onEvent: log.event, restart: true });
  atEnd(async () => {
    say(dim('\nstopping …'));
    await processes.stop();
    rmSync(inCache('services.env'), { force: true });
    say(dim('everything is stopped; the data are kept'));
  });
  await prepare(env, processes, log);
  await step(servicesOnly ? 'starting the sandbox' : 'starting sandbox, api, worker and realtime', () =>
    startMarketplace({ env, processes, only: servicesOnly ? ['sandbox'] : undefined }),
  );
  if (servicesOnly) {
    say(
      '\nThe services are ready. In another terminal: "npx nest start --entry api" (or worker, realtime; --watch).\n',
    );
  } else banner({ env, accounts: await demoAccounts(), start });
  await untilStopped();
});

/** Services, migrations and demo data; completes `env` with the addresses of the services. */
async function prepare(env, processes, log) {
  const { postgres, env: addresses } = await services(processes);
  Object.assign(env, addresses);
  const home = postgres && path.dirname(postgres.data);
  if (home) {
    const serious = /FATAL|PANIC|No space left/;
    atEnd(follow(path.join(home, 'postgres.log'), serious, (line) => log.event('postgres', line)));
  }
  let isNew;
  await step('database', async () => {
    const result = await migrate(env.DATABASE_URL, { own: postgres !== undefined });
    isNew = result.isNew;
    return result.applied ? `${result.applied} migration${result.applied > 1 ? 's' : ''} applied` : 'up to date';
  });
  // Our own database keeps a mark beside it that it has the demo data; a given one gets them only when it was new.
  const mark = home && path.join(home, 'has-demo-data');
  if (hasDemoData() && (mark ? !existsSync(mark) : isNew)) {
    await step('loading demo data', () => loadDemoData(env));
    if (mark) writeFileSync(mark, '');
  }
  const keep = Object.entries(env).filter(([name]) => !(name in process.env));
  writeWhole(inCache('services.env'), keep.map(([name, value]) => `${name}=${quoted(value)}\n`).join(''), 0o600);
}

/** Starts PostgreSQL and Redis, as far as they are not given. */
async function services(processes) {
  const given = givenEnvironment();
  const ours = [!given.DATABASE_URL && 'PostgreSQL', !given.REDIS_URL && 'Redis'].filter(Boolean);
  if (!given.REDIS_URL) await redisProgram(); // may have to be fetched, which is a step of its own
  let started;
  const start = async () => {
    started = await startServices({ given, processes });
  };
  await (ours.length > 0 ? step(`starting ${ours.join(' and ')}`, start) : start());
  return started;
}

function quoted(value) {
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}
