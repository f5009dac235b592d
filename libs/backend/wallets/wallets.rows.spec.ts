import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql, VaultRotation, type Viewer } from '@pakashop/platform';
import pg from 'pg';
import { Desk, newPhone, type Someone } from '../applications/applications.fixtures.js';
import { openShop } from '../products/products.fixtures.js';
import type { WalletView } from './wallets.dto.js';

let desk: Desk;

beforeAll(async () => {
  // The rotation of keys goes through the sealed columns of all domains.
  desk = await Desk.boot({ DATABASE_POOL: '2', DATABASE_ROLE: 'pakashop_app' });
});
afterAll(() => desk.app.close());

/** Tables whose rows the database itself guards, and one row of each that is not there yet. */
const GUARDED = {
  'backend.uploads': 'id',
  'backend.application_numbers': 'id',
  'backend.application_phases': 'application_id',
  'backend.payout_wallets': 'id',
  'backend.payout_wallet_changes': 'id',
} as const;

/** The books are kept for everybody at once: these rows are hidden from persons, and not from the books' own work. */
const HIDDEN_FROM_PERSONS = ['earnings', 'ledger_accounts', 'payees', 'payout_items', 'payouts', 'settlements'].map(
  (table) => `settlement.${table}`,
);

interface Vendor {
  readonly shopId: string;
  readonly owner: Someone;
  readonly path: string;
  readonly wallet: WalletView;
}

async function vendor(): Promise<Vendor> {
  const { id, owner } = await openShop(desk.app);
  const grants = [{ permission: 'shops.payout.write', scope: 'shop', scopeId: id } as const];
  const actor = { ...owner, grants };
  const path = `/vendor/shops/${id}/payout-wallet`;
  const body = { rail: 'MOBILE_MONEY', provider: 'MTN_MOMO_ZMB', account: newPhone(), holderName: `Holder of ${id}` };
  const { body: wallet } = await desk.call<WalletView>(actor, 'PUT', path, body);
  return { shopId: id, owner: actor, path, wallet };
}

const asPerson = ({ owner }: Vendor): Viewer => ({ userId: owner.userId, grants: owner.grants ?? [] });
const wallets = (viewer: Viewer) =>
  desk.db.as(viewer, (tx) => tx.rows<{ id: string }>(sql`SELECT owner_id AS id FROM backend.payout_wallets`));

/** As somebody who reached the database with nothing but the role of the processes. */
async function bare<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    await client.query('SET ROLE pakashop_app');
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('guarded rows', () => {
  it('are forced upon everybody, also the owner of the tables, and no role of ours goes past', async () => {
    const tables = await desk.db.rows(sql`
      SELECT n.nspname || '.' || c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
        (SELECT bool_and(p.polwithcheck IS NOT NULL) FROM pg_policy p WHERE p.polrelid = c.oid) AS checked
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relrowsecurity ORDER BY 1`);
    expect(tables).toEqual(
      [...Object.keys(GUARDED), ...HIDDEN_FROM_PERSONS]
        .toSorted()
        .map((name) => ({ name, forced: true, checked: true })),
    );
    const past = await desk.db.rows(sql`
      SELECT rolname FROM pg_roles WHERE rolname LIKE 'pakashop\\_%' AND (rolbypassrls OR rolsuper OR rolcanlogin)`);
    expect(past).toEqual([]);
  });

  it('are not there for a connection that acts for nobody', async () => {
    await vendor();
    const [applicant] = [await desk.person()];
    await desk.filled(applicant);
    const seen = await bare(async (client) => {
      const counts: Record<string, number> = {};
      for (const table of Object.keys(GUARDED)) {
        const documents = table === 'backend.uploads' ? `WHERE purpose = 'kyc_document'` : '';
        const { rows } = await client.query<{ count: number }>(
          `SELECT count(*)::int AS count FROM ${table} ${documents}`,
        );
        counts[table] = rows[0]!.count;
      }
      return counts;
    });
    expect(seen).toEqual(Object.fromEntries(Object.keys(GUARDED).map((table) => [table, 0])));
  });

  it('of another vendor are neither seen nor changed nor made, whatever the query forgets', async () => {
    const [alpha, beta] = [await vendor(), await vendor()];
    expect(await wallets(asPerson(alpha))).toEqual([{ id: alpha.shopId }]);
    const changed = await desk.db.as(asPerson(alpha), (tx) =>
      tx.execute(sql`UPDATE backend.payout_wallets SET payable_after = now() WHERE owner_id = ${beta.shopId}`),
    );
    expect(changed).toBe(0);
    const copy = (ownerId: string) =>
      desk.db.as(asPerson(alpha), (tx) =>
        tx.execute(sql`
          INSERT INTO backend.payout_wallets (id, owner_kind, owner_id, rail, provider, account, account_index, holder_name)
          SELECT ${newId()}, 'SHOP', ${ownerId}, rail, provider, account, account_index, holder_name
          FROM backend.payout_wallets`),
      );
    await expect(copy(newId())).rejects.toThrow('row-level security');
    await expect(
      desk.db.as(asPerson(alpha), (tx) =>
        tx.execute(sql`UPDATE backend.payout_wallets SET owner_id = ${newId()} WHERE owner_id = ${alpha.shopId}`),
      ),
    ).rejects.toThrow('row-level security');
    const history = await desk.db.as(asPerson(alpha), (tx) =>
      tx.rows<{ walletId: string }>(sql`SELECT wallet_id AS "walletId" FROM backend.payout_wallet_changes`),
    );
    expect(history).toEqual([{ walletId: alpha.wallet.id }]);
  });

  it('of applicants are seen by them and by those who review, and by nobody else', async () => {
    const [one, two] = [await desk.person(), await desk.person()];
    const id = await desk.filled(one);
    const count = async (viewer: Viewer) => {
      const { numbers, phases, documents } = await desk.db.as(viewer, (tx) =>
        tx.one<{ numbers: number; phases: number; documents: number }>(sql`
          SELECT (SELECT count(*) FROM backend.application_numbers WHERE application_id = ${id}) AS numbers,
            (SELECT count(*) FROM backend.application_phases WHERE application_id = ${id}) AS phases,
            (SELECT count(*) FROM backend.uploads WHERE subject_id = ${id}) AS documents`),
      );
      return [numbers, phases, documents];
    };
    const reviewer = await desk.reviewer();
    expect(await count({ userId: one.userId, grants: [] })).toEqual([4, 5, 5]);
    expect(await count({ userId: reviewer.userId, grants: reviewer.grants ?? [] })).toEqual([4, 5, 5]);
    expect(await count({ userId: two.userId, grants: [] })).toEqual([0, 0, 0]);
    // The permission for one shop is none for the platform.
    const grants = [{ permission: 'applications.review', scope: 'shop', scopeId: newId() } as const];
    expect(await count({ userId: two.userId, grants })).toEqual([0, 0, 0]);
    expect(await count({ service: 'nobody' })).toEqual([0, 0, 0]);
  });

  it('stay apart in a thousand requests of two vendors over two connections', async () => {
    const vendors = [await vendor(), await vendor()];
    const answers = [];
    for (let round = 0; round < 50; round++) {
      const batch = Array.from({ length: 20 }, (_, i) => vendors[(i + round) % 2]!);
      const got = await Promise.all(batch.map(({ owner, path }) => desk.call<WalletView>(owner, 'GET', path)));
      answers.push(
        ...got.map(({ status, body }, i) => status === 200 && body.holderName === batch[i]!.wallet.holderName),
      );
    }
    expect(answers).toHaveLength(1_000);
    expect(answers.every(Boolean)).toBe(true);
    // What the connections were told ended with each transaction.
    expect(await Promise.all([1, 2].map(() => desk.db.rows(sql`SELECT FROM backend.payout_wallets`)))).toEqual([
      [],
      [],
    ]);
  });

  it('get new keys like all others, and are read on meanwhile', async () => {
    const { owner, path, wallet } = await vendor();
    const rotation = desk.app.get(VaultRotation);
    // The files of other tests have keys that open nothing.
    await desk.behind.execute(sql`
      UPDATE backend.uploads SET status = 'SHREDDED', sealed_key = NULL, object_key = NULL, destroyed_at = now()
      WHERE status = 'CLEAN'`);
    await rotation.rotate();
    const [, read] = await Promise.all([rotation.reseal(0), desk.call<WalletView>(owner, 'GET', path)]);
    expect(read.body).toEqual(wallet);
    const keys = await desk.db.as({ service: 'wallets' }, (tx) =>
      tx.rows<{ id: string }>(sql`
        SELECT DISTINCT split_part(w.account, '.', 2) AS id FROM backend.payout_wallets w
        JOIN platform.data_keys k ON k.id::text = split_part(w.account, '.', 2) WHERE k.retired_at IS NOT NULL`),
    );
    expect(keys).toEqual([]);
    expect((await desk.call<WalletView>(owner, 'GET', path)).body).toEqual(wallet);
  });

  it('a transaction that fails leaves nothing of its rights behind', async () => {
    const alpha = await vendor();
    for (let i = 0; i < 4; i++) {
      await expect(desk.db.as(asPerson(alpha), () => Promise.reject(new Error('it fails')))).rejects.toThrow(
        'it fails',
      );
    }
    expect(await desk.db.rows(sql`SELECT FROM backend.payout_wallets`)).toEqual([]);
  });
});
