import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, newId, sql } from '@pakashop/platform';
import { Desk, newNrc, type Someone } from '../applications/applications.fixtures.js';
import { lettersOf } from '../messages/messages.postbox.fixtures.js';
import type { GrantView } from '../users/users.dto.js';
import { type InvitationView } from '../users/users.invitations.dto.js';
import { InvitationTokens } from '../users/users.invitations.token.js';
import { fleetAgent, holding, introduction, openFleet, recruit, soloAgent } from './delivery.fixtures.js';
import type { AgentList, AgentView, FleetList, FleetTeam, FleetView, ShiftList } from './delivery.view.dto.js';

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.boot();
});
afterAll(() => desk.app.close());

const agentOf = async (actor: Someone) => (await desk.call<AgentView>(actor, 'GET', '/delivery/agent')).body;
const duty = (actor: Someone, onDuty: boolean, at: object = {}) =>
  desk.call<AgentView>(actor, 'PUT', '/delivery/agent/duty', { onDuty, ...at });
const rolesOf = (userId: string) =>
  desk.db.rows(sql`
    SELECT role, scope, scope_id AS "scopeId" FROM backend.role_grants WHERE user_id = ${userId} AND revoked_at IS NULL`);
const reason = { reason: 'a complaint is looked into' };

describe('an approved application', () => {
  it('makes an agent who may deliver at once, with their numbers sealed', async () => {
    const nrc = newNrc();
    const { id, applicant, reviewer } = await desk.inReview('AGENT', { account: { nrc } });
    const { subjectId } = await desk.step(reviewer, id, 'approve');
    const agent = await agentOf(holding(applicant, ['delivery.work']));
    expect(agent).toMatchObject({
      id: subjectId,
      status: 'ACTIVE',
      fleetId: null,
      nrc: expect.stringMatching(/^\d{3}\*{3}\/\*\*\/1$/),
      vehicle: 'MOTORBIKE',
      areas: [{ province: 'Lusaka', town: 'Kafue', radiusKm: 10 }],
      onDutySince: null,
    });
    expect(await rolesOf(applicant.userId)).toEqual([{ role: 'DELIVERY_AGENT', scope: 'platform', scopeId: null }]);
    const stored = await desk.db.one<object>(
      sql`SELECT to_jsonb(a) AS row FROM backend.agents a WHERE id = ${subjectId}`,
    );
    expect(JSON.stringify(stored)).not.toContain(nrc);
  });

  it('makes a fleet and one who runs it', async () => {
    const { id, applicant, reviewer } = await desk.inReview('COURIER');
    const { subjectId } = await desk.step(reviewer, id, 'approve');
    expect(await rolesOf(applicant.userId)).toEqual([{ role: 'FLEET_MANAGER', scope: 'fleet', scopeId: subjectId }]);
    const manager = holding(applicant, ['fleets.write'], subjectId!);
    const { body } = await desk.call<FleetList>(manager, 'GET', '/delivery/fleets');
    expect(body.data).toMatchObject([
      { id: subjectId, name: 'Kafue Riders', status: 'ACTIVE', tpin: '*******' + body.data[0]!.tpin.slice(-3) },
    ]);
  });
});

describe('duty', () => {
  it('begins and ends, keeps the last position, and leaves a history', async () => {
    const agent = await soloAgent(desk);
    expect((await duty(agent, true)).body.onDutySince).not.toBeNull();
    const again = await duty(agent, true, { latitude: -15.4, longitude: 28.3 });
    expect(again).toMatchObject({ status: 200 });
    expect((await duty(agent, false)).body.onDutySince).toBeNull();
    await duty(agent, false);
    const { body } = await desk.call<ShiftList>(agent, 'GET', '/delivery/agent/shifts');
    expect(body.data).toMatchObject([
      { beganAt: expect.any(String), endedAt: expect.any(String), endedBy: 'AGENT', latitude: -15.4, longitude: 28.3 },
    ]);
  });

  it('is one, also when it begins many times at once', async () => {
    const agent = await soloAgent(desk);
    const answers = await Promise.all(Array.from({ length: 8 }, () => duty(agent, true)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    const { body } = await desk.call<ShiftList>(agent, 'GET', '/delivery/agent/shifts');
    expect(body.data).toHaveLength(1);
  });

  it.each([{ latitude: -15.4 }, { longitude: 28.3 }, { latitude: 95, longitude: 28 }])(
    'takes no half a position: %j',
    async (at) => {
      expect((await duty(await soloAgent(desk), true, at)).body).toMatchObject({ code: 'VAL_001' });
    },
  );

  it('is for active agents of active fleets only', async () => {
    const fleet = await openFleet(desk);
    const waiting = await recruit(desk, fleet.id);
    expect((await duty(waiting, true)).body).toMatchObject({ code: 'delivery.no_agent' });
    await desk.call(waiting, 'PUT', '/delivery/agent', introduction(fleet.id));
    expect((await duty(waiting, true)).body).toMatchObject({ code: 'delivery.not_active' });
    const agent = await fleetAgent(desk, fleet);
    expect((await duty(agent, true)).status).toBe(200);
    const staff = await desk.staff('delivery.suspend');
    await desk.call(staff, 'POST', `/staff/fleets/${fleet.id}/suspend`, reason);
    expect((await agentOf(agent)).onDutySince).toBeNull();
    expect((await duty(agent, true)).body).toMatchObject({ code: 'delivery.not_active' });
    await desk.call(staff, 'POST', `/staff/fleets/${fleet.id}/reinstate`, reason);
    expect((await duty(agent, true)).status).toBe(200);
  });
});

describe('an agent', () => {
  it('changes vehicle and areas, and needs plate and licence for a motor', async () => {
    const agent = await soloAgent(desk);
    expect((await desk.call(agent, 'PUT', '/delivery/agent/vehicle', { vehicle: 'CAR' })).body).toMatchObject({
      code: 'VAL_001',
    });
    const car = { vehicle: 'CAR', plate: 'BCD 99', licence: 'DL12345678' };
    const changed = await desk.call<AgentView>(agent, 'PUT', '/delivery/agent/vehicle', car);
    expect(changed.body).toMatchObject({ vehicle: 'CAR', plate: 'BCD 99', licence: '*******678' });
    const areas = [
      { province: 'Copperbelt', town: 'Kitwe', radiusKm: 25 },
      { province: 'Copperbelt', town: 'Ndola' },
    ];
    const { body } = await desk.call<AgentView>(agent, 'PUT', '/delivery/agent/areas', { areas });
    expect(body.areas).toEqual([areas[0], { ...areas[1], radiusKm: 10 }]);
    const twice = { areas: [areas[0], { ...areas[0], town: 'KITWE' }] };
    expect((await desk.call(agent, 'PUT', '/delivery/agent/areas', twice)).body).toMatchObject({ code: 'VAL_001' });
  });

  it('of one kind is not made another one, and is closed for good', async () => {
    const agent = await soloAgent(desk);
    const fleet = await openFleet(desk);
    const both = { ...(await recruited(agent, fleet.id)), factorAt: agent.factorAt };
    expect((await desk.call(both, 'PUT', '/delivery/agent', introduction(fleet.id))).body).toMatchObject({
      code: 'delivery.agent_exists',
    });
    await duty(agent, true);
    expect((await desk.call(agent, 'POST', '/delivery/agent/close')).status).toBe(204);
    expect(await rolesOf(agent.userId)).toEqual([{ role: 'DELIVERY_AGENT', scope: 'fleet', scopeId: fleet.id }]);
    const { body } = await desk.call<AgentView>(both, 'PUT', '/delivery/agent', introduction(fleet.id));
    expect(body).toMatchObject({ status: 'PENDING', fleetId: fleet.id, onDutySince: null });
    await expect(
      desk.db.execute(sql`UPDATE backend.agents SET status = 'ACTIVE' WHERE id = ${agent.agentId}`),
    ).rejects.toThrow(/closed for good/);
  });

  const recruited = async (person: Someone, fleetId: string): Promise<Someone> => {
    await desk.db.execute(sql`
      INSERT INTO backend.role_grants (id, user_id, role, scope, scope_id) VALUES (${newId()}, ${person.userId}, 'DELIVERY_AGENT', 'fleet', ${fleetId})`);
    return holding(person, ['delivery.work'], fleetId);
  };

  it('who is not invited by a fleet is none', async () => {
    const [fleet, other] = [await openFleet(desk), await openFleet(desk)];
    const agent = await recruit(desk, fleet.id);
    for (const id of [other.id, newId()]) {
      const { status, body } = await desk.call(agent, 'PUT', '/delivery/agent', introduction(id));
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'delivery.no_fleet' });
    }
    expect((await desk.call(agent, 'GET', '/delivery/agent')).status).toBe(404);
  });
});

describe('a fleet', () => {
  it('invites people, who say who they are, and admits them', async () => {
    const fleet = await openFleet(desk, 'Zambezi Couriers');
    const person = await desk.person();
    const { email } = await desk.db.one<{ email: string }>(
      sql`SELECT email FROM backend.users WHERE id = ${person.userId}`,
    );
    const invitation = { role: 'DELIVERY_AGENT', email };
    const sent = await desk.call<InvitationView>(
      fleet.manager,
      'POST',
      `/delivery/fleets/${fleet.id}/invitations`,
      invitation,
    );
    expect(sent).toMatchObject({ status: 201, body: { role: 'DELIVERY_AGENT', scope: 'fleet', scopeId: fleet.id } });
    expect((await lettersOf(desk.app, 'users.invitation')).at(-1)!.text).toContain('Zambezi Couriers');
    const token = await desk.app.get(InvitationTokens).of(sent.body.id);
    const fresh = { ...person, factorAt: Date.now() / 1_000 };
    expect((await desk.call<GrantView>(fresh, 'POST', '/invitations/accept', { token })).status).toBe(200);
    const agent = holding(person, ['delivery.work'], fleet.id);
    const team = async () =>
      (await desk.call<FleetTeam>(fleet.manager, 'GET', `/delivery/fleets/${fleet.id}/team`)).body.data;
    expect((await team())[1]).toMatchObject({ userId: person.userId, role: 'DELIVERY_AGENT', agent: null });
    await desk.call(agent, 'PUT', '/delivery/agent', introduction(fleet.id));
    const path = `/delivery/fleets/${fleet.id}/team/${person.userId}/admit`;
    const late = { ...fleet.manager, factorAt: Date.now() / 1_000 - 400 };
    expect((await desk.call(late, 'POST', path)).body).toMatchObject({ code: 'auth.step_up_required' });
    expect((await desk.call<AgentView>(fleet.manager, 'POST', path)).body.status).toBe('ACTIVE');
    expect((await desk.call(fleet.manager, 'POST', path)).body).toMatchObject({ code: 'delivery.not_pending' });
    expect((await team())[1]!.agent).toMatchObject({
      status: 'ACTIVE',
      legalName: 'Chanda Mwila',
      nrc: expect.stringContaining('***'),
    });
    expect((await lettersOf(desk.app, 'delivery.agent_admitted')).at(-1)).toMatchObject({ to: { email } });
    expect((await desk.call(agent, 'PUT', '/delivery/agent', introduction(fleet.id))).body).toMatchObject({
      code: 'delivery.agent_exists',
    });
  });

  it('suspends its agents and lifts only its own suspensions', async () => {
    const fleet = await openFleet(desk);
    const agent = await fleetAgent(desk, fleet);
    const { id } = await agentOf(agent);
    await duty(agent, true);
    const step = (name: string) =>
      desk.call<AgentView>(fleet.manager, 'POST', `/delivery/fleets/${fleet.id}/team/${agent.userId}/${name}`, reason);
    expect((await step('suspend')).body).toMatchObject({
      status: 'SUSPENDED',
      suspendedBy: 'FLEET',
      onDutySince: null,
    });
    expect((await step('suspend')).body).toMatchObject({ code: 'delivery.not_active' });
    expect((await step('reinstate')).body).toMatchObject({ status: 'ACTIVE', suspendedBy: null });
    expect((await step('reinstate')).body).toMatchObject({ code: 'delivery.not_suspended' });
    await step('suspend');
    const staff = await desk.staff('delivery.suspend');
    expect((await desk.call<AgentView>(staff, 'POST', `/staff/agents/${id}/suspend`, reason)).body).toMatchObject({
      suspendedBy: 'STAFF',
    });
    expect((await step('reinstate')).body).toMatchObject({ code: 'delivery.not_suspended' });
    expect((await desk.call<AgentView>(staff, 'POST', `/staff/agents/${id}/reinstate`, reason)).body.status).toBe(
      'ACTIVE',
    );
    const audited = await desk.db.rows<{ act: string }>(
      sql`SELECT act FROM platform.audit WHERE subject_id = ${id} ORDER BY id`,
    );
    expect(audited.map(({ act }) => act)).toEqual([
      'agent_admitted',
      'agent_suspended',
      'agent_reinstated',
      'agent_suspended',
      'agent_suspended',
      'agent_reinstated',
    ]);
  });

  it('removes people with their roles, and keeps one who runs it', async () => {
    const fleet = await openFleet(desk);
    const agent = await fleetAgent(desk, fleet);
    await duty(agent, true);
    const remove = (userId: string) => call(fleet.manager, 'DELETE', `/delivery/fleets/${fleet.id}/team/${userId}`);
    expect((await remove(fleet.manager.userId)).body).toMatchObject({ code: 'delivery.last_manager' });
    expect((await remove(newId())).body).toMatchObject({ code: 'delivery.no_member' });
    expect((await remove(agent.userId)).status).toBe(204);
    expect(await rolesOf(agent.userId)).toEqual([]);
    expect((await desk.call(agent, 'GET', '/delivery/agent')).status).toBe(404);
    const open = await desk.db.rows(sql`
      SELECT FROM backend.agent_shifts s JOIN backend.agents a ON a.id = s.agent_id WHERE a.user_id = ${agent.userId} AND s.ended_at IS NULL`);
    expect(open).toEqual([]);
  });

  it('is nothing to those who do not run it, as if it were not there', async () => {
    const [fleet, other] = [await openFleet(desk), await openFleet(desk)];
    const agent = await fleetAgent(desk, fleet);
    const { stranger } = { stranger: other.manager };
    const before = await snapshot();
    const calls: [Parameters<typeof call>[1], (id: string) => string, object?][] = [
      ['GET', (id) => `/delivery/fleets/${id}/team`],
      ['GET', (id) => `/delivery/fleets/${id}/invitations`],
      ['PATCH', (id) => `/delivery/fleets/${id}`, { name: 'Taken over' }],
      ['POST', (id) => `/delivery/fleets/${id}/team/${agent.userId}/suspend`, reason],
      ['POST', (id) => `/delivery/fleets/${id}/team/${agent.userId}/admit`],
      ['DELETE', (id) => `/delivery/fleets/${id}/team/${agent.userId}`],
      ['POST', (id) => `/delivery/fleets/${id}/invitations`, { role: 'DELIVERY_AGENT', email: 'x@example.com' }],
      ['DELETE', (id) => `/delivery/fleets/${id}/invitations/${newId()}`],
    ];
    for (const [method, path, body] of calls) {
      const [theirs, missing] = [
        await call(stranger, method, path(fleet.id), body),
        await call(stranger, method, path(newId()), body),
      ];
      expect({ path: path('x').slice(0, 40), status: theirs.status, body: neutral(theirs.body) }).toEqual({
        path: path('x').slice(0, 40),
        status: 404,
        body: neutral(missing.body),
      });
    }
    // A manager whose role was taken a moment ago, with a token that still says it.
    await desk.db.execute(
      sql`UPDATE backend.role_grants SET revoked_at = now() WHERE user_id = ${fleet.manager.userId}`,
    );
    expect(
      (await call(fleet.manager, 'POST', `/delivery/fleets/${fleet.id}/team/${agent.userId}/suspend`, reason)).status,
    ).toBe(404);
    expect((await call(agent, 'GET', `/delivery/fleets/${fleet.id}/team`)).status).toBe(403);
    expect(await snapshot()).toEqual(before);
  });

  it('is changed by those who run it', async () => {
    const fleet = await openFleet(desk);
    const { body } = await desk.call<FleetView>(fleet.manager, 'PATCH', `/delivery/fleets/${fleet.id}`, {
      name: 'Kafue Wings',
      vehicles: 7,
    });
    expect(body).toMatchObject({ name: 'Kafue Wings', vehicles: 7, town: 'Lusaka' });
  });
});

describe('staff', () => {
  it('finds agents by state and fleet, and decides about nobody without the permission', async () => {
    const fleet = await openFleet(desk);
    const agent = await fleetAgent(desk, fleet);
    const staff = await desk.staff('delivery.suspend');
    const { body } = await desk.call<AgentList>(staff, 'GET', `/staff/agents?status=ACTIVE&fleetId=${fleet.id}`);
    expect(body.data.map(({ userId }) => userId)).toEqual([agent.userId]);
    expect((await desk.call<FleetList>(staff, 'GET', '/staff/fleets?limit=1')).body.data).toHaveLength(1);
    for (const actor of [agent, fleet.manager, await desk.staff('shops.suspend')]) {
      expect((await desk.call(actor, 'POST', `/staff/fleets/${fleet.id}/suspend`, reason)).status).toBe(403);
      expect((await desk.call(actor, 'GET', '/staff/agents')).status).toBe(403);
    }
    expect((await desk.call(staff, 'POST', `/staff/agents/${newId()}/suspend`, reason)).body).toMatchObject({
      code: 'delivery.no_agent',
    });
    expect((await desk.call(staff, 'POST', `/staff/fleets/${newId()}/suspend`, reason)).body).toMatchObject({
      code: 'delivery.no_fleet',
    });
    const own = { ...agent, grants: staff.grants };
    const { id } = body.data[0]!;
    expect((await desk.call(own, 'POST', `/staff/agents/${id}/suspend`, reason)).body).toMatchObject({
      code: 'delivery.own',
    });
  });

  it('tells those who run a fleet', async () => {
    const fleet = await openFleet(desk);
    const staff = await desk.staff('delivery.suspend');
    await desk.call(staff, 'POST', `/staff/fleets/${fleet.id}/suspend`, reason);
    expect((await desk.call(staff, 'POST', `/staff/fleets/${fleet.id}/suspend`, reason)).body).toMatchObject({
      code: 'delivery.not_active',
    });
    const { text } = (await lettersOf(desk.app, 'delivery.fleet_suspended')).at(-1)!;
    expect(text).not.toContain(reason.reason);
  });
});

const neutral = (body: object) => ({ ...body, correlationId: undefined });
const call = (actor: Someone, method: string, path: string, body?: object) =>
  desk.call(actor, method as 'GET', path, body);
/** Everything that the refused calls could have changed. */
const snapshot = () =>
  desk.app.get(Database).one(sql`
    SELECT (SELECT md5(string_agg(f::text, '|' ORDER BY f.id)) FROM backend.fleets f) AS fleets,
           (SELECT md5(string_agg(a::text, '|' ORDER BY a.id)) FROM backend.agents a) AS agents,
           (SELECT count(*) FROM backend.invitations) AS invitations`);
