import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join, newId, sql } from '@pakashop/platform';
import { Grants } from '../users/users.grants.js';
import { Desk, newNrc, newTpin, type Someone } from './applications.fixtures.js';
import { type Kind, PHASES, PHASES_OF } from './applications.rules.js';
import type { ApplicationList, ApplicationSummary, ApplicationView } from './applications.view.dto.js';

let desk: Desk;
let log = '';

beforeAll(async () => {
  desk = await Desk.boot({ LOG_LEVEL: 'trace' }, { write: (line) => void (log += line) });
});
afterAll(() => desk.app.close());

const read = async (actor: Someone, id: string) => (await desk.call(actor, 'GET', `/applications/${id}`)).body;
const transitions = (id: string) =>
  desk.db.rows(sql`
    SELECT from_state AS "from", to_state AS "to", cause, actor FROM backend.transitions
    WHERE machine = 'application' AND subject_id = ${id} ORDER BY seq`);

describe('an application', () => {
  it.each(['SELLER', 'SERVICE_PROVIDER', 'AGENT', 'COURIER'] as const)(
    'of a %s is filled in phase by phase and sent in',
    async (kind) => {
      const actor = await desk.person();
      const id = await desk.filled(actor, kind);
      const { body } = await desk.call<ApplicationSummary>(actor, 'POST', `/applications/${id}/submit`);
      expect(body).toMatchObject({ id, kind, state: 'SUBMITTED', submittedAt: expect.any(String), decidedAt: null });
      expect(await transitions(id)).toEqual([
        { from: null, to: 'DRAFT', cause: 'begun', actor: `person:${actor.userId}` },
        { from: 'DRAFT', to: 'SUBMITTED', cause: 'submit', actor: `person:${actor.userId}` },
      ]);
    },
  );

  it('says what is done and what is open, and is not taken before all is there', async () => {
    const actor = await desk.person();
    const { id } = await desk.begin(actor);
    const open = async () => (await read(actor, id)).checklist.filter(({ done }) => !done).map(({ key }) => key);
    expect(await open()).toEqual([
      'phase.account',
      'phase.business',
      'document.NRC_FRONT',
      'document.NRC_BACK',
      'document.TPIN_CERTIFICATE',
      'document.PACRA_CERTIFICATE',
      'phase.payout',
      'phase.terms',
    ]);
    await desk.fill(actor, id, 'account');
    await desk.fill(actor, id, 'terms');
    const documentId = await desk.document(actor.userId);
    await desk.fill(actor, id, 'documents', { documents: [{ kind: 'NRC_BACK', documentId }] });
    const refused = await desk.call(actor, 'POST', `/applications/${id}/submit`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'applications.incomplete' } });
    expect(refused.body.missing!.map(({ key }) => key)).toEqual([
      'phase.business',
      'document.NRC_FRONT',
      'document.TPIN_CERTIFICATE',
      'phase.payout',
    ]);
    expect(await read(actor, id)).toMatchObject({ state: 'DRAFT', submittedAt: null });
  });

  it('shows numbers masked, and keeps them nowhere in clear', async () => {
    const actor = await desk.person();
    const [nrc, tpin, wallet] = [newNrc(), newTpin(), '0967765432'];
    const [pacra, licence] = ['PX90210777', 'DL-MARKER-77'];
    const id = await desk.filled(actor, 'SELLER', {
      account: { nrc, phone: '0977123456' },
      business: { tpin, pacra },
      payout: { phone: wallet },
    });
    const agent = await desk.person();
    const theirs = await desk.filled(agent, 'AGENT', { vehicle: { licence } });
    const view = await read(actor, id);
    expect(view.account).toMatchObject({ nrc: `${nrc.slice(0, 3)}***/**/1`, phone: '+26097*****56' });
    expect(view.business).toMatchObject({ tpin: `*******${tpin.slice(-3)}`, pacra: '*******777' });
    expect(view.payout).toMatchObject({ operator: 'MTN_MONEY', phone: '+26096*****32', holderName: 'Mutale Phiri' });
    expect((await read(agent, theirs)).vehicle!.licence).toBe('*********-77');

    const dump = join(
      [
        sql`SELECT t::text AS row FROM backend.applications t`,
        sql`SELECT t::text FROM backend.application_phases t`,
        sql`SELECT t::text FROM backend.application_numbers t`,
        sql`SELECT t::text FROM backend.transitions t`,
        sql`SELECT t::text FROM backend.messages t`,
        sql`SELECT t::text FROM platform.audit t`,
      ],
      ' UNION ALL ',
    );
    const rows = await desk.behind.rows<{ row: string }>(dump);
    expect(rows.some(({ row }) => row.includes('v1.'))).toBe(true);
    const everything = log + rows.map(({ row }) => row).join();
    expect(everything).toContain('/applications/:id/account');
    for (const number of [nrc, tpin, pacra, licence, '967765432', '977123456']) {
      expect(everything.includes(number)).toBe(false);
    }
  });

  it('keeps who agreed to which terms, when and from where', async () => {
    const actor = { ...(await desk.person()), address: '192.0.2.77' };
    const { id } = await desk.begin(actor);
    const stale = await desk.fill(actor, id, 'terms', { version: '2020-01' });
    expect(stale).toMatchObject({ status: 409, body: { code: 'applications.terms_changed' } });
    expect((await desk.fill(actor, id, 'terms', { accepted: false })).status).toBe(400);
    expect((await read(actor, id)).terms).toBeNull();
    await desk.fill(actor, id, 'terms');
    const row = sql`SELECT user_id AS "userId", kind, version, address FROM backend.terms_acceptances WHERE application_id = ${id}`;
    expect(await desk.db.rows(row)).toEqual([
      { userId: actor.userId, kind: 'SELLER', version: '2026-11', address: '192.0.2.77' },
    ]);
    const altered = desk.db.execute(
      sql`UPDATE backend.terms_acceptances SET version = 'x' WHERE application_id = ${id}`,
    );
    await expect(altered).rejects.toThrow('append only');
  });

  it('is begun once per kind, also when asked for many times at once', async () => {
    const actor = await desk.person();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => desk.call(actor, 'POST', '/applications', { kind: 'AGENT' })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409]);
    expect((await desk.call(actor, 'POST', '/applications', { kind: 'SELLER' })).status).toBe(201);
    const { body } = await desk.call<ApplicationList>(actor, 'GET', '/applications');
    expect(body.data.map(({ kind }) => kind)).toEqual(['SELLER', 'AGENT']);
  });

  it('may be begun anew once the one before is withdrawn', async () => {
    const actor = await desk.person();
    const { id } = await desk.begin(actor);
    await desk.step(actor, id, 'withdraw');
    expect(await desk.call(actor, 'POST', `/applications/${id}/submit`)).toMatchObject({
      status: 409,
      body: { code: 'applications.wrong_state' },
    });
    expect((await desk.begin(actor)).id).not.toBe(id);
  });

  it.each<[string, Parameters<Grants['give']>[1]['role'], 'platform' | 'shop', Kind, string]>([
    ['an administrator sells nothing', 'PLATFORM_ADMIN', 'platform', 'SELLER', 'users.roles_clash'],
    ['an administrator delivers nothing', 'PLATFORM_ADMIN', 'platform', 'COURIER', 'users.roles_clash'],
    ['a shop owner does not deliver', 'SHOP_OWNER', 'shop', 'AGENT', 'users.roles_clash'],
    ['an agent does not sell', 'DELIVERY_AGENT', 'platform', 'SELLER', 'users.roles_clash'],
    ['an agent is not one twice', 'DELIVERY_AGENT', 'platform', 'AGENT', 'applications.already_held'],
  ])('is refused when roles exclude it: %s', async (_name, role, scope, kind, code) => {
    const actor = await desk.person();
    const scopeId = scope === 'shop' ? newId() : undefined;
    await desk.db.transaction((tx) =>
      desk.app.get(Grants).give(tx, { userId: actor.userId, role, scope, scopeId, grantedBy: 'system:test' }),
    );
    expect(await desk.call(actor, 'POST', '/applications', { kind })).toMatchObject({ status: 409, body: { code } });
  });

  it('takes its own documents only, each once', async () => {
    const [actor, other] = [await desk.person(), await desk.person()];
    const { id } = await desk.begin(actor);
    const bind = (documents: object[]) => desk.call(actor, 'PUT', `/applications/${id}/documents`, { documents });
    const [front, back, foreign, broken] = await Promise.all([
      desk.document(actor.userId, 'SCANNING'),
      desk.document(actor.userId),
      desk.document(other.userId),
      desk.document(actor.userId, 'REFUSED'),
    ]);
    const nrc = { kind: 'NRC_FRONT', documentId: front };
    expect((await bind([nrc, { kind: 'NRC_BACK', documentId: foreign }])).body.code).toBe('media.not_found');
    expect((await bind([nrc, { kind: 'NRC_BACK', documentId: newId() }])).body.code).toBe('media.not_found');
    expect((await bind([{ kind: 'NRC_BACK', documentId: broken }])).body.code).toBe('media.not_usable');
    expect((await bind([nrc, { kind: 'NRC_BACK', documentId: front }])).body.code).toBe('VAL_001');
    expect((await read(actor, id)).documents).toEqual([]);

    await bind([nrc, { kind: 'NRC_BACK', documentId: back }]);
    const swapped = await bind([
      { kind: 'NRC_BACK', documentId: front },
      { kind: 'NRC_FRONT', documentId: back },
    ]);
    expect(swapped.body.documents).toEqual([
      { kind: 'NRC_BACK', documentId: front, state: 'SCANNING' },
      { kind: 'NRC_FRONT', documentId: back, state: 'CLEAN' },
    ]);
    await bind([nrc]);
    const kept = await desk.behind.rows<{ id: string; ends: boolean }>(sql`
      SELECT id, destroy_at IS NOT NULL AS ends FROM backend.uploads WHERE subject_id = ${id} ORDER BY id`);
    expect(kept).toEqual(
      [
        { id: front, ends: false },
        { id: back, ends: true },
      ].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    const { id: second } = await desk.begin(actor, 'COURIER');
    const elsewhere = await desk.call(actor, 'PUT', `/applications/${second}/documents`, { documents: [nrc] });
    expect(elsewhere.body.code).toBe('media.in_use');
  });

  it('cannot be changed while it is with the staff', async () => {
    const actor = await desk.person();
    const id = await desk.filled(actor);
    await desk.step(actor, id, 'submit');
    for (const phase of PHASES_OF.SELLER) {
      expect(await desk.fill(actor, id, phase)).toMatchObject({
        status: 409,
        body: { code: 'applications.not_editable' },
      });
    }
    expect(await desk.call(actor, 'POST', `/applications/${id}/submit`)).toMatchObject({ status: 409 });
  });
});

describe('what is filled in', () => {
  let actor: Someone;
  const ids = {} as Record<Kind, string>;

  beforeAll(async () => {
    actor = await desk.person();
    for (const kind of ['SELLER', 'AGENT', 'COURIER'] as const) ids[kind] = (await desk.begin(actor, kind)).id;
  });

  const ownerOf = { business: 'SELLER', vehicle: 'AGENT', company: 'COURIER' } as Partial<Record<string, Kind>>;
  const refused = (phase: (typeof PHASES)[number], change: object) =>
    desk.fill(actor, ids[ownerOf[phase] ?? 'SELLER'], phase, change);

  it.each([
    ['account', { nrc: '12345/11/1' }],
    ['account', { nrc: ['123456/11/1'] }],
    ['account', { phone: '+27 82 123 4567' }],
    ['account', { legalName: 'A\u0007' }],
    ['account', { state: 'APPROVED' }],
    ['account', { userId: newId() }],
    ['business', { tpin: '123' }],
    ['business', { tpin: 1002345678 }],
    ['business', { pacra: '!' }],
    ['business', { pacra: null }],
    ['business', { legalForm: 'COMPANY' }],
    ['business', { province: 'Gauteng' }],
    ['business', { status: 'ACTIVE', slug: 'mine' }],
    ['business', { latitude: 'x' }],
    ['company', { vehicles: 0 }],
    ['company', { pacra: undefined }],
    ['vehicle', { plate: undefined }],
    ['vehicle', { licence: undefined }],
    ['vehicle', { areas: [] }],
    ['vehicle', { areas: [null] }],
    ['vehicle', { areas: [{ province: 'Lusaka', town: 'Kafue', agentId: newId() }] }],
    [
      'vehicle',
      {
        areas: [
          { province: 'Lusaka', town: 'Kafue' },
          { province: 'Lusaka', town: 'KAFUE' },
        ],
      },
    ],
    ['documents', { documents: [null] }],
    ['documents', { documents: 'all' }],
    ['documents', { documents: [{ kind: 'NRC_FRONT', documentId: 'x' }] }],
    ['documents', { documents: [{ kind: 'NRC_FRONT', documentId: newId(), status: 'CLEAN' }] }],
    ['payout', { operator: 'CARD' }],
    ['payout', { phone: '12' }],
    ['payout', { isVerified: true }],
    ['terms', { accepted: 'true' }],
    ['terms', { address: '10.0.0.1' }],
  ] as const)('is refused as %s with %j', async (phase, change) => {
    const { status, body } = await refused(phase, change);
    expect({ status, code: body.code }).toEqual({ status: 400, code: expect.stringMatching(/^VAL_00[12]$/) });
    const phases = await desk.behind.rows(sql`
      SELECT phase FROM backend.application_phases WHERE application_id = ANY(${Object.values(ids)}::uuid[])`);
    expect(phases).toEqual([]);
  });

  it('is refused for a phase that the kind does not have', async () => {
    expect(await desk.fill(actor, ids.SELLER, 'vehicle')).toMatchObject({
      status: 422,
      body: { code: 'applications.wrong_kind' },
    });
    expect(await desk.fill(actor, ids.AGENT, 'business')).toMatchObject({ status: 422 });
  });

  it('follows the pattern of the registrar that the operator sets', async () => {
    const strict = await Desk.boot({ PACRA_PATTERN: '^1\\d{11}$' });
    const id = (await strict.begin(actor, 'SERVICE_PROVIDER')).id;
    const wrong = await strict.fill(actor, id, 'business', { pacra: 'PX90210777' });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'VAL_001', errors: [{ path: 'pacra' }] } });
    expect((await strict.fill(actor, id, 'business', { pacra: '120190001234' })).status).toBe(200);
    await strict.app.close();
  });

  it('is replaced as a whole, with its numbers', async () => {
    const person = await desk.person();
    const { id } = await desk.begin(person);
    await desk.fill(person, id, 'business', { pacra: 'PX90210777', registeredName: 'Mutale Crafts Ltd' });
    const { body } = await desk.fill(person, id, 'business', { name: 'Mutale Weavers' });
    expect(body.business).toMatchObject({ name: 'Mutale Weavers', registeredName: null, pacra: null });
  });
});

describe('who sees an application', () => {
  it('is nobody else, whatever they ask for', async () => {
    const [owner, other] = [await desk.person(), await desk.person()];
    const id = await desk.filled(owner);
    const before = await desk.call<ApplicationView>(owner, 'GET', `/applications/${id}`);
    const tries: ['GET' | 'POST' | 'PUT', string, object?][] = [
      ['GET', `/applications/${id}`],
      ['POST', `/applications/${id}/submit`],
      ['POST', `/applications/${id}/withdraw`],
    ];
    for (const [method, path, body] of tries) {
      const theirs = await desk.call(other, method, path, body);
      const missing = await desk.call(other, method, path.replace(id, newId()), body);
      expect(theirs).toMatchObject({ status: 404, body: { code: 'applications.not_found' } });
      expect({ ...theirs.body, correlationId: '' }).toEqual({ ...missing.body, correlationId: '' });
      expect((await desk.call(undefined, method, path, body)).status).toBe(401);
    }
    for (const phase of PHASES_OF.SELLER) {
      expect(await desk.fill(other, id, phase)).toMatchObject({
        status: 404,
        body: { code: 'applications.not_found' },
      });
    }
    expect((await desk.call(owner, 'GET', `/applications/${id}`)).body).toEqual(before.body);
    expect((await desk.call<ApplicationList>(other, 'GET', '/applications')).body.data).toEqual([]);
    expect((await desk.call(owner, 'GET', '/applications/none')).status).toBe(400);
  });

  it('shows terms to everybody', async () => {
    const { body } = await desk.call(undefined, 'GET', '/applications/terms?kind=AGENT');
    expect(body).toMatchObject({ kind: 'AGENT', version: '2026-11', title: 'Terms for delivery agents' });
    expect((await desk.call(undefined, 'GET', '/applications/terms?kind=KING')).status).toBe(400);
  });
});
