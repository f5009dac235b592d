import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import { lettersOf } from '../messages/messages.postbox.fixtures.js';
import type { ItemList, ItemView, TermsView } from './applications.checklist.dto.js';
import { Desk, newNrc, newTpin, type Someone } from './applications.fixtures.js';
import type { QueuePage, RevealedNumbers, ApplicationReviewView } from './applications.review.dto.js';
import type { ApplicationView } from './applications.view.dto.js';

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.boot();
});
afterAll(() => desk.app.close());

const seen = async (actor: Someone, id: string) =>
  (await desk.call<ApplicationReviewView>(actor, 'GET', `/staff/applications/${id}`)).body;
const act = (actor: Someone | undefined, id: string, step: string, body: object = {}) =>
  desk.call(actor, 'POST', `/staff/applications/${id}/${step}`, body);
const audited = (id: string) =>
  desk.db.rows<{ act: string; actor: string; why: string | null; before: object; after: object }>(sql`
    SELECT act, actor, why, before, after FROM platform.audit WHERE subject = 'application' AND subject_id = ${id} ORDER BY id`);
const CHANGES = { changes: [{ phase: 'business', reason: 'The TPIN is not yours.' }] };
const REASON = { reason: 'The card is not readable.' };

async function submitted(changes = {}) {
  const applicant = await desk.person();
  const id = await desk.filled(applicant, 'SELLER', changes);
  await desk.step(applicant, id, 'submit');
  return { id, applicant };
}

describe('the queue', () => {
  it('shows what was sent in, the longest waiting first, page by page, and never one’s own', async () => {
    const reviewer = await desk.reviewer();
    const waiting = [];
    for (let i = 0; i < 3; i++) waiting.push((await submitted()).id);
    await desk.filled(await desk.person());
    const own = await desk.filled(reviewer);
    await desk.step(reviewer, own, 'submit');
    const ids: string[] = [];
    let cursor: string | null = '';
    do {
      const path: string = `/staff/applications?state=SUBMITTED&kind=SELLER&limit=2${cursor && `&cursor=${cursor}`}`;
      const { body }: { body: QueuePage } = await desk.call<QueuePage>(reviewer, 'GET', path);
      ids.push(...body.data.map(({ id }) => id));
      cursor = body.nextCursor;
    } while (cursor);
    expect(ids).toEqual(waiting);
    expect((await desk.call(reviewer, 'GET', '/staff/applications?cursor=x')).status).toBe(400);
    expect((await desk.call(reviewer, 'GET', '/staff/applications?state=DRAFT')).status).toBe(400);
  });

  it('finds what somebody has in hand', async () => {
    const { id, reviewer, applicant } = await desk.inReview();
    const { body } = await desk.call<QueuePage>(reviewer, 'GET', '/staff/applications?reviewer=me');
    expect(body.data).toEqual([
      expect.objectContaining({ id, state: 'IN_REVIEW', reviewerId: reviewer.userId, applicantId: applicant.userId }),
    ]);
  });

  it('is for reviewers only', async () => {
    const { id, applicant } = await submitted();
    const others = [applicant, await desk.person(), await desk.staff('shops.suspend', 'roles.write')];
    const shopGrant = [{ permission: 'applications.review', scope: 'shop', scopeId: newId() } as const];
    for (const actor of [...others, { ...(await desk.person()), grants: shopGrant }]) {
      expect((await desk.call(actor, 'GET', '/staff/applications')).status).toBe(403);
      expect((await desk.call(actor, 'GET', `/staff/applications/${id}`)).status).toBe(403);
      for (const step of ['take', 'release', 'comments', 'request-changes', 'approve', 'reject', 'numbers']) {
        expect((await act(actor, id, step)).status).toBe(403);
      }
    }
    expect((await act(undefined, id, 'take')).status).toBe(401);
  });
});

describe('a review', () => {
  it('goes from hand to hand, and is decided by who has it', async () => {
    const { id, reviewer, applicant } = await desk.inReview();
    const other = await desk.reviewer();
    for (const [step, body] of [['approve'], ['reject', REASON], ['request-changes', CHANGES]] as const) {
      expect(await act(other, id, step, body)).toMatchObject({
        status: 409,
        body: { code: 'applications.not_in_hand' },
      });
    }
    expect(await act(other, id, 'take')).toMatchObject({ status: 409, body: { code: 'applications.wrong_state' } });
    await desk.step(other, id, 'release');
    await desk.step(other, id, 'take');
    expect(await act(reviewer, id, 'reject', REASON)).toMatchObject({ status: 409 });
    expect(await desk.step(other, id, 'reject', REASON)).toMatchObject({
      state: 'REJECTED',
      decidedAt: expect.any(String),
    });
    const { body } = await desk.call<ApplicationView>(applicant, 'GET', `/applications/${id}`);
    expect(body).toMatchObject({ state: 'REJECTED', rejection: REASON.reason });
    expect((await audited(id)).map(({ act: done, actor, why }) => [done, actor, why])).toEqual([
      ['application_take', `person:${reviewer.userId}`, null],
      ['application_release', `person:${other.userId}`, null],
      ['application_take', `person:${other.userId}`, null],
      ['application_reject', `person:${other.userId}`, REASON.reason],
    ]);
    expect((await audited(id)).at(-1)).toMatchObject({
      before: { state: 'IN_REVIEW', reviewerId: other.userId },
      after: { state: 'REJECTED', reviewerId: other.userId },
    });
    expect((await lettersOf(desk.app, 'applications.rejected')).map(({ text }) => text)).toContain(
      'Your application as a seller was not accepted. Sign in to Pakashop to see why.',
    );
  });

  it('is taken by one of many at once', async () => {
    const { id } = await submitted();
    const reviewers = await Promise.all(Array.from({ length: 5 }, () => desk.reviewer()));
    const answers = await Promise.all(reviewers.map((reviewer) => act(reviewer, id, 'take')));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409]);
  });

  it('asks for changes with a reason for each phase, until it is sent in again', async () => {
    const { id, reviewer, applicant } = await desk.inReview();
    const wrong = { changes: [{ phase: 'vehicle', reason: 'What vehicle?' }] };
    expect(await act(reviewer, id, 'request-changes', wrong)).toMatchObject({ status: 422 });
    for (const bad of [
      {},
      { changes: [] },
      { changes: [{ phase: 'business' }] },
      { changes: [{ ...CHANGES.changes[0], state: 'X' }] },
    ]) {
      expect((await act(reviewer, id, 'request-changes', bad)).status).toBe(400);
    }
    await desk.step(reviewer, id, 'request-changes', CHANGES);
    const mine = async () => (await desk.call<ApplicationView>(applicant, 'GET', `/applications/${id}`)).body;
    expect(await mine()).toMatchObject({
      state: 'CHANGES_REQUESTED',
      requestedChanges: [{ phase: 'business', reason: 'The TPIN is not yours.' }],
    });
    expect((await lettersOf(desk.app, 'applications.changes_requested')).at(-1)).toMatchObject({
      subject: 'Your application needs changes',
      to: { email: expect.stringContaining('@example.com') },
    });
    expect((await desk.fill(applicant, id, 'business')).status).toBe(200);
    await desk.step(applicant, id, 'submit');
    expect(await mine()).toMatchObject({ state: 'SUBMITTED', requestedChanges: [] });
    expect(await lettersOf(desk.app, 'applications.changes_requested')).toEqual([]);

    await desk.step(reviewer, id, 'take');
    const second = { changes: [{ phase: 'account', reason: 'The name differs from the card.' }] };
    await desk.step(reviewer, id, 'request-changes', second);
    expect((await mine()).requestedChanges).toEqual([{ ...second.changes[0], at: expect.any(String) }]);
  });

  it('refuses every step that the state does not allow, and changes nothing', async () => {
    const steps = [['take'], ['release'], ['approve'], ['reject', REASON], ['request-changes', CHANGES]] as const;
    const check = async (reviewer: Someone, id: string, allowed: readonly string[]) => {
      const { moves, state } = await desk.db.one<{ moves: number; state: string }>(
        sql`SELECT moves, state FROM backend.applications WHERE id = ${id}`,
      );
      for (const [step, body] of steps.filter(([name]) => !allowed.includes(name))) {
        expect({ step, ...(await act(reviewer, id, step, body)) }).toMatchObject({
          status: 409,
          body: { code: 'applications.wrong_state' },
        });
      }
      const after = await desk.db.one(sql`SELECT moves, state FROM backend.applications WHERE id = ${id}`);
      expect(after).toEqual({ moves, state });
    };
    const { id, applicant } = await submitted();
    const reviewer = await desk.reviewer();
    await check(reviewer, id, ['take']);
    await desk.step(reviewer, id, 'take');
    await check(reviewer, id, ['release', 'approve', 'reject', 'request-changes']);
    await desk.step(reviewer, id, 'request-changes', CHANGES);
    await check(reviewer, id, []);
    await desk.step(applicant, id, 'withdraw');
    await check(reviewer, id, []);
    const { id: rejected, reviewer: other } = await desk.inReview();
    await desk.step(other, rejected, 'reject', REASON);
    await check(other, rejected, []);
  });

  it('is nobody’s of their own application', async () => {
    const reviewer = await desk.reviewer();
    const id = await desk.filled(reviewer);
    expect((await act(reviewer, id, 'take')).status).toBe(404);
    await desk.step(reviewer, id, 'submit');
    const own = { status: 403, body: { code: 'applications.own' } };
    expect(await desk.call(reviewer, 'GET', `/staff/applications/${id}`)).toMatchObject(own);
    const bodies = { comments: { text: 'Fine' }, reject: REASON, numbers: REASON, 'request-changes': CHANGES };
    for (const step of ['take', 'release', 'comments', 'approve', 'reject', 'request-changes', 'numbers'] as const) {
      expect(await act(reviewer, id, step, (bodies as Record<string, object>)[step])).toMatchObject(own);
    }
    const forced = desk.db.execute(sql`UPDATE backend.applications SET reviewer_id = user_id WHERE id = ${id}`);
    await expect(forced).rejects.toMatchObject({ constraint: 'applications_reviewer_check' });
  });

  it('knows nothing of what was never sent in', async () => {
    const reviewer = await desk.reviewer();
    const applicant = await desk.person();
    const draft = await desk.filled(applicant);
    for (const id of [draft, newId()]) {
      expect(await desk.call(reviewer, 'GET', `/staff/applications/${id}`)).toMatchObject({
        status: 404,
        body: { code: 'applications.not_found' },
      });
      expect((await act(reviewer, id, 'take')).status).toBe(404);
      expect((await act(reviewer, id, 'comments', { text: 'Hm' })).status).toBe(404);
    }
  });

  it('has comments that the applicant does not see', async () => {
    const { id, reviewer, applicant } = await desk.inReview();
    await desk.step(reviewer, id, 'comments', { text: 'MARKER called the phone, nobody answers' });
    expect((await seen(reviewer, id)).comments).toEqual([
      expect.objectContaining({ authorId: reviewer.userId, text: 'MARKER called the phone, nobody answers' }),
    ]);
    const mine = await desk.call(applicant, 'GET', `/applications/${id}`);
    expect(JSON.stringify(mine.body)).not.toContain('MARKER');
    const removed = desk.db.execute(sql`DELETE FROM backend.application_notes WHERE application_id = ${id}`);
    await expect(removed).rejects.toThrow('append only');
  });

  it('is told of the same number in another person’s application; the applicant is not', async () => {
    const [nrc, tpin] = [newNrc(), newTpin()];
    const first = await submitted({ account: { nrc }, business: { tpin } });
    const second = await desk.inReview('SELLER', { account: { nrc }, business: { tpin } });
    expect((await seen(second.reviewer, second.id)).duplicates).toEqual([
      { number: 'NRC', applicationId: first.id, kind: 'SELLER', state: 'SUBMITTED' },
      { number: 'TPIN', applicationId: first.id, kind: 'SELLER', state: 'SUBMITTED' },
    ]);
    const mine = await desk.call(second.applicant, 'GET', `/applications/${second.id}`);
    expect(JSON.stringify(mine.body)).not.toContain(first.id);
    await desk.step(first.applicant, first.id, 'withdraw');
    expect((await seen(second.reviewer, second.id)).duplicates).toEqual([]);
  });

  it('reads numbers in full only after a fresh proof, for a reason, and it is written down', async () => {
    const nrc = newNrc();
    const { id, reviewer } = await desk.inReview('SELLER', { account: { nrc } });
    expect(JSON.stringify(await seen(reviewer, id))).not.toContain(nrc);
    const stale = { ...reviewer, factorAt: Date.now() / 1_000 - 301 };
    expect(await act(stale, id, 'numbers', REASON)).toMatchObject({
      status: 401,
      body: { code: 'auth.step_up_required' },
    });
    expect((await act(reviewer, id, 'numbers')).status).toBe(400);
    const path = `/staff/applications/${id}/numbers`;
    const { body } = await desk.call<RevealedNumbers>(reviewer, 'POST', path, { reason: 'Comparing with the card' });
    expect(body.data).toContainEqual({ kind: 'NRC', number: nrc });
    const reads = (await audited(id)).filter((row) => row.act === 'application_numbers_read');
    expect(reads).toEqual([
      expect.objectContaining({ actor: `person:${reviewer.userId}`, why: 'Comparing with the card' }),
    ]);
  });
});

describe('the checklist', () => {
  const item = { kind: 'SELLER', key: 'staff.site_visit', title: 'Visit', help: 'Somebody goes there.', position: 60 };
  let operator: Someone;

  beforeAll(async () => {
    operator = await desk.staff('applications.checklist.write');
  });

  it('is what the operator wants it to be', async () => {
    const { status, body: made } = await desk.call<ItemView>(operator, 'POST', '/staff/checklist', {
      ...item,
      required: false,
    });
    expect({ status, made }).toMatchObject({ status: 201, made: { ...item, required: false, active: true } });
    expect((await desk.call(operator, 'POST', '/staff/checklist', item)).body.code).toBe('applications.item_taken');
    const changed = await desk.call<ItemView>(operator, 'PATCH', `/staff/checklist/${made.id}`, {
      title: 'A visit',
      position: 5,
    });
    expect(changed.body).toMatchObject({ ...item, title: 'A visit', position: 5, required: false });
    const { body: list } = await desk.call<ItemList>(operator, 'GET', '/staff/checklist?kind=SELLER');
    expect(list.data[0]).toEqual(changed.body);
    const rows = await desk.db.rows(sql`
      SELECT act, before, after FROM platform.audit WHERE subject = 'checklist_item' AND subject_id = ${made.id} ORDER BY id`);
    expect(rows).toMatchObject([
      { act: 'checklist_item_added', after: { title: 'Visit' } },
      {
        act: 'checklist_item_changed',
        before: { title: 'Visit', position: 60 },
        after: { title: 'A visit', position: 5 },
      },
    ]);
    await desk.call(operator, 'PATCH', `/staff/checklist/${made.id}`, { active: false });
    const applicant = await desk.person();
    const { id } = await desk.begin(applicant);
    const { body } = await desk.call(applicant, 'GET', `/applications/${id}`);
    expect(body.checklist.map(({ key }) => key)).not.toContain('staff.site_visit');
  });

  it('makes what it asks for necessary at once', async () => {
    const asked = { ...item, kind: 'SERVICE_PROVIDER', key: 'document.PROOF_OF_ADDRESS' };
    const { body: made } = await desk.call<ItemView>(operator, 'POST', '/staff/checklist', asked);
    const applicant = await desk.person();
    const id = await desk.filled(applicant, 'SERVICE_PROVIDER');
    const refused = await desk.call(applicant, 'POST', `/applications/${id}/submit`);
    expect(refused.body.missing).toEqual([{ key: 'document.PROOF_OF_ADDRESS', title: 'Visit' }]);
    await desk.call(operator, 'PATCH', `/staff/checklist/${made.id}`, { required: false });
    expect((await desk.call(applicant, 'POST', `/applications/${id}/submit`)).status).toBe(200);
  });

  it.each([
    [{ ...item, key: 'phase.vehicle' }, 422],
    [{ ...item, key: 'document.SELFIE' }, 422],
    [{ ...item, key: 'nonsense' }, 400],
    [{ ...item, kind: 'KING' }, 400],
    [{ ...item, id: newId() }, 400],
    [{ ...item, position: -1 }, 400],
    [{ ...item, title: '' }, 400],
  ])('refuses the item %j with %i', async (body, status) => {
    expect((await desk.call(operator, 'POST', '/staff/checklist', body)).status).toBe(status);
  });

  it('is for those who may change it, and knows what it has', async () => {
    const others = [await desk.person(), await desk.reviewer()];
    for (const actor of others) {
      expect((await desk.call(actor, 'GET', '/staff/checklist?kind=SELLER')).status).toBe(403);
      expect((await desk.call(actor, 'POST', '/staff/checklist', item)).status).toBe(403);
      expect((await desk.call(actor, 'PATCH', `/staff/checklist/${newId()}`, {})).status).toBe(403);
      expect((await desk.call(actor, 'POST', '/staff/terms', {})).status).toBe(403);
    }
    expect((await desk.call(operator, 'PATCH', `/staff/checklist/${newId()}`, { title: 'None' })).status).toBe(404);
    expect((await desk.call(operator, 'PATCH', `/staff/checklist/${newId()}`, { key: 'phase.terms' })).status).toBe(
      400,
    );
  });

  it('wants new terms accepted anew', async () => {
    const applicant = await desk.person();
    const id = await desk.filled(applicant, 'COURIER');
    const terms = {
      kind: 'COURIER',
      version: '2027-01',
      title: 'New terms',
      url: 'https://docs.pakashop.store/terms/2027-01',
    };
    expect((await desk.call<TermsView>(operator, 'POST', '/staff/terms', terms)).status).toBe(201);
    expect((await desk.call(operator, 'POST', '/staff/terms', terms)).body.code).toBe('applications.terms_known');
    expect(
      (await desk.call(operator, 'POST', '/staff/terms', { ...terms, version: '3', url: 'http://x.com' })).status,
    ).toBe(400);
    const refused = await desk.call(applicant, 'POST', `/applications/${id}/submit`);
    expect(refused.body.missing).toEqual([{ key: 'phase.terms', title: 'Terms' }]);
    await desk.fill(applicant, id, 'terms', { version: '2027-01' });
    expect((await desk.call(applicant, 'POST', `/applications/${id}/submit`)).status).toBe(200);
  });
});
