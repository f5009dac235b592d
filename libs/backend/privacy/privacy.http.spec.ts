import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql, type Tx, type Work } from '@pakashop/platform';
import { readFileSync } from 'node:fs';
import { Desk, type Someone } from '../applications/applications.fixtures.js';
import { soloAgent } from '../delivery/delivery.fixtures.js';
import { lettersOf } from '../messages/messages.postbox.fixtures.js';
import { call, openShop } from '../products/products.fixtures.js';
import type {
  ConsentList,
  ErasureList,
  ErasureView,
  ExportLink,
  ExportList,
  ExportView,
  PersonPrivacy,
} from './privacy.dto.js';
import { Erasures } from './privacy.erasures.js';
import { ExportFiles } from './privacy.export-files.js';
import { Exports } from './privacy.exports.js';
import type { ErasureRef } from './privacy.jobs.js';
import { PERSONAL_DATA } from './privacy.registry.js';

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.boot();
});
afterAll(() => desk.app.close());

/** Tables that say nothing of a person, or only by an id. */
const OF_NOBODY = `categories checklist_items code_budgets code_spending fleets message_suppressions oidc_states
  order_adjustments payment_breaks price_uses product_images product_options products refund_limits stock_movements
  terms_versions transitions
  variants`.split(/\s+/);

const tables = PERSONAL_DATA.flatMap((part) => part.tables);
const session = newId();
const PHONE = '+260971239876';

/** Somebody with a session and a proof of a moment ago. */
const signedIn = (person: Someone): Someone => ({
  ...person,
  factorAt: Date.now() / 1_000,
  sessionId: session,
  address: '192.0.2.44',
});

/** Somebody of whom something stands in nearly every table; the marker is in whatever is not sealed. */
async function knownPerson(marker: string, phone = PHONE): Promise<Someone & { readonly agentId: string }> {
  const agent = await soloAgent(desk);
  const { userId } = agent;
  const db = desk.db;
  await db.execute(
    sql`UPDATE backend.users SET name = ${marker}, email = ${`${marker}@example.com`}, phone = ${phone}, phone_verified_at = now() WHERE id = ${userId}`,
  );
  const wallet = { rail: 'MOBILE_MONEY', provider: 'MTN_MOMO_ZMB', account: '0967771234', holderName: marker };
  const set = await desk.call(agent, 'PUT', '/delivery/agent/payout-wallet', wallet);
  expect(set).toMatchObject({ status: 200 });
  await db.execute(sql`UPDATE backend.agents SET legal_name = ${marker} WHERE id = ${agent.agentId}`);
  await desk.call(agent, 'PUT', '/delivery/agent/duty', { onDuty: true, latitude: -15.4, longitude: 28.3 });
  const { id } = await desk.begin(agent, 'SERVICE_PROVIDER');
  await desk.fill(agent, id, 'account', { legalName: marker, nrc: '765432/10/1' });
  await desk.fill(agent, id, 'documents');
  await desk.call(agent, 'PUT', '/me/consents/MARKETING_SMS', { given: true, version: '1' });
  await order(userId, marker);
  await db.execute(sql`INSERT INTO backend.carts (id, user_id) VALUES (${newId()}, ${userId})`);
  await db.execute(sql`
    INSERT INTO backend.sessions (id, family_id, user_id, audience, user_agent, address, factor_by, expires_at)
    VALUES (${session}, ${session}, ${userId}, 'agent', ${marker}, '192.0.2.44', 'password', now() + interval '1 day')
    ON CONFLICT DO NOTHING`);
  await db.execute(
    sql`INSERT INTO backend.identities (id, issuer, subject, user_id) VALUES (${newId()}, 'https://google', ${marker}, ${userId})`,
  );
  return { ...agent, ...signedIn(agent) };
}

/** An order that has come to its end. */
async function order(userId: string, marker: string, status = 'DELIVERED'): Promise<void> {
  const [id, shop] = [newId(), await openShop(desk.app)];
  await desk.db.transaction(async (tx) => {
    await tx.execute(sql`
      INSERT INTO backend.orders (id, number, user_id, status, payment_status, contact_name, contact_phone, contact_email, province,
        town, landmark, delivery_phone, goods_total, delivery_total, total, currency, expires_at)
      VALUES (${id}, ${`PK-${id.slice(-9)}`}, ${userId}, ${status}, 'PAID', ${marker}, ${PHONE}, ${`${marker}@example.com`},
        'Lusaka', 'Lusaka', ${marker}, ${PHONE}, 1000, 0, 1000, 'ZMW', now())`);
    const part = newId();
    await tx.execute(sql`
      INSERT INTO backend.shop_orders (id, order_id, shop_id, shop_name, status, goods_total, delivery_fee, total, currency)
      VALUES (${part}, ${id}, ${shop.id}, 'A shop', ${status}, 1000, 0, 1000, 'ZMW')`);
    await tx.execute(sql`
      INSERT INTO backend.order_lines (id, shop_order_id, variant_id, product_id, sku, title, quantity, unit_price, total,
        tax_amount, tax_rate)
      VALUES (${newId()}, ${part}, ${newId()}, ${newId()}, 'SKU', 'A lamp', 1, 1000, 1000, 138, 1600)`);
  });
}

/** As the worker does it when the time has come. */
async function whenDue(erasureId: string): Promise<'closed' | 'put off' | undefined> {
  await desk.db.execute(sql`UPDATE backend.erasures SET due_at = now() WHERE id = ${erasureId}`);
  return run(erasureId);
}
/** What may be personal in other domains, or only sounds so. */
const ELSEWHERE = [
  'gateway.clients.name',
  'reconciliation.lines.raw',
  'reconciliation.statement_pieces.content',
  'settlement.ledger_balances.account_id',
  'settlement.ledger_entries.account_id',
  'settlement.payees.destination',
  'settlement.payouts.destination',
  'settlement.payouts.masked',
];

async function run(erasureId: string): Promise<'closed' | 'put off' | undefined> {
  let end: 'closed' | 'put off' | undefined;
  const work = {
    payload: { erasureId },
    close: () => Promise.resolve(void (end = 'closed')),
    putOff: () => Promise.resolve(void (end = 'put off')),
  } as unknown as Work<ErasureRef>;
  await desk.app.get(Erasures).carryOut(work);
  return end;
}

describe('what is held about people', () => {
  it('is declared for every table of the schema, or the table is of nobody', async () => {
    const rows = await desk.db.rows<{ name: string }>(sql`
      SELECT relname AS name FROM pg_class WHERE relnamespace = 'backend'::regnamespace AND relkind = 'r' ORDER BY 1`);
    const declared = tables.filter(({ table }) => table.startsWith('backend.')).map(({ table }) => table.slice(8));
    expect([...declared, ...OF_NOBODY].toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
  });

  it('stands in no table of another domain, but in these columns', async () => {
    const rows = await desk.db.rows<{ name: string }>(sql`
      SELECT n.nspname || '.' || c.relname || '.' || a.attname AS name
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('settlement', 'fraud', 'pricing', 'reconciliation', 'gateway') AND c.relkind = 'r' AND a.attnum > 0
        AND a.attname ~ '(name|phone|mail|address|account|destination|masked|holder|contact|landmark|latitude|raw|content|payload|device|person)'
      ORDER BY 1`);
    expect(rows.map(({ name }) => name)).toEqual(ELSEWHERE);
  });

  it('stands in the documentation with what becomes of it', () => {
    const page = readFileSync(new URL('../../../docs/privacy.md', import.meta.url), 'utf8').replaceAll(/ +/g, ' ');
    for (const entry of tables) expect(page).toContain(`| \`${entry.table}\` | ${entry.fate} |`);
  });
});

describe('a consent', () => {
  it('is given and taken back, and nothing of it is forgotten', async () => {
    const actor = { ...(await desk.person()), address: '192.0.2.8', client: 'web' };
    const set = (given: boolean, version = '2026-11') =>
      desk.call<ConsentList>(actor, 'PUT', '/me/consents/MARKETING_EMAIL', { given, version });
    await set(true);
    await set(true);
    expect((await set(false)).body.data).toMatchObject([{ kind: 'MARKETING_EMAIL', given: false, version: '2026-11' }]);
    expect((await desk.call<ConsentList>(actor, 'GET', '/me/consents')).body.data).toHaveLength(1);
    const rows = await desk.db.rows(
      sql`SELECT given, client, address FROM backend.consents WHERE user_id = ${actor.userId} ORDER BY id`,
    );
    expect(rows).toEqual([
      { given: true, client: 'web', address: '192.0.2.8' },
      { given: false, client: 'web', address: '192.0.2.8' },
    ]);
    await expect(desk.db.execute(sql`DELETE FROM backend.consents`)).rejects.toThrow();
    expect((await desk.call(actor, 'PUT', '/me/consents/SELLING_ME', { given: true, version: '1' })).status).toBe(400);
    expect((await desk.call(undefined, 'GET', '/me/consents')).status).toBe(401);
  });
});

describe('a copy of one’s data', () => {
  it('holds everything of every area in full, secrets excepted, and is downloaded once, by its session alone', async () => {
    const marker = `m${newId().slice(-8)}`;
    const actor = await knownPerson(marker);
    const ordered = await desk.call<ExportView>(actor, 'POST', '/me/exports');
    expect(ordered).toMatchObject({ status: 202, body: { state: 'PENDING', readyAt: null } });
    const { id } = ordered.body;
    expect((await desk.call<ExportView>(actor, 'POST', '/me/exports')).body.id).toBe(id);
    expect((await desk.call(actor, 'POST', `/me/exports/${id}/link`)).body).toMatchObject({
      code: 'privacy.not_ready',
    });
    await desk.app.get(Exports).make(id);
    expect((await lettersOf(desk.app, 'privacy.export_ready')).at(-1)).toMatchObject({
      to: { email: `${marker}@example.com` },
    });
    expect((await desk.call<ExportList>(actor, 'GET', '/me/exports')).body.data).toMatchObject([
      { id, state: 'READY' },
    ]);
    const stored = await desk.db.one<{ content: Buffer }>(
      sql`SELECT content FROM backend.data_exports WHERE id = ${id}`,
    );
    expect(stored.content.includes(marker)).toBe(false);

    const link = async () => (await desk.call<ExportLink>(actor, 'POST', `/me/exports/${id}/link`)).body.token;
    const read = (as: Someone, token: string) =>
      call(desk.app, ['GET', `/me/exports/${id}/content?token=${token}`], { actor: as });
    const stale = await link();
    const token = await link();
    expect((await read(actor, stale)).status).toBe(410);
    expect((await read({ ...actor, sessionId: newId() }, token)).status).toBe(410);
    expect((await read(signedIn(await desk.person()), token)).status).toBe(404);
    const file = await read(actor, token);
    expect(file.status).toBe(200);
    expect(file.headers['cache-control']).toBe('no-store');
    expect(file.headers['content-disposition']).toContain('attachment');
    expect((await read(actor, token)).status).toBe(410);

    const { data } = file.body as unknown as { data: Record<string, Record<string, Record<string, unknown>[]>> };
    expect(Object.keys(data)).toEqual(PERSONAL_DATA.map(({ area }) => area));
    expect(data.users!.users).toMatchObject([{ name: marker, phone: '+260971239876' }]);
    expect(data.wallets!.payout_wallets).toMatchObject([{ account: '+260967771234', holder_name: marker }]);
    expect(data.applications!.application_numbers!.map(({ number }) => number)).toContain('765432/10/1');
    expect(data.orders!.orders).toMatchObject([{ contact_name: marker, total: 1000 }]);
    expect(data.delivery!.agent_shifts).toMatchObject([{ latitude: -15.4 }]);
    expect(data.media!.uploads!.length).toBeGreaterThan(0);
    const text = JSON.stringify(data);
    for (const secret of ['password_hash', 'sealed_key', 'token_hash', 'v1.']) expect(text).not.toContain(secret);
  });

  it('needs a proof of a moment ago, is nobody else’s, and is destroyed in time', async () => {
    const actor = signedIn(await desk.person());
    expect((await desk.call({ ...actor, factorAt: 0 }, 'POST', '/me/exports')).body).toMatchObject({
      code: 'auth.step_up_required',
    });
    const { id } = (await desk.call<ExportView>(actor, 'POST', '/me/exports')).body;
    await desk.app.get(Exports).make(id);
    const other = signedIn(await desk.person());
    for (const unknown of [id, newId()]) {
      expect((await desk.call(other, 'POST', `/me/exports/${unknown}/link`)).body).toMatchObject({
        code: 'privacy.no_export',
      });
    }
    await desk.app.get(ExportFiles).forget(id);
    expect((await desk.call<ExportList>(actor, 'GET', '/me/exports')).body.data[0]!.state).toBe('READY');
    await desk.db.execute(sql`UPDATE backend.data_exports SET expires_at = now() WHERE id = ${id}`);
    await desk.app.get(ExportFiles).forget(id);
    expect((await desk.call<ExportList>(actor, 'GET', '/me/exports')).body.data[0]!.state).toBe('GONE');
    expect((await desk.call(actor, 'POST', `/me/exports/${id}/link`)).body).toMatchObject({
      code: 'privacy.not_ready',
    });
    const [row] = await desk.db.rows(sql`SELECT sealed_key, content FROM backend.data_exports WHERE id = ${id}`);
    expect(row).toEqual({ sealed_key: null, content: null });
  });
});

describe('the erasure of an account', () => {
  it('waits, can be cancelled, and is asked for once', async () => {
    const actor = signedIn(await desk.person());
    const erase = () => desk.call<ErasureView>(actor, 'DELETE', '/me');
    expect((await desk.call({ ...actor, factorAt: undefined }, 'DELETE', '/me')).body).toMatchObject({
      code: 'auth.step_up_required',
    });
    expect((await desk.call(actor, 'GET', '/me/erasure')).body).toMatchObject({ code: 'privacy.no_erasure' });
    const { status, body } = await erase();
    expect({ status, body }).toMatchObject({ status: 202, body: { state: 'WAITING', endedAt: null } });
    expect(Math.round((Date.parse(body.dueAt) - Date.now()) / 86_400_000)).toBe(14);
    expect((await erase()).body.id).toBe(body.id);
    expect((await lettersOf(desk.app, 'privacy.erasure_requested')).at(-1)!.text).toContain('cancel it');
    expect(await run(body.id)).toBe('closed');
    expect((await desk.call<ErasureView>(actor, 'GET', '/me/erasure')).body.state).toBe('WAITING');
    expect((await desk.call<ErasureView>(actor, 'POST', '/me/erasure/cancel')).body.state).toBe('CANCELLED');
    expect((await desk.call(actor, 'POST', '/me/erasure/cancel')).body).toMatchObject({ code: 'privacy.no_erasure' });
    await whenDue(body.id);
    const [user] = await desk.db.rows(sql`SELECT status FROM backend.users WHERE id = ${actor.userId}`);
    expect(user).toEqual({ status: 'ACTIVE' });
  });

  it('is refused as long as something is open, and says what', async () => {
    const agent = signedIn(await soloAgent(desk));
    await order(agent.userId, 'open', 'SHIPPED');
    const { status, body } = await desk.call<{ blockedBy: object[] }>(agent, 'DELETE', '/me');
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'privacy.blocked' });
    expect(body.blockedBy).toEqual([
      { reason: 'open_order', count: 1 },
      { reason: 'agent', count: 1 },
      { reason: 'role', count: 1 },
    ]);
    const { owner } = await openShop(desk.app);
    expect((await desk.call(signedIn(owner), 'DELETE', '/me')).body).toMatchObject({ code: 'privacy.blocked' });
  });

  it('takes everything personal out of every table, keeps the books, and ends all access', async () => {
    const marker = `m${newId().slice(-8)}`;
    const actor = await knownPerson(marker, '+260977654321');
    const { userId, agentId } = actor;
    const closed = await desk.call(actor, 'POST', '/delivery/agent/close');
    expect(closed.status).toBe(204);
    const { body } = await desk.call<ErasureView>(actor, 'DELETE', '/me');
    // Something was opened meanwhile: it waits for that, too.
    await desk.db.execute(
      sql`UPDATE backend.shop_orders SET status = 'SHIPPED' WHERE order_id IN (SELECT id FROM backend.orders WHERE user_id = ${userId})`,
    );
    expect(await whenDue(body.id)).toBe('put off');
    await desk.db.execute(
      sql`UPDATE backend.shop_orders SET status = 'DELIVERED' WHERE order_id IN (SELECT id FROM backend.orders WHERE user_id = ${userId})`,
    );
    expect(await run(body.id)).toBe('closed');

    const found = await everythingWith([marker, '977654321']);
    expect(found).toEqual([]);
    const [user] = await desk.db.rows(sql`SELECT name, email, phone, status FROM backend.users WHERE id = ${userId}`);
    expect(user).toEqual({ name: '', email: null, phone: null, status: 'ERASED' });
    const [kept] = await desk.db.rows(sql`SELECT total, contact_name FROM backend.orders WHERE user_id = ${userId}`);
    expect(kept).toEqual({ total: 1000, contact_name: '' });
    const [agent] = await desk.db.rows(sql`SELECT nrc, phone, legal_name FROM backend.agents WHERE id = ${agentId}`);
    expect(agent).toEqual({ nrc: '', phone: '', legal_name: '' });
    // Those who pay hear that there is nowhere to pay to.
    const told = await desk.db.rows<{ destination: string }>(sql`
      SELECT payload ->> 'destination' AS destination FROM platform.outbox
      WHERE name = 'wallets.changed' AND payload ->> 'ownerId' = ${agentId} ORDER BY id`);
    expect(told.map(({ destination }) => destination === '')).toEqual([false, true]);
    for (const gone of [sql`backend.sessions`, sql`backend.identities`, sql`backend.carts`]) {
      expect(await desk.db.rows(sql`SELECT FROM ${gone} WHERE user_id = ${userId}`)).toEqual([]);
    }
    const open = await desk.behind.rows(sql`
      SELECT FROM backend.uploads WHERE owner_id = ${userId} AND destroyed_at IS NULL AND (destroy_at IS NULL OR destroy_at > now())`);
    expect(open).toEqual([]);
    const numbers = await desk.behind.rows(sql`
      SELECT FROM backend.application_numbers n JOIN backend.applications a ON a.id = n.application_id WHERE a.user_id = ${userId}`);
    expect(numbers).toEqual([]);
    const acts = await desk.db.rows<{ act: string }>(sql`
      SELECT act FROM platform.audit WHERE subject = 'user' AND subject_id = ${userId} AND act LIKE '%eras%' ORDER BY id`);
    expect(acts.map(({ act }) => act)).toEqual(['erasure_requested', 'account_erased']);
    expect(await run(body.id)).toBe('closed');
  });

  it('is all or nothing', async () => {
    const actor = signedIn(await desk.person());
    const { body } = await desk.call<ErasureView>(actor, 'DELETE', '/me');
    await desk.db.execute(sql`UPDATE backend.erasures SET due_at = now() WHERE id = ${body.id}`);
    const failing = {
      payload: { erasureId: body.id },
      close: (_tx: Tx) => Promise.reject(new Error('the lease is lost')),
    } as unknown as Work<ErasureRef>;
    await expect(desk.app.get(Erasures).carryOut(failing)).rejects.toThrow('lease');
    const [user] = await desk.db.rows(sql`SELECT status FROM backend.users WHERE id = ${actor.userId}`);
    expect(user).toEqual({ status: 'ACTIVE' });
  });
});

describe('staff', () => {
  it('sees what people agreed to and asked for, and leaves a trace', async () => {
    const actor = signedIn(await desk.person());
    await desk.call(actor, 'PUT', '/me/consents/TERMS', { given: true, version: '1' });
    const { id } = (await desk.call<ErasureView>(actor, 'DELETE', '/me')).body;
    const staff = await desk.staff('privacy.read');
    const path = `/staff/privacy/people/${actor.userId}`;
    const { body } = await desk.call<PersonPrivacy>(staff, 'GET', path);
    expect(body).toMatchObject({
      consents: [{ kind: 'TERMS', given: true }],
      exports: [],
      erasures: [{ id, state: 'WAITING' }],
    });
    const all = await desk.call<ErasureList>(staff, 'GET', '/staff/privacy/erasures?state=WAITING&limit=1');
    expect(all.body.data).toMatchObject([{ id }]);
    expect((await desk.call(staff, 'GET', `/staff/privacy/people/${newId()}`)).status).toBe(404);
    for (const nobody of [actor, await desk.staff('audit.read')]) {
      expect((await desk.call(nobody, 'GET', path)).status).toBe(403);
      expect((await desk.call(nobody, 'GET', '/staff/privacy/erasures')).status).toBe(403);
    }
    const read = await desk.db.rows(
      sql`SELECT actor FROM platform.audit WHERE act = 'privacy_read' AND subject_id = ${actor.userId}`,
    );
    expect(read).toEqual([{ actor: `person:${staff.userId}` }]);
  });
});

/** Tables of which a row holds one of the texts, looked at past all policies; what the audit says of itself is masked. */
async function everythingWith(texts: readonly string[]): Promise<string[]> {
  const names = await desk.db.rows<{ name: string }>(sql`
    SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('backend', 'platform') AND c.relkind = 'r'`);
  const found: string[] = [];
  for (const { name } of names) {
    const text = `SELECT 1 FROM ${name} t WHERE t::text LIKE ANY ($1) LIMIT 1`;
    const rows = await desk.behind.rows({ text, values: [texts.map((part) => `%${part}%`)] });
    if (rows.length > 0) found.push(name);
  }
  return found;
}
