import { ensureTemplate } from '../tools/check/template-database.mjs';

/** Once per run: the database that each test file gets a copy of. */
export default async function globalSetup() {
  const { TEST_PG_URL, TEST_REDIS_URL } = process.env;
  if (!TEST_PG_URL || !TEST_REDIS_URL) {
    throw new Error(
      'Tests need a PostgreSQL and a Redis of their own: run them with "npm run test:only -- <pattern>".',
    );
  }
  process.env.TEST_TEMPLATE = await ensureTemplate(TEST_PG_URL);
}
