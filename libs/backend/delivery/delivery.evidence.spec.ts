import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from '@pakashop/platform';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Sealer } from '../../platform/data/chain.js';
import { deliveryData } from './delivery.personal.js';
import { Depot } from './delivery.depot.fixtures.js';
import type { EvidenceExport } from './delivery.evidence.dto.js';

const folder = mkdtempSync(path.join(tmpdir(), 'evidence-'));
const tool = fileURLToPath(new URL('../../../tools/evidence/verify.mjs', import.meta.url));
const KEYS = { EVIDENCE_KEY: `test:${'g'.repeat(43)}=`, AUDIT_KEY: `test:${'b'.repeat(43)}=` };

let depot: Depot;
beforeAll(async () => {
  depot = await Depot.boot();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await depot?.app.close();
});

/** A delivery that was confirmed, and the proof of it as staff exports it once it is sealed. */
async function proven() {
  const carried = await depot.carried();
  await depot.confirm(carried.agent, carried.shopOrderId, carried.pin);
  await depot.app.get(Sealer, { strict: false }).seal();
  return { ...carried, proof: await exported(carried.deliveryId) };
}
const exported = async (deliveryId: string) => {
  const staff = await depot.desk.staff('deliveries.read');
  return (await depot.call<EvidenceExport>(staff, 'GET', `/deliveries/${deliveryId}/evidence`)).body;
};

/** What the command says of exports, and how it ends. */
function verify(proofs: readonly object[], keys: object = KEYS): { code: number; said: string } {
  const files = proofs.map((proof, i) => {
    const file = path.join(folder, `${i}.json`);
    writeFileSync(file, JSON.stringify(proof));
    return file;
  });
  try {
    return { code: 0, said: execFileSync(process.execPath, [tool, ...files], { env: { ...keys }, encoding: 'utf8' }) };
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string };
    return { code: status, said: stdout };
  }
}

describe('proof of a delivery', () => {
  it('is verified without the database, and each look at it is written down', async () => {
    const [one, two] = [await proven(), await proven()];
    expect(one.proof.content).toMatchObject({
      name: 'Mutale Banda',
      strokes: [
        [0, 0, 10, 12.5, 20, 3],
        [5, 5, 6, 6],
      ],
    });
    const { code, said } = verify([one.proof, two.proof]);
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining(`whole: ${one.deliveryId}`) });
    const looks = await depot.db.rows(sql`
      SELECT act FROM platform.audit WHERE subject_id = ${one.deliveryId} AND act = 'delivery_evidence_viewed'`);
    expect(looks).toHaveLength(1);
  });

  it('shows every change', async () => {
    const { proof } = await proven();
    const { facts, content, link } = proof;
    const forged: readonly [string, object][] = [
      ['facts', { ...proof, facts: { ...facts, distanceM: 5 } }],
      ['time', { ...proof, facts: { ...facts, confirmedAt: facts.confirmedAt.replace('2', '1') } }],
      ['name', { ...proof, content: { ...content, name: 'Somebody Else' } }],
      ['stroke', { ...proof, content: { ...content, strokes: [[1, 1, 2, 2]] } }],
      ['place', { ...proof, content: { ...content, latitude: 0 } }],
      ['seal', { ...proof, link: { ...link!, sequence: link!.sequence + 1 } }],
      ['link before', { ...proof, link: { ...link!, previous: link!.hash } }],
      ['mac', { ...proof, mac: '00'.repeat(32) }],
    ];
    for (const [what, forgery] of forged) expect({ what, code: verify([forgery]).code }).toEqual({ what, code: 1 });
    const other = { ...KEYS, EVIDENCE_KEY: `test:${'h'.repeat(43)}=` };
    expect(verify([proof], other).said).toContain('the facts are not what was signed');
  });

  it('stays when what was signed is erased', async () => {
    const { deliveryId, buyer } = await proven();
    const table = deliveryData.tables.find((one) => one.table === 'backend.delivery_signatures')!;
    if (table.fate !== 'emptied') throw new Error('signatures are emptied');
    await depot.db.execute(sql`UPDATE backend.delivery_signatures t SET ${table.set} WHERE ${table.of(buyer.userId!)}`);
    const proof = await exported(deliveryId);
    expect(proof.content).toBeNull();
    expect(verify([proof])).toMatchObject({ code: 0, said: expect.stringContaining('was erased') });
  });

  it('can only be added to, is not in the clear, and is for staff who have just proven who they are', async () => {
    const { deliveryId, agent } = await proven();
    const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await owner.connect();
    await expect(owner.query('UPDATE backend.delivery_evidence SET distance_m = 0')).rejects.toThrow('append only');
    await expect(owner.query('DELETE FROM backend.delivery_evidence')).rejects.toThrow('append only');
    await owner.end();
    const { content } = await depot.db.one<{ content: string }>(
      sql`SELECT content FROM backend.delivery_signatures WHERE delivery_id = ${deliveryId}`,
    );
    expect(content).toMatch(/^v1\./);
    const evidence = `/deliveries/${deliveryId}/evidence`;
    expect((await depot.call(agent, 'GET', evidence)).status).toBe(403);
    const tired = { ...(await depot.desk.staff('deliveries.read')), factorAt: 1 };
    expect((await depot.call(tired, 'GET', evidence)).body.code).toBe('auth.step_up_required');
  });
});
