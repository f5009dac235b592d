import { prisma } from '../setup/migrate.mjs';

/**
 * What the schema files say and the migrations do not, as SQL; undefined when they agree. The migrations are run in a
 * database of their own beside the given one.
 */
export async function schemaDrift(url) {
  const args = ['migrate', 'diff', '--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema'];
  const { code, output } = await prisma(
    'prisma migrate diff',
    [...args, '--script', '--exit-code'],
    { DATABASE_URL: url },
    (result) => result === 0 || result === 2,
  );
  return code === 2 ? output : undefined;
}
