import { readdirSync, existsSync } from 'node:fs';
import { meansFull, diskFull, Trouble } from '../base/trouble.mjs';
import { inRoot } from '../base/places.mjs';
import { tail } from '../base/files.mjs';
import { run } from '../base/run.mjs';
import { node24, withNode24 } from './node24.mjs';

/** The names of the migrations in prisma/migrations, oldest first. */
export function migrationNames() {
  const folder = inRoot('prisma/migrations');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`${folder}/${entry.name}/migration.sql`))
    .map((entry) => entry.name)
    .sort();
}

/**
 * Brings a database to the newest migration.
 *
 * @param {string} url
 * @param {{ own?: boolean }} [options] own: nobody else uses this database, so a migration that was begun and not ended
 *   was cut off; PostgreSQL has taken it back, and it is run again
 * @returns {Promise<{ applied: number, isNew: boolean }>} isNew: it had no migration before
 */
export async function migrate(url, { own = false } = {}) {
  const wanted = migrationNames();
  const { present, cutOff } = await recordedMigrations(url);
  for (const name of own ? cutOff : []) {
    await prisma('prisma migrate resolve', ['migrate', 'resolve', '--rolled-back', name], { DATABASE_URL: url });
  }
  const open = wanted.filter((name) => !present.includes(name));
  if (open.length > 0) await prisma('prisma migrate deploy', ['migrate', 'deploy'], { DATABASE_URL: url });
  return { applied: open.length, isNew: present.length === 0 };
}

/** Runs the Prisma CLI; raises with its last lines unless `accept` takes its exit code. */
export async function prisma(name, args, env, accept = (code) => code === 0) {
  const result = await run(node24(), ['node_modules/prisma/build/index.js', ...args], {
    name,
    env: withNode24({ ...process.env, NO_UPDATE_NOTIFIER: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', ...env }),
  });
  if (accept(result.code)) return result;
  if (meansFull(result.output)) throw diskFull('PostgreSQL', 'its data folder');
  throw new Trouble(`"${name}" failed: the reason stands above.`, tail(result.output, 40));
}

async function recordedMigrations(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(
      `SELECT migration_name AS name, finished_at IS NOT NULL AS done, coalesce(logs, '') = '' AS silent
       FROM public._prisma_migrations WHERE rolled_back_at IS NULL`,
    );
    const names = (matching) => rows.filter(matching).map(({ name }) => name);
    return { present: names(({ done }) => done), cutOff: names(({ done, silent }) => !done && silent) };
  } catch (error) {
    if (error.code === '42P01' || error.code === '3D000') return { present: [], cutOff: [] }; // no such table, or no such database: new
    throw unreachable(url, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function unreachable(url, error) {
  const { host, pathname } = new URL(url);
  const reason = error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND' ? 'nothing answers there' : error.message;
  return new Trouble(
    `PostgreSQL at ${host}${pathname} (DATABASE_URL) cannot be used: ${reason}. ` +
      'Start it, correct DATABASE_URL, or unset it to use the embedded one.',
  );
}
