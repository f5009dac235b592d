import { createReadStream, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot } from '../tools/base/places.mjs';

// The reconciliation domain in a process of its own, as `--entry reconciliation` runs it. It takes the file of its first
// argument in and tells the parent what that took.
const load = (file) => import(inRoot(`dist/libs/${file}.js`));
const { createApplication, compose, Database, Domain, sql } = await load('platform/index');
const { ReconciliationModule } = await load('reconciliation/reconciliation.module');
const { StatementDesk } = await load('reconciliation/statements.desk');
const { SettlementPort } = await load('settlement/index');

class Books {}
Domain({ name: 'settlement', ports: [{ port: SettlementPort, service: Books }] })(Books);
const row = (name, port, module) => ({
  name,
  service: `pakashop-${name}`,
  port,
  faces: ['api', 'worker'],
  owns: name,
  module,
});
const rows = [row('reconciliation', 3012, ReconciliationModule), row('settlement', 3016, Books)];

const app = await createApplication(compose('reconciliation', rows));
await app.init();
const db = app.get(Database);
const day = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
const start = performance.now();
const since = () => (performance.now() - start) / 1000;
const announced = { provider: 'pawapay', currency: 'ZMW', from: day, to: day, source: 'FILE' };
const { id } = await app
  .get(StatementDesk)
  .take(createReadStream(process.argv[2], { highWaterMark: 1 << 20 }), announced);
const stateOf = async () => (await db.one(sql`SELECT state FROM reconciliation.statements WHERE id = ${id}`)).state;

let state = await stateOf();
while (state === 'RECEIVED' || state === 'IMPORTING') {
  await sleep(50);
  state = await stateOf();
}
const read = since();
while ((await stateOf()) !== 'MATCHED') await sleep(50);
const seconds = since();
const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
process.send({ seconds, import: read, match: seconds - read, mebibytes: peak });
await app.close();
process.disconnect();
