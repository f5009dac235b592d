import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, type Event, newId, sql } from '@pakashop/platform';
import { Desk, newPhone, type Someone } from '../applications/applications.fixtures.js';
import { holding, openFleet, soloAgent } from '../delivery/delivery.fixtures.js';
import { lettersOf } from '../messages/messages.postbox.fixtures.js';
import { openShop } from '../products/products.fixtures.js';
import type { ContactChangedFact } from '../users/users.events.js';
import { Grants } from '../users/users.grants.js';
import { WalletChanges } from './wallets.changes.js';
import type { WalletHistory, WalletList, WalletView } from './wallets.dto.js';
import { WalletsProcessor } from './wallets.processor.js';

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.boot();
});
afterAll(() => desk.app.close());

const HOUR = 3_600_000;
const hoursAhead = ({ payableAfter }: WalletView) => Math.round((Date.parse(payableAfter) - Date.now()) / HOUR);
const mobile = (account = newPhone()) => ({
  rail: 'MOBILE_MONEY',
  provider: 'AIRTEL_OAPI_ZMB',
  account,
  holderName: 'Mutale Phiri',
});
const bank = { rail: 'BANK', provider: 'zncozmlu', account: '0012 3456-7890', holderName: 'Mutale Crafts Ltd' };

async function seller(): Promise<{ owner: Someone; path: string; id: string }> {
  const { id, owner } = await openShop(desk.app);
  const grants = [{ permission: 'shops.payout.write', scope: 'shop', scopeId: id } as const];
  return { id, owner: { ...owner, grants }, path: `/vendor/shops/${id}/payout-wallet` };
}
const set = (actor: Someone, path: string, wallet: object = mobile()) =>
  desk.call<WalletView>(actor, 'PUT', path, wallet);
const get = <T = WalletView>(actor: Someone, path: string) => desk.call<T>(actor, 'GET', path);

describe('an approved application', () => {
  it.each([
    ['SELLER', 'shops.payout.write', 'shop', (id: string) => `/vendor/shops/${id}/payout-wallet`],
    ['COURIER', 'fleets.payout.write', 'fleet', (id: string) => `/delivery/fleets/${id}/payout-wallet`],
    ['AGENT', 'delivery.payout.write', 'platform', () => '/delivery/agent/payout-wallet'],
  ] as const)('of a %s brings its wallet, which is paid to at once', async (kind, permission, scope, path) => {
    const phone = newPhone();
    const { id, applicant, reviewer } = await desk.inReview(kind, { payout: { phone } });
    const { subjectId } = await desk.step(reviewer, id, 'approve');
    const scopeId = scope === 'platform' ? undefined : subjectId!;
    const { status, body } = await get({ ...applicant, grants: [{ permission, scope, scopeId }] }, path(subjectId!));
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        ownerId: subjectId,
        provider: 'MTN_MOMO_ZMB',
        holderName: 'Mutale Phiri',
        account: `+26097*****${phone.slice(-2)}`,
      },
    });
    expect(Date.parse(body.payableAfter)).toBeLessThanOrEqual(Date.now());
  });
});

describe('a payout wallet', () => {
  it('is set, masked in every answer, and waits for three days', async () => {
    const { owner, path } = await seller();
    expect((await get(owner, path)).body).toMatchObject({ code: 'wallets.not_found' });
    const wallet = mobile('0971234567');
    const { status, body } = await set(owner, path, wallet);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { rail: 'MOBILE_MONEY', provider: 'AIRTEL_OAPI_ZMB', account: '+26097*****67', holderName: 'Mutale Phiri' },
    });
    expect(hoursAhead(body)).toBe(72);
    expect((await get(owner, path)).body).toEqual(body);
    // The same once more changes nothing.
    expect((await set(owner, path, { ...wallet, account: '+260 97 123 4567' })).body).toEqual(body);
    expect((await get<WalletHistory>(owner, `${path}/history`)).body.data).toMatchObject([{ cause: 'SET' }]);
  });

  it('of a bank has a BIC and digits', async () => {
    const { owner, path } = await seller();
    expect((await set(owner, path, bank)).body).toMatchObject({
      rail: 'BANK',
      provider: 'ZNCOZMLU',
      account: '*********890',
    });
  });

  it.each([
    [{ provider: 'ZAMTEL_MOMO_ZMB' }, 'VAL_001'],
    [{ account: '0211 234567' }, 'VAL_002'],
    [{ ...bank, provider: 'BARCGB22' }, 'VAL_001'],
    [{ ...bank, account: '12AB' }, 'VAL_001'],
    [{ rail: 'CASH' }, 'VAL_001'],
    [{ holderName: '\u0000' }, 'VAL_001'],
    [{ payableAfter: '2020-01-01T00:00:00Z' }, 'VAL_001'],
  ])('is refused with %j', async (change, code) => {
    const { owner, path } = await seller();
    expect((await set(owner, path, { ...mobile(), ...change })).body).toMatchObject({ code });
    expect((await get(owner, path)).status).toBe(404);
  });

  it('is changed with a history, an audit, a fact and word to everybody who runs the owner, without its number', async () => {
    const { id, owner, path } = await seller();
    const [first, second] = ['0971111122', '0972222233'];
    await set(owner, path, mobile(first));
    await set(owner, path, mobile(second));
    const { body } = await get<WalletHistory>(owner, `${path}/history`);
    expect(body.data.map(({ cause, account }) => [cause, account])).toEqual([
      ['CHANGED', '+26097*****33'],
      ['SET', '+26097*****22'],
    ]);
    const [audited] = await desk.db.rows<{ before: object; after: object }>(sql`
      SELECT before, after FROM platform.audit WHERE act = 'payout_wallet_changed' AND detail->>'ownerId' = ${id}`);
    expect(audited).toMatchObject({ before: { account: '+26097*****22' }, after: { account: '+26097*****33' } });
    const told = await desk.db.rows<{ payload: object }>(sql`
      SELECT payload FROM platform.outbox WHERE name = 'wallets.changed' AND aggregate_id = ${id} ORDER BY sequence`);
    expect(told).toHaveLength(2);
    expect(told[1]!.payload).toMatchObject({
      ...{ ownerKind: 'SHOP', ownerId: id, payableAfter: expect.any(String) },
      ...{ rail: 'MOBILE_MONEY', destination: expect.stringMatching(/^v1\./) },
    });
    expect((await lettersOf(desk.app, 'security.payout_changed')).at(-1)!.text).toContain('paid out');
    const dump = JSON.stringify(
      await desk.db.as({ service: 'wallets' }, (tx) =>
        tx.rows(sql`
          SELECT to_jsonb(w) AS row FROM backend.payout_wallets w UNION ALL SELECT to_jsonb(c) FROM backend.payout_wallet_changes c
          UNION ALL SELECT to_jsonb(o) FROM platform.outbox o UNION ALL SELECT to_jsonb(a) FROM platform.audit a`),
      ),
    );
    for (const number of [first, second]) expect(dump).not.toContain(number.slice(1));
    await expect(
      desk.db.as({ service: 'wallets' }, (tx) => tx.execute(sql`UPDATE backend.payout_wallet_changes SET masked = ''`)),
    ).rejects.toThrow();
  });

  it('is one, whoever sets it at the same moment', async () => {
    const { owner, path } = await seller();
    const answers = await Promise.all(Array.from({ length: 6 }, () => set(owner, path)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 200));
    expect((await get<WalletHistory>(owner, `${path}/history`)).body.data).toHaveLength(6);
    expect((await get(owner, path)).status).toBe(200);
  });

  it('needs a proof of a moment ago, the permission, and the owner', async () => {
    const { owner, path } = await seller();
    const other = await seller();
    await set(owner, path);
    const before = await snapshot();
    expect((await set({ ...owner, factorAt: Date.now() / 1_000 - 400 }, path)).body).toMatchObject({
      code: 'auth.step_up_required',
    });
    expect((await set({ ...owner, grants: [] }, path)).status).toBe(403);
    for (const [method, at] of [
      ['GET', path],
      ['PUT', path],
      ['GET', `${path}/history`],
    ] as const) {
      const theirs = await desk.call(other.owner, method, at, method === 'PUT' ? mobile() : undefined);
      const missing = await desk.call(
        other.owner,
        method,
        at.replace(/[0-9a-f-]{36}/, newId()),
        method === 'PUT' ? mobile() : undefined,
      );
      expect({ status: theirs.status, code: theirs.body.code }).toEqual({ status: 404, code: 'shops.not_found' });
      expect(missing.body.code).toBe('shops.not_found');
    }
    const fleets = [await openFleet(desk), await openFleet(desk)];
    const at = `/delivery/fleets/${fleets[0]!.id}/payout-wallet`;
    expect((await set(fleets[1]!.manager, at)).body).toMatchObject({ code: 'delivery.no_fleet' });
    const none = holding(await desk.person(), ['delivery.payout.write']);
    expect((await set(none, '/delivery/agent/payout-wallet')).body).toMatchObject({ code: 'delivery.no_agent' });
    expect(await snapshot()).toEqual(before);
    expect((await set(fleets[0]!.manager, at)).status).toBe(200);
    expect((await set(await soloAgent(desk), '/delivery/agent/payout-wallet')).status).toBe(200);
  });
});

describe('a change of contact', () => {
  it('holds payouts to everything that the person runs, and to nothing else', async () => {
    const [mine, other] = [await seller(), await seller()];
    for (const { owner, path } of [mine, other]) {
      await set(owner, path);
      await ripen();
    }
    const userId = mine.owner.userId;
    await hear(userId);
    expect(hoursAhead((await get(mine.owner, mine.path)).body)).toBe(72);
    expect(hoursAhead((await get(other.owner, other.path)).body)).toBeLessThan(1);
    const { body } = await get<WalletHistory>(mine.owner, `${mine.path}/history`);
    expect(body.data[0]).toMatchObject({ cause: 'CONTACT_CHANGED' });
  });

  it('of a founder who does not run the shop any more holds nothing, and nobody tells them of its wallet', async () => {
    const { id, owner, path } = await seller();
    const team = { permission: 'shops.team.write', scope: 'shop', scopeId: id } as const;
    const partner = { ...owner, ...(await desk.person()), grants: [...owner.grants!, team] };
    const grant = { userId: partner.userId, role: 'SHOP_OWNER', scope: 'shop', scopeId: id } as const;
    await desk.db.transaction((tx) => desk.app.get(Grants).give(tx, { ...grant, grantedBy: 'system:test' }));
    await set(partner, path);
    expect(await toldOf(owner.userId)).toBe(1);
    const removed = await desk.call(partner, 'DELETE', `/vendor/shops/${id}/team/${owner.userId}`);
    expect(removed.status).toBe(204);
    await ripen();
    await hear(owner.userId);
    expect(hoursAhead((await get(partner, path)).body)).toBeLessThan(1);
    await set(partner, path);
    expect([await toldOf(owner.userId), await toldOf(partner.userId)]).toEqual([1, 2]);
    await ripen();
    await hear(partner.userId);
    expect(hoursAhead((await get(partner, path)).body)).toBe(72);
  });
});

describe('staff', () => {
  it('finds a wallet by its number, and holds payouts to it', async () => {
    const { id, owner, path } = await seller();
    await set(owner, path, mobile('0975550155'));
    await ripen();
    const staff = await desk.staff('payouts.hold');
    const search = (body: object) => desk.call<WalletList>(staff, 'POST', '/staff/payout-wallets/search', body);
    const [found] = (await search({ account: '+260 97 555 0155' })).body.data;
    expect(found).toMatchObject({ ownerKind: 'SHOP', ownerId: id, account: '+26097*****55' });
    expect((await search({ ownerId: id })).body.data).toEqual([found]);
    expect((await search({ account: '0975550156' })).body.data).toEqual([]);
    expect((await search({})).body).toMatchObject({ code: 'VAL_001' });
    const hold = (actor: Someone, walletId: string, body: object) =>
      desk.call<WalletView>(actor, 'POST', `/staff/payout-wallets/${walletId}/hold`, body);
    const reason = 'the operator says that the SIM was swapped';
    expect(hoursAhead((await hold(staff, found!.id, { reason, hours: 100 })).body)).toBe(100);
    // What is held for longer stays so.
    expect(hoursAhead((await hold(staff, found!.id, { reason, hours: 2 })).body)).toBe(100);
    const why = await desk.db.rows(
      sql`SELECT why FROM platform.audit WHERE act = 'payout_wallet_held' AND subject_id = ${found!.id}`,
    );
    expect(why).toEqual([{ why: reason }, { why: reason }]);
    expect((await hold(staff, newId(), { reason })).body).toMatchObject({ code: 'wallets.not_found' });
    expect((await hold({ ...owner, grants: staff.grants }, found!.id, { reason })).body).toMatchObject({
      code: 'wallets.own',
    });
    expect((await hold(owner, found!.id, { reason })).status).toBe(403);
  });
});

/** What the worker does when a contact of the person has changed. */
async function hear(userId: string): Promise<void> {
  const event = { payload: { userId, kind: 'phone', change: 'REPLACED' } } as Event<ContactChangedFact>;
  const processor = new WalletsProcessor(desk.app.get(WalletChanges));
  await desk.db.transaction((tx) => processor.coolOff(event, tx));
}

/** How often somebody was told of a change of a wallet. */
async function toldOf(userId: string): Promise<number> {
  const { count } = await desk.db.one<{ count: number }>(sql`
    SELECT count(*) FROM backend.messages WHERE user_id = ${userId} AND purpose = 'security.payout_changed'`);
  return count;
}

/** All wallets can be paid to. */
const ripen = () =>
  desk.db.as({ service: 'wallets' }, (tx) => tx.execute(sql`UPDATE backend.payout_wallets SET payable_after = now()`));
const snapshot = () =>
  desk.app
    .get(Database)
    .as({ service: 'wallets' }, (tx) =>
      tx.one(sql`SELECT md5(string_agg(w::text, '|' ORDER BY w.id)) FROM backend.payout_wallets w`),
    );
