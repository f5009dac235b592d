import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import type { Someone } from '../applications/applications.fixtures.js';
import { lettersOf } from '../messages/messages.postbox.fixtures.js';
import { Depot, HERE, type Parcel } from './delivery.depot.fixtures.js';
import { fleetAgent, introduction, openFleet, recruit } from './delivery.fixtures.js';
import type { FleetTeam, FleetView } from './delivery.view.dto.js';

let depot: Depot;

beforeAll(async () => {
  depot = await Depot.boot();
});
afterAll(() => depot.app.close());

type Fleet = Awaited<ReturnType<typeof openFleet>>;
type Answer = FleetView & { code: string };

const reason = { reason: 'the company was wound up' };
const rolesOf = (userId: string) =>
  depot.db.rows(sql`SELECT role FROM backend.role_grants WHERE user_id = ${userId} AND revoked_at IS NULL`);
const close = ({ id, manager }: Fleet, actor: Someone = manager, key?: string) =>
  depot.call<Answer>(actor, 'POST', `/delivery/fleets/${id}/close`, undefined, key);
const decide = (actor: Someone, id: string, step: 'close' | 'reopen' | 'suspend' | 'reinstate') =>
  depot.call<Answer>(actor, 'POST', `/staff/fleets/${id}/${step}`, reason);
const staff = () => depot.desk.staff('fleets.close', 'delivery.suspend');
const historyOf = (id: string) =>
  depot.db.rows(sql`
    SELECT from_state AS from, to_state AS to, cause FROM backend.transitions
    WHERE machine = 'fleet' AND subject_id = ${id} ORDER BY seq`);

/** An agent of the fleet on duty, and where they serve. */
async function onDuty(fleet: Fleet): Promise<Someone> {
  const agent = await fleetAgent(depot.desk, fleet);
  await depot.call(agent, 'PUT', '/delivery/agent/areas', { areas: [{ province: 'Lusaka', town: 'Lusaka' }] });
  await depot.onDuty(agent, true, HERE);
  return agent;
}

/** What the agent has claimed. */
async function claimed(agent: Someone): Promise<Parcel> {
  const parcel = await depot.parcel();
  await depot.step(agent, parcel, 'claim');
  return parcel;
}

describe('a fleet that is closed by those who run it', () => {
  it('releases its agents, gives back what was not picked up, and takes nobody any more', async () => {
    const fleet = await openFleet(depot.desk, 'Luangwa Couriers');
    const [agent, waiting] = [await onDuty(fleet), await recruit(depot.desk, fleet.id)];
    const parcel = await claimed(agent);
    const invitation = { role: 'DELIVERY_AGENT', email: `${newId()}@example.com` };
    const path = `/delivery/fleets/${fleet.id}/invitations`;
    await depot.call(fleet.manager, 'POST', path, invitation);

    expect(await close(fleet)).toMatchObject({
      status: 200,
      body: { status: 'CLOSED', closedBy: 'FLEET', closedAt: expect.any(String) },
    });
    expect(await depot.rowOf(parcel.deliveryId)).toMatchObject({ state: 'WAITING', agentId: null });
    expect(await rolesOf(agent.userId)).toEqual([]);
    expect(await rolesOf(waiting.userId)).toEqual([]);
    expect((await depot.call(agent, 'GET', '/delivery/agent')).status).toBe(404);
    expect((await depot.call<{ data: [] }>(fleet.manager, 'GET', path)).body.data).toEqual([]);
    const closed = { status: 409, body: { code: 'delivery.fleet_closed' } };
    expect(await depot.call(fleet.manager, 'POST', path, invitation)).toMatchObject(closed);
    expect(await depot.call(fleet.manager, 'PATCH', `/delivery/fleets/${fleet.id}`, { vehicles: 9 })).toMatchObject(
      closed,
    );
    expect(await close(fleet)).toMatchObject(closed);
    expect((await depot.call(waiting, 'PUT', '/delivery/agent', introduction(fleet.id))).status).toBe(404);
    expect(await historyOf(fleet.id)).toEqual([
      { from: null, to: 'ACTIVE', cause: 'approved' },
      { from: 'ACTIVE', to: 'CLOSED', cause: 'closed by FLEET' },
    ]);
  });

  it('is paid out as before: who runs it keeps the role and its wallet', async () => {
    const fleet = await openFleet(depot.desk);
    await close(fleet);
    expect(await rolesOf(fleet.manager.userId)).toEqual([{ role: 'FLEET_MANAGER' }]);
    const { body } = await depot.call<{ data: FleetView[] }>(fleet.manager, 'GET', '/delivery/fleets');
    expect(body.data).toMatchObject([{ id: fleet.id, status: 'CLOSED' }]);
    const team = await depot.call<FleetTeam>(fleet.manager, 'GET', `/delivery/fleets/${fleet.id}/team`);
    expect(team.body.data.map(({ role }) => role)).toEqual(['FLEET_MANAGER']);
  });

  it('brings goods that are under way to their end first, and nothing changes until then', async () => {
    const fleet = await openFleet(depot.desk);
    const [carrier, other] = [await onDuty(fleet), await onDuty(fleet)];
    const [carried, held] = [await claimed(carrier), await claimed(other)];
    await depot.step(carrier, carried, 'pick-up');
    expect(await close(fleet)).toMatchObject({ status: 409, body: { code: 'delivery.has_goods' } });
    expect((await depot.rowOf(held.deliveryId)).state).toBe('ASSIGNED');
    expect(await rolesOf(other.userId)).toEqual([{ role: 'DELIVERY_AGENT' }]);
    expect((await historyOf(fleet.id)).length).toBe(1);
    await depot.confirm(carrier, carried.shopOrderId, await depot.pinOf(carried));
    expect((await close(fleet)).body.status).toBe('CLOSED');
  });

  it('tells its agents and those who run it, and is written down once', async () => {
    const fleet = await openFleet(depot.desk);
    const agent = await onDuty(fleet);
    const key = newId();
    const answers = await Promise.all([close(fleet, fleet.manager, key), close(fleet, fleet.manager, newId())]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const acts = await depot.db.rows(sql`SELECT act, detail FROM platform.audit WHERE subject_id = ${fleet.id}`);
    expect(acts).toEqual([{ act: 'fleet_closed', detail: { released: 1 } }]);
    const told = await depot.db.rows(sql`
      SELECT purpose FROM backend.messages
      WHERE user_id = ANY(${[agent.userId, fleet.manager.userId]}::uuid[]) AND purpose LIKE 'delivery.%' ORDER BY purpose`);
    expect(told).toEqual(
      ['agent_admitted', 'agent_released', 'fleet_closed'].map((name) => ({ purpose: `delivery.${name}` })),
    );
    expect((await lettersOf(depot.app, 'delivery.fleet_closed')).at(-1)!.text).toContain('paid out');
  });

  it('is theirs, and asks for a proof of a moment ago', async () => {
    const [fleet, other] = [await openFleet(depot.desk), await openFleet(depot.desk)];
    const agent = await onDuty(fleet);
    expect(await close(fleet, other.manager)).toMatchObject({ status: 404, body: { code: 'delivery.no_fleet' } });
    expect((await close(fleet, agent)).status).toBe(403);
    expect((await close(fleet, { ...fleet.manager, factorAt: 1 } as Someone)).status).toBe(401);
    expect((await historyOf(fleet.id)).length).toBe(1);
  });

  it('is not joined at the very moment of its end', async () => {
    const fleet = await openFleet(depot.desk);
    const person = await recruit(depot.desk, fleet.id);
    const [joined] = await Promise.all([
      depot.call(person, 'PUT', '/delivery/agent', introduction(fleet.id)),
      close(fleet),
    ]);
    expect([200, 404]).toContain(joined.status);
    const alive = await depot.db.rows(
      sql`SELECT FROM backend.agents WHERE fleet_id = ${fleet.id} AND status <> 'CLOSED'`,
    );
    expect(alive).toEqual([]);
  });
});

describe('staff', () => {
  it('closes a fleet for a reason, also a suspended one, and opens it again without its agents', async () => {
    const [fleet, by] = [await openFleet(depot.desk), await staff()];
    const agent = await onDuty(fleet);
    await decide(by, fleet.id, 'suspend');
    expect((await decide(by, fleet.id, 'close')).body).toMatchObject({ status: 'CLOSED', closedBy: 'STAFF' });
    expect((await decide(by, fleet.id, 'close')).body.code).toBe('delivery.fleet_closed');
    expect((await decide(by, fleet.id, 'reinstate')).body.code).toBe('delivery.not_suspended');
    expect((await decide(by, fleet.id, 'reopen')).body).toMatchObject({
      status: 'ACTIVE',
      closedAt: null,
      closedBy: null,
    });
    expect((await decide(by, fleet.id, 'reopen')).body.code).toBe('delivery.not_closed');
    expect((await depot.call(agent, 'GET', '/delivery/agent')).status).toBe(404);
    expect((await onDuty(fleet)).userId).not.toBe(agent.userId);
    const acts = await depot.db.rows(sql`
      SELECT act, why FROM platform.audit WHERE subject_id = ${fleet.id} ORDER BY id`);
    expect(acts).toEqual(
      ['fleet_suspended', 'fleet_closed', 'fleet_reopened'].map((act) => ({ act, why: reason.reason })),
    );
    expect((await lettersOf(depot.app, 'delivery.fleet_reopened')).length).toBeGreaterThan(0);
  });

  it('decides about no fleet of their own, and only who may', async () => {
    const fleet = await openFleet(depot.desk);
    const by = await staff();
    const own = { ...fleet.manager, grants: by.grants } as Someone;
    for (const step of ['close', 'reopen'] as const) {
      expect((await decide(own, fleet.id, step)).body.code).toBe('delivery.own');
      expect((await decide(by, newId(), step)).body.code).toBe('delivery.no_fleet');
      expect((await decide(await depot.desk.staff('delivery.suspend'), fleet.id, step)).status).toBe(403);
    }
  });

  it('alone brings a closed fleet back: nothing else becomes of it', async () => {
    const fleet = await openFleet(depot.desk);
    await close(fleet);
    await expect(
      depot.db.execute(sql`UPDATE backend.fleets SET status = 'SUSPENDED' WHERE id = ${fleet.id}`),
    ).rejects.toThrow(/closed for good/);
    await expect(
      depot.db.execute(sql`UPDATE backend.fleets SET status = 'ACTIVE' WHERE id = ${fleet.id}`),
    ).rejects.toThrow(/fleets_closed_check/);
  });
});
