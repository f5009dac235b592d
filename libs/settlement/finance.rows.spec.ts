import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql, type Sql, type Viewer } from '@pakashop/platform';
import type { BalanceView, EarningList } from './balance.dto.js';
import { PayoutStage, staff, type TestPayee } from './payouts.fixtures.js';

let stage: PayoutStage;
let [mine, theirs]: TestPayee[] = [];
let [agent, fleet]: TestPayee[] = [];
const [vendor, rider, boss] = [newId(), newId(), newId()];

beforeAll(async () => {
  stage = await PayoutStage.open();
  [mine, theirs] = [await stage.due(5_000), await stage.due(7_000)];
  agent = await stage.due(3_000, { userId: rider }, 'AGENT');
  fleet = await stage.due(4_000, {}, 'FLEET');
  const payees = [mine!, theirs!, agent, fleet];
  await stage.run(payees);
  for (const payee of payees) {
    await stage.untilPayout(payee, 'COMPLETED');
    await stage.earn(payee, 1_000);
  }
}, 30_000);
afterAll(() => stage.close());

const permission = (name: string, scope: 'shop' | 'fleet', scopeId: string) => ({ permission: name, scope, scopeId });
const asVendor = (): Viewer => ({ userId: vendor, grants: [permission('shops.finance.read', 'shop', mine!.id)] });
const asRider = (): Viewer => ({ userId: rider, grants: [{ permission: 'delivery.work', scope: 'platform' }] });
const asBoss = (): Viewer => ({ userId: boss, grants: [permission('fleets.finance.read', 'fleet', fleet!.id)] });
const asFinance = (): Viewer => ({ userId: newId(), grants: [{ permission: 'payouts.read', scope: 'platform' }] });

/** Whom a query that names nobody shows something of. */
const shown = (viewer: Viewer, table: string) =>
  stage.db.as(viewer, async (tx) => {
    const rows = await tx.rows<{ id: string }>(sql`
      SELECT DISTINCT id::text FROM (
        SELECT 'earnings' AS t, payee_id AS id FROM settlement.earnings
        UNION ALL SELECT 'payouts', payee_id FROM settlement.payouts
        UNION ALL SELECT 'payees', id FROM settlement.payees
        UNION ALL SELECT 'payout_items', e.payee_id FROM settlement.payout_items i
          JOIN settlement.earnings e ON e.id = i.earning_id
        UNION ALL SELECT 'ledger_accounts', split_part(code, ':', 2)::uuid FROM settlement.ledger_accounts
          WHERE code ~ '^(seller|agent|fleet)_payable:' OR code LIKE 'payout\\_in\\_flight:%') s
      WHERE t = ${table} ORDER BY 1`);
    return rows.map(({ id }) => id);
  });

describe.each(['earnings', 'payouts', 'payout_items', 'payees', 'ledger_accounts'])(
  'rows of settlement.%s',
  (table) => {
    it.each([
      ['a shop', asVendor, () => [mine!.id]],
      ['an agent', asRider, () => [agent!.id]],
      ['a fleet', asBoss, () => [fleet!.id]],
      ['finance', asFinance, () => [mine!, theirs!, agent!, fleet!].map(({ id }) => id).toSorted()],
      ['somebody else', (): Viewer => ({ userId: newId(), grants: [] }), () => []],
    ])('of others are not seen by %s, whatever the query forgets', async (_who, viewer, ids) => {
      expect(await shown(viewer(), table)).toEqual(ids());
    });
  },
);

it.each([
  ['a shop', asVendor],
  ['finance', asFinance],
])('rows about money are not written for %s', async (_who, viewer) => {
  const write = (statement: Sql) => stage.db.as(viewer(), (tx) => tx.execute(statement));
  const earning = sql`
    INSERT INTO settlement.earnings (id, payee_kind, payee_id, kind, amount, currency, cause, available_at)
    VALUES (${newId()}, 'SHOP', ${mine!.id}, 'ADJUSTMENT', 1, 'ZMW', ${newId()}, now())`;
  await expect(write(earning)).rejects.toThrow('row-level security');
  const payout = sql`UPDATE settlement.payouts SET evidence = 'mine' WHERE payee_id = ${mine!.id}`;
  await expect(write(payout)).rejects.toThrow('row-level security');
});

describe('the money of others', () => {
  it.each(['balance', 'earnings', 'payouts'])('is not there for a shop that asks for the %s', async (what) => {
    const grants = [permission('shops.finance.read', 'shop', mine!.id)];
    const owner = { kind: 'person', userId: vendor, audience: 'vendor', grants } as const;
    const own = await stage.call<BalanceView & EarningList>(owner, 'GET', `/shops/${mine!.id}/${what}`);
    expect(own.status).toBe(200);
    for (const id of [theirs!.id, newId()]) {
      const foreign = await stage.call(owner, 'GET', `/shops/${id}/${what}`);
      expect(foreign).toMatchObject({ status: 404, body: { code: 'settlement.no_payee' } });
    }
    const everybodys = await stage.call(staff('payouts.read'), 'GET', `/settlement/payees/SHOP/${theirs!.id}/balance`);
    expect(everybodys).toMatchObject({ status: 200, body: { available: { amount: 1_000 } } });
  });
});
