import { mkdtempSync, readdirSync, renameSync, rmSync, existsSync } from 'node:fs';
import path from 'node:path';
import { freeBytes, readJson, writeWhole } from '../base/files.mjs';
import { isAlive, self } from '../base/identity.mjs';
import { atEnd } from '../base/lifetime.mjs';
import { withLock } from '../base/lock.mjs';
import { root } from '../base/places.mjs';
import { run } from '../base/run.mjs';
import { diskFull, Trouble } from '../base/trouble.mjs';
import { createProcesses } from '../run/processes.mjs';
import { openFolder } from '../services/account.mjs';
import { postgresVersion, serviceHome } from '../services/home.mjs';
import { startPostgres } from '../services/postgres.mjs';
import { startRedis } from '../services/redis.mjs';
import { ensureTemplate, migrationsHash } from './template-database.mjs';

const MEMORY = '/dev/shm';
const ROOM = 1e9;
const PREFIX = 'pakashop-test-';

/**
 * A PostgreSQL and a Redis for one run of the tests: in memory where there is room, on free ports, gone afterwards.
 *
 * @returns {Promise<{ env: NodeJS.ProcessEnv, folder: string }>}
 */
export async function startTestServices() {
  removeLeftovers();
  const image = await preparedServer();
  const folder = ownFolder();
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const processes = createProcesses();
  atEnd(() => processes.stop());
  const { code, output } = await run('cp', ['-a', image, path.join(folder, 'postgres')], { name: 'cp' });
  if (code !== 0) throw diskFull(`cp (${output})`, folder);
  const [postgres, redis] = await Promise.all([
    startPostgres({ dir: path.join(folder, 'postgres'), durable: false, processes }),
    startRedis({ dir: path.join(folder, 'redis'), processes }),
  ]);
  return { env: { TEST_PG_URL: postgres.adminUrl, TEST_REDIS_URL: redis.url }, folder };
}

/** The folder of a stopped server that has the template database already; made once per state of the migrations. */
async function preparedServer() {
  const images = path.join(serviceHome(), 'test-servers');
  const image = path.join(images, `${postgresVersion()}-${migrationsHash()}`);
  if (existsSync(image)) return image;
  return withLock('test-server', async () => {
    if (existsSync(image)) return image;
    rmSync(images, { recursive: true, force: true });
    const half = `${image}.half`;
    openFolder(images);
    const postgres = await startPostgres({ dir: half, durable: false });
    try {
      await ensureTemplate(postgres.adminUrl);
    } finally {
      await postgres.stop();
    }
    rmSync(path.join(half, 'port'), { force: true });
    renameSync(half, image);
    return image;
  });
}

function ownFolder() {
  const inMemory = existsSync(MEMORY) && (freeBytes(MEMORY) ?? 0) > ROOM;
  const folder = mkdtempSync(path.join(inMemory ? MEMORY : serviceHome(), PREFIX));
  openFolder(folder);
  writeWhole(path.join(folder, 'owner.json'), JSON.stringify({ ...self(), root }));
  return folder;
}

/** What earlier runs of this clone left because they were killed. */
function removeLeftovers() {
  for (const place of [MEMORY, serviceHome()].filter((name) => existsSync(name))) {
    for (const name of readdirSync(place).filter((child) => child.startsWith(PREFIX))) {
      const folder = path.join(place, name);
      const owner = readJson(path.join(folder, 'owner.json'));
      if (owner?.root === root && !isAlive(owner)) rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** For a platform without the packaged PostgreSQL: servers that are given by address. */
export function givenTestServices() {
  const { TEST_PG_URL, TEST_REDIS_URL } = process.env;
  if (!TEST_PG_URL && !TEST_REDIS_URL) return undefined;
  if (TEST_PG_URL && TEST_REDIS_URL) return { env: { TEST_PG_URL, TEST_REDIS_URL } };
  throw new Trouble('Give both TEST_PG_URL and TEST_REDIS_URL, or neither.');
}
