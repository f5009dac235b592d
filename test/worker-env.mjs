import { connect } from 'node:net';
import pg from 'pg';

// Before each test file, in its worker: an empty Redis database and a fresh copy of the template database, both of this
// worker alone. Test files and the processes they start find the addresses in DATABASE_URL and REDIS_URL.
const worker = process.env.JEST_WORKER_ID ?? '1';
const admin = new URL(process.env.TEST_PG_URL);
const redis = new URL(process.env.TEST_REDIS_URL);
const database = `test_${worker}`;

async function copyTemplate() {
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${database} TEMPLATE ${process.env.TEST_TEMPLATE} STRATEGY FILE_COPY`);
  await client.end();
}

/** Three plain commands do not need a client library, which would cost every test file its loading time. */
function emptyRedis() {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: redis.hostname, port: Number(redis.port || 6379) });
    let heard = '';
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      heard += chunk;
      if (heard.includes('-')) reject(new Error(`Redis answered ${heard}`));
      if (heard.split('+OK').length === 4) socket.end(resolve);
    });
    const login = redis.password ? `AUTH ${redis.password}` : 'CLIENT SETNAME tests';
    socket.write(`${login}\r\nSELECT ${worker}\r\nFLUSHDB\r\n`);
  });
}

await Promise.all([copyTemplate(), emptyRedis()]);
admin.pathname = `/${database}`;
redis.pathname = `/${worker}`;
process.env.DATABASE_URL = admin.href;
process.env.REDIS_URL = redis.href;
process.env.REDIS_PREFIX = `test${worker}`;
process.env.LOG_LEVEL ??= 'silent';
