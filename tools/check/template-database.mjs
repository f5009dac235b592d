import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inRoot } from '../base/places.mjs';
import { migrate, migrationNames } from '../setup/migrate.mjs';

/** A hash over all migrations: what was prepared for one state of them serves until they change. */
export function migrationsHash() {
  const hash = createHash('sha256');
  for (const name of migrationNames()) {
    hash.update(name).update(readFileSync(inRoot('prisma/migrations', name, 'migration.sql')));
  }
  return hash.digest('hex').slice(0, 12);
}

/**
 * Makes the database that every test file gets a copy of, unless the server has it already.
 *
 * @param {string} adminUrl a superuser's address of the test server
 * @returns {Promise<string>} its name
 */
export async function ensureTemplate(adminUrl) {
  const { default: pg } = await import('pg');
  const name = `template_${migrationsHash()}`;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [name]);
    if (rowCount) return name;
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name}`);
    const url = new URL(adminUrl);
    url.pathname = `/${name}`;
    await migrate(url.href);
    await client.query(`ALTER DATABASE ${name} WITH is_template true allow_connections false`);
    return name;
  } finally {
    await client.end();
  }
}
