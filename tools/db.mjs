import { rmSync } from 'node:fs';
import path from 'node:path';
import util from 'node:util';
import { readText } from './base/files.mjs';
import { atEnd, command } from './base/lifetime.mjs';
import { inCache } from './base/places.mjs';
import { claimProject, running } from './base/project.mjs';
import { say, step } from './base/say.mjs';
import { Trouble } from './base/trouble.mjs';
import { givenEnvironment } from './dev-env.mjs';
import { schemaDrift } from './check/schema.mjs';
import { serviceHome } from './services/home.mjs';
import { startPostgres } from './services/postgres.mjs';
import { generateClient } from './setup/build.mjs';
import { install } from './setup/install.mjs';
import { migrate, migrationNames, prisma } from './setup/migrate.mjs';

// `npm run db:migrate`, `db:new <name>`, `db:check`. Without DATABASE_URL they use the embedded PostgreSQL: `migrate` the
// one with the data of `npm start`, the other two a scratch one that is gone afterwards.
const work = { migrate: apply, new: author, check };

await command(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (!work[name])
    throw new Trouble('Say what to do: "npm run db:migrate", "npm run db:new <name>" or "npm run db:check".');
  await install();
  return work[name](args);
});

async function apply() {
  const given = givenEnvironment().DATABASE_URL;
  const { applied } = await migrate(given ?? (await ownDatabase()), { own: !given });
  say(applied ? `${applied} migration${applied > 1 ? 's' : ''} applied.` : 'The database is up to date.');
}

async function author([title]) {
  if (!/^[a-z][a-z0-9_-]*$/.test(title ?? '')) {
    throw new Trouble('Give the migration a name of small letters, digits and "_": npm run db:new orders_add_note');
  }
  const before = migrationNames();
  const url = givenEnvironment().DATABASE_URL ?? (await scratchDatabase());
  await step('comparing the schema files with the migrations', async () => {
    await prisma('prisma migrate dev', ['migrate', 'dev', '--create-only', '--name', title.replaceAll('-', '_')], {
      DATABASE_URL: url,
    });
  });
  const made = migrationNames().filter((name) => !before.includes(name));
  if (made.length === 0) say('The schema files hold nothing that the migrations do not have.');
  for (const name of made) say(`Read and complete prisma/migrations/${name}/migration.sql, then "npm run db:migrate".`);
  await generateClient();
}

async function check() {
  const drift = await schemaDrift(givenEnvironment().DATABASE_URL ?? (await scratchDatabase()));
  if (drift)
    throw new Trouble(
      'The schema files and the migrations do not agree: "npm run db:new <name>" writes what lacks.',
      drift,
    );
  say('The schema files and the migrations agree.');
}

/** The database of `npm start`: the one that runs, or started for as long as this takes. */
async function ownDatabase() {
  const url = running() && util.parseEnv(readText(inCache('services.env')) ?? '').DATABASE_URL;
  if (url) return url;
  await claimProject();
  const postgres = await startPostgres({ dir: path.join(serviceHome(), 'postgres') });
  atEnd(postgres.stop);
  return postgres.url;
}

/** A database that is thrown away. */
async function scratchDatabase() {
  const dir = path.join(serviceHome(), `scratch-${process.pid}`);
  atEnd(() => rmSync(dir, { recursive: true, force: true }));
  const postgres = await startPostgres({ dir, durable: false });
  atEnd(postgres.stop);
  return postgres.url;
}
