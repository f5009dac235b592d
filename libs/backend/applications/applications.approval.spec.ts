import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql, type Tx } from '@pakashop/platform';
import { race } from '../auth/auth.fixtures.js';
import { lettersOf } from '../messages/messages.postbox.fixtures.js';
import { Grants } from '../users/users.grants.js';
import { Approvals } from './applications.approvals.js';
import type { ItemView } from './applications.checklist.dto.js';
import { Desk, type Someone } from './applications.fixtures.js';
import type { ApplicationReviewView } from './applications.review.dto.js';
import type { Kind } from './applications.rules.js';

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.boot();
});
afterAll(() => desk.app.close());

const approve = (reviewer: Someone, id: string, body: object = {}) =>
  desk.call(reviewer, 'POST', `/staff/applications/${id}/approve`, body);
const rolesOf = (userId: string) =>
  desk.db.rows<{ role: string; scope: string; scopeId: string | null }>(sql`
    SELECT role, scope, scope_id AS "scopeId" FROM backend.role_grants
    WHERE user_id = ${userId} AND revoked_at IS NULL ORDER BY created_at`);
const shopsOf = (userId: string) =>
  desk.db.rows<{ id: string; slug: string; kind: string; status: string }>(
    sql`SELECT id, slug, kind, status, name, province, town FROM backend.shops WHERE owner_id = ${userId}`,
  );
const give = (userId: string, grant: { role: 'SELLER' | 'DELIVERY_AGENT'; scope: 'platform' }) =>
  desk.db.transaction((tx) => desk.app.get(Grants).give(tx, { ...grant, userId, grantedBy: 'system:test' }));

describe('an approval', () => {
  it.each([
    ['SELLER', 'SHOP_OWNER', 'GOODS'],
    ['SERVICE_PROVIDER', 'SERVICE_PROVIDER', 'SERVICES'],
  ] as const)('of a %s opens the shop with its owner, once', async (kind, role, shopKind) => {
    const { id, applicant, reviewer } = await desk.inReview(kind, { business: { name: `Mwila’s ${kind}` } });
    await give(applicant.userId, { role: 'SELLER', scope: 'platform' });
    const { status, body } = await approve(reviewer, id, { comment: 'All there' });
    expect({ status, body }).toMatchObject({ status: 200, body: { state: 'APPROVED', decidedAt: expect.any(String) } });
    const [shop] = await shopsOf(applicant.userId);
    expect(shop).toMatchObject({
      id: body.subjectId,
      slug: `mwila-s-${kind.toLowerCase().replace('_', '-')}`,
      kind: shopKind,
      status: 'ACTIVE',
      province: 'Lusaka',
    });
    expect(await rolesOf(applicant.userId)).toEqual([{ role, scope: 'shop', scopeId: shop!.id }]);
    expect((await lettersOf(desk.app, 'applications.approved')).map(({ subject }) => subject)).toContain(
      'Your application is approved',
    );
    const acts = await desk.db.rows<{ act: string; actor: string; why: string | null }>(sql`
      SELECT act, actor, why FROM platform.audit WHERE subject_id = ANY(${[id, applicant.userId]}) AND actor = ${`person:${reviewer.userId}`}
      ORDER BY id`);
    expect(acts.map(({ act }) => act)).toEqual([
      'application_take',
      'role_granted',
      'role_revoked',
      'application_approve',
    ]);
    expect(acts.at(-1)!.why).toBe('All there');
    expect((await approve(reviewer, id)).body.code).toBe('applications.wrong_state');
    expect(await shopsOf(applicant.userId)).toHaveLength(1);
  });

  it('opens one shop however often it is given at once', async () => {
    const { id, applicant, reviewer } = await desk.inReview();
    const lock = (tx: Tx) => tx.rows(sql`SELECT FROM backend.applications WHERE id = ${id} FOR UPDATE`);
    const answers = await race(desk.db, lock, 4, () =>
      Promise.all(Array.from({ length: 4 }, () => approve(reviewer, id))),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    expect(await shopsOf(applicant.userId)).toHaveLength(1);
    expect(await rolesOf(applicant.userId)).toHaveLength(1);
  });

  it('of an agent gives the role for the platform, of a courier for a fleet', async () => {
    const agent = await desk.inReview('AGENT');
    await approve(agent.reviewer, agent.id);
    expect(await rolesOf(agent.applicant.userId)).toEqual([
      { role: 'DELIVERY_AGENT', scope: 'platform', scopeId: null },
    ]);
    const courier = await desk.inReview('COURIER');
    const { body } = await approve(courier.reviewer, courier.id);
    expect(await rolesOf(courier.applicant.userId)).toEqual([
      { role: 'FLEET_MANAGER', scope: 'fleet', scopeId: body.subjectId },
    ]);
    expect(await shopsOf(courier.applicant.userId)).toEqual([]);
  });

  it('tells who makes agents and fleets all that was brought, in full', async () => {
    const told: object[] = [];
    const approvals = desk.app.get(Approvals);
    const [agent, courier] = [approvals.agent.bind(approvals), approvals.courier.bind(approvals)];
    approvals.agent = (tx, approved) => (told.push(approved), agent(tx, approved));
    approvals.courier = (tx, approved) => (told.push(approved), courier(tx, approved));
    const account = { nrc: '654321/61/1', phone: '0977000222', legalName: 'Mutale Phiri' };
    const one = await desk.inReview('AGENT', {
      account,
      vehicle: { plate: 'BAB 1', licence: 'DL 77' },
    });
    const two = await desk.inReview('COURIER', { company: { tpin: '1009998887', pacra: 'px90210777' } });
    await approve(one.reviewer, one.id);
    await approve(two.reviewer, two.id);
    Object.assign(approvals, { agent, courier });
    expect(told).toMatchObject([
      {
        applicationId: one.id,
        userId: one.applicant.userId,
        legalName: 'Mutale Phiri',
        nrc: '654321/61/1',
        phone: '+260977000222',
        vehicle: 'MOTORBIKE',
        plate: 'BAB 1',
        licence: 'DL 77',
        areas: [{ province: 'Lusaka', town: 'Kafue' }],
      },
      {
        name: 'Kafue Riders',
        registeredName: 'Kafue Riders Ltd',
        tpin: '1009998887',
        pacra: 'PX90210777',
        vehicles: 4,
      },
    ]);
  });

  it('makes nothing when roles exclude it by then', async () => {
    const { id, applicant, reviewer } = await desk.inReview();
    await give(applicant.userId, { role: 'DELIVERY_AGENT', scope: 'platform' });
    expect(await approve(reviewer, id)).toMatchObject({ status: 409, body: { code: 'users.roles_clash' } });
    expect(await shopsOf(applicant.userId)).toEqual([]);
    const { state, moves } = await desk.db.one<{ state: string; moves: number }>(
      sql`SELECT state, moves FROM backend.applications WHERE id = ${id}`,
    );
    expect({ state, moves }).toEqual({ state: 'IN_REVIEW', moves: 3 });
  });

  it('waits until every document is checked', async () => {
    const applicant = await desk.person();
    const kinds = ['NRC_FRONT', 'NRC_BACK', 'TPIN_CERTIFICATE'];
    const ids = await Promise.all(kinds.map((_, i) => desk.document(applicant.userId, i ? 'CLEAN' : 'SCANNING')));
    const documents = { documents: kinds.map((kind, i) => ({ kind, documentId: ids[i] })) };
    const id = await desk.filled(applicant, 'SELLER', { documents });
    await desk.step(applicant, id, 'submit');
    const reviewer = await desk.reviewer();
    await desk.step(reviewer, id, 'take');
    expect((await approve(reviewer, id)).body).toMatchObject({
      code: 'applications.incomplete',
      missing: [{ key: 'document.NRC_FRONT' }],
    });
    await desk.check(ids[0]!);
    expect((await approve(reviewer, id)).status).toBe(200);
  });

  it('waits for what only staff can tick off', async () => {
    const operator = await desk.staff('applications.checklist.write');
    const wanted = { kind: 'AGENT', key: 'staff.interview', title: 'Interview', position: 70 };
    const { body: item } = await desk.call<ItemView>(operator, 'POST', '/staff/checklist', wanted);
    const { id, applicant, reviewer } = await desk.inReview('AGENT');
    expect((await approve(reviewer, id)).body.missing).toEqual([{ key: 'staff.interview', title: 'Interview' }]);

    const tick = (actor: Someone, itemId: string, done: boolean) =>
      desk.call(actor, 'PUT', `/staff/applications/${id}/checklist/${itemId}`, { done });
    const { body: view } = await desk.call<ApplicationReviewView>(reviewer, 'GET', `/staff/applications/${id}`);
    const computed = view.checklist.find(({ key }) => key === 'phase.account')!.itemId;
    expect((await tick(reviewer, computed, false)).body.code).toBe('applications.item_computed');
    expect((await tick(reviewer, newId(), true)).body.code).toBe('applications.item_unknown');
    expect((await tick(await desk.reviewer(), item.id, true)).body.code).toBe('applications.not_in_hand');
    expect((await tick(applicant, item.id, true)).status).toBe(403);

    const done = async () =>
      (await desk.call(applicant, 'GET', `/applications/${id}`)).body.checklist.find(({ key }) => key === wanted.key);
    await tick(reviewer, item.id, true);
    expect(await done()).toMatchObject({ done: true, byStaff: true });
    await tick(reviewer, item.id, false);
    expect(await done()).toMatchObject({ done: false });
    await tick(reviewer, item.id, true);
    expect((await approve(reviewer, id)).status).toBe(200);
    await desk.call(operator, 'PATCH', `/staff/checklist/${item.id}`, { active: false });
  });

  it('needs a fresh proof of who approves, and takes nothing else from the request', async () => {
    const { id, reviewer, applicant } = await desk.inReview();
    for (const factorAt of [undefined, Date.now() / 1_000 - 301]) {
      expect(await approve({ ...reviewer, factorAt }, id)).toMatchObject({
        status: 401,
        body: { code: 'auth.step_up_required' },
      });
    }
    for (const extra of ['state', 'subjectId', 'role', 'userId', 'kind', 'reviewerId']) {
      expect((await approve(reviewer, id, { [extra]: 'APPROVED' })).status).toBe(400);
    }
    expect(await shopsOf(applicant.userId)).toEqual([]);
  });

  it.each<Kind>(['SELLER', 'COURIER'])('may be applied for again by a %s who has one already', async (kind) => {
    const { id, applicant, reviewer } = await desk.inReview(kind);
    await approve(reviewer, id);
    expect((await desk.call(applicant, 'POST', '/applications', { kind })).status).toBe(201);
  });

  it('stays what it is', async () => {
    const { id, reviewer } = await desk.inReview();
    await approve(reviewer, id);
    const undone = desk.db.execute(
      sql`UPDATE backend.applications SET state = 'DRAFT', decided_at = NULL, subject_id = NULL WHERE id = ${id}`,
    );
    await expect(undone).rejects.toThrow('is final in state APPROVED');
  });
});
