#!/usr/bin/env node
// Stand-in for Prisma's native `schema-engine` binary (only downloadable from binaries.prisma.sh).
// Same command line and JSON-RPC-over-stdio contract, carried out by Prisma's own WebAssembly build of
// the same engine commit (npm: @prisma/schema-engine-wasm) over @prisma/adapter-pg.
// Used through PRISMA_SCHEMA_ENGINE_BINARY.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { parse as parseUrl } from 'pg-connection-string';
import * as bg from '@prisma/schema-engine-wasm/schema_engine_bg';

const { values: opt, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean' },
  },
});
const url = opt.datasource ? JSON.parse(opt.datasource).url : undefined;
const log = (level, fields) =>
  process.stderr.write(
    `${JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' })}\n`,
  );

const panic = {
  message: '',
  set_message(m) {
    this.message = m;
  },
};
globalThis.PRISMA_WASM_PANIC_REGISTRY = panic;
function loadWasm() {
  const file = fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')).replace(
    /\.js$/,
    '.wasm',
  );
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), {
    './schema_engine_bg.js': bg,
  });
  bg.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

if (opt.version) {
  loadWasm();
  console.log(`schema-engine-cli ${bg.version()}`);
  process.exit(0);
}

const adminUrl = (u) => {
  const x = new URL(u);
  const name = decodeURIComponent(x.pathname.slice(1));
  x.pathname = '/postgres';
  return { admin: x.toString(), name };
};
const q = (id) => `"${id.replaceAll('"', '""')}"`;
async function withClient(u, fn) {
  const c = new pg.Client({ connectionString: u });
  await c.connect();
  try {
    return await fn(c);
  } finally {
    await c.end();
  }
}

async function cli(command) {
  try {
    if (command === 'can-connect-to-database') await withClient(url, (c) => c.query('SELECT 1'));
    else if (command === 'create-database') {
      const { admin, name } = adminUrl(url);
      await withClient(admin, (c) => c.query(`CREATE DATABASE ${q(name)}`));
    } else if (command === 'drop-database') {
      const { admin, name } = adminUrl(url);
      await withClient(admin, (c) => c.query(`DROP DATABASE IF EXISTS ${q(name)} WITH (FORCE)`));
    } else throw new Error(`unknown cli command ${command}`);
    log('INFO', { message: 'ok' });
    process.exit(0);
  } catch (e) {
    const code =
      {
        '3D000': 'P1003',
        '28P01': 'P1000',
        28000: 'P1010',
        ECONNREFUSED: 'P1001',
        ENOTFOUND: 'P1001',
        ETIMEDOUT: 'P1002',
        '42P04': 'P1009',
      }[e.code] ?? 'P1011';
    process.stderr.write('\n'); // the Prisma CLI drops the first stderr line
    log('ERROR', {
      is_panic: false,
      error_code: code,
      message: code === 'P1003' ? `Database \`${adminUrl(url).name}\` does not exist` : e.message || String(e.code),
      meta: null,
    });
    process.exit(1);
  }
}

if (positionals[0] === 'cli') await cli(positionals[1]);
else {
  loadWasm();
  const datamodels = opt.datamodels?.map((f) => [f, readFileSync(f, 'utf8')]);
  // Four gaps of @prisma/adapter-pg 7.10.x that only migrations meet, closed here:
  // (1) the catalogue's "char" type (OID 18) is not mapped to ColumnTypeEnum.Character;
  // (2) connectToShadowDb() spreads {...config, database}, which a connectionString overrides: pass parsed fields;
  // (3) connectToShadowDb() drops its database before it closes the pool on it;
  // (4) executeScript() splits scripts at every ';', which breaks dollar-quoted bodies: send the script whole.
  const readChar = (queryable) => {
    const queryRaw = queryable.queryRaw;
    queryable.queryRaw = async function (query) {
      let chars = [];
      const self = Object.create(this, {
        performIO: {
          value: async (sql) => {
            const res = await this.performIO(sql);
            chars = res.fields.flatMap((f, i) => (f.dataTypeID === 18 ? [i] : []));
            for (const i of chars) res.fields[i].dataTypeID = 1043;
            return res;
          },
        },
      });
      const out = await queryRaw.call(self, query);
      for (const i of chars) out.columnTypes[i] = ColumnTypeEnum.Character;
      return out;
    };
    if (queryable.executeScript)
      queryable.executeScript = async function (script) {
        try {
          await this.client.query(script);
        } catch (e) {
          this.onError(e);
        }
      };
    if (queryable.startTransaction) {
      const start = queryable.startTransaction;
      queryable.startTransaction = async function (...a) {
        return readChar(await start.apply(this, a));
      };
    }
    return queryable;
  };
  const { schema: _schema, ...parsed } = url ? parseUrl(url) : {};
  const poolConfig = { ...parsed, max: 2 };
  class MigrationPg extends PrismaPg {
    async connect() {
      return readChar(await super.connect());
    }
    async connectToShadowDb() {
      const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
      const main = await this.connect();
      await main.executeScript(`CREATE DATABASE ${q(database)}`);
      const shadow = await new MigrationPg({ ...poolConfig, database }).connect();
      const close = shadow.dispose.bind(shadow);
      shadow.dispose = async () => {
        await close();
        await main.executeScript(`DROP DATABASE IF EXISTS ${q(database)} WITH (FORCE)`);
        await main.dispose();
      };
      return shadow;
    }
  }
  const factory = new MigrationPg(poolConfig);
  const open = () =>
    bg.SchemaEngine.new(
      { datamodels },
      (m) => process.env.DEBUG && log('DEBUG', { message: String(m) }),
      bindMigrationAwareSqlAdapterFactory(factory),
    );
  // The wasm engine learns its shadow-database factory in devDiagnostic only, and forgets it in applyMigrations.
  const NEEDS_SHADOW = new Set(['evaluateDataLoss', 'createMigration']);
  let current,
    primed = false;
  async function call(method, params) {
    current ??= await open();
    if (NEEDS_SHADOW.has(method) && !primed) {
      await current.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
      primed = true;
    }
    if (typeof current[method] !== 'function')
      throw Object.assign(new Error(`method ${method} is not in the wasm schema engine`), { code: -32601 });
    const result = await current[method](params);
    if (method === 'devDiagnostic') primed = true;
    if (method === 'applyMigrations' || method === 'reset') {
      current = undefined;
      primed = false;
    }
    return result;
  }
  const RENAMED = { getDatabaseVersion: 'version' };
  let pending = 0,
    ended = false,
    lastId;
  process.on('uncaughtException', (e) => {
    // a wasm panic surfaces here, not as a rejection
    const message = panic.message || e.stack || String(e);
    log('ERROR', { message, is_panic: true });
    process.stdout.write(
      `${JSON.stringify({ id: lastId, jsonrpc: '2.0', error: { code: 4467, message, data: { is_panic: true, message } } })}\n`,
      () => process.exit(101),
    );
  });
  const maybeExit = () => {
    if (ended && !pending) process.exit(0);
  };
  createInterface({ input: process.stdin })
    .on('line', async (line) => {
      if (!line.trim()) return;
      const { id, method, params, result } = JSON.parse(line);
      if (!method || result) return; // an answer to one of our own calls
      pending++;
      lastId = id;
      let answer;
      try {
        const name = RENAMED[method] ?? method;
        if (method === 'createDatabase') {
          const u = params.datasource.url ?? url;
          const { admin, name: db } = adminUrl(u);
          await withClient(admin, (c) => c.query(`CREATE DATABASE ${q(db)}`));
          answer = { id, jsonrpc: '2.0', result: { databaseName: db } };
        } else {
          answer = { id, jsonrpc: '2.0', result: (await call(name, params)) ?? {} };
          if (method === 'diff' && answer.result.stdout) {
            process.stdout.write(
              `${JSON.stringify({ jsonrpc: '2.0', id: 900000, method: 'print', params: { content: answer.result.stdout } })}\n`,
            );
          }
        }
      } catch (e) {
        answer = {
          id,
          jsonrpc: '2.0',
          error: {
            code: 4466,
            message: 'An error happened. Check the data field for details.',
            data: {
              is_panic: e?.name === 'RuntimeError',
              message: (e?.name === 'RuntimeError' && panic.message) || (e?.message ?? String(e)),
              meta: e?.meta ?? null,
              error_code: e?.code ?? null,
            },
          },
        };
      }
      process.stdout.write(`${JSON.stringify(answer)}\n`, () => {
        pending--;
        maybeExit();
      });
    })
    .on('close', () => {
      ended = true;
      maybeExit();
    });
}
