import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from '@pakashop/platform';
import { Depot, HERE, type Parcel } from './delivery.depot.fixtures.js';
import { Dispatch } from './delivery.dispatch.js';
import type { AgentDelivery } from './delivery.rounds.dto.js';

let depot: Depot;
beforeAll(async () => {
  depot = await Depot.boot({ DELIVERY_ASSIGNMENT: 'AUTO', DELIVERY_CAPACITY: '2' });
});
afterAll(() => depot?.app.close());

const path = ({ deliveryId }: Parcel, step = '') => `/delivery/agent/deliveries/${deliveryId}${step && `/${step}`}`;
const offersOf = ({ deliveryId }: Parcel) =>
  depot.db.rows<{ agentId: string; state: string }>(sql`
    SELECT agent_id AS "agentId", state FROM backend.delivery_offers WHERE delivery_id = ${deliveryId} ORDER BY id`);

describe('automatic assignment', () => {
  const round = () => depot.app.get(Dispatch).round();
  const expire = ({ deliveryId }: Parcel) =>
    depot.db.transaction(async (tx) => {
      await tx.execute(
        sql`UPDATE backend.delivery_offers SET expires_at = now() WHERE delivery_id = ${deliveryId} AND state = 'OPEN'`,
      );
      await tx.execute(
        sql`UPDATE backend.deliveries SET look_at = now() WHERE id = ${deliveryId} AND state = 'OFFERED'`,
      );
    });
  /** Only agents of this test are on duty, and only its deliveries wait. */
  const alone = async () => {
    await depot.db.execute(
      sql`UPDATE backend.agent_shifts SET ended_at = now(), ended_by = 'STAFF' WHERE ended_at IS NULL`,
    );
    await depot.db.execute(sql`UPDATE backend.deliveries SET look_at = NULL WHERE look_at IS NOT NULL`);
  };

  it('asks the nearest first, then the next after the time or a no, and leaves it open at last', async () => {
    await alone();
    const near = (km: number) => ({ latitude: HERE.latitude + km / 111, longitude: HERE.longitude });
    const [third, first, second] = [
      await depot.agent('CAR', near(6)),
      await depot.agent('FOOT', near(1)),
      await depot.agent('BICYCLE', near(3)),
    ];
    const parcel = await depot.parcel();
    await Promise.all([round(), round(), round()]);
    expect(await offersOf(parcel)).toEqual([{ agentId: first.agentId, state: 'OPEN' }]);
    const seen = await depot.call<AgentDelivery>(first, 'GET', path(parcel));
    expect(seen.body).toMatchObject({ state: 'OFFERED', destination: null, offeredUntil: expect.any(String) });
    expect((await depot.call(second, 'POST', path(parcel, 'accept'))).body.code).toBe('delivery.offer_over');
    await expire(parcel);
    expect((await depot.call(first, 'POST', path(parcel, 'accept'))).body.code).toBe('delivery.offer_over');
    await Promise.all([round(), round()]);
    expect((await offersOf(parcel))[1]).toEqual({ agentId: second.agentId, state: 'OPEN' });
    await depot.step(second, parcel, 'decline');
    await round();
    await depot.onDuty(third, false);
    await round();
    expect(await offersOf(parcel)).toEqual([
      { agentId: first.agentId, state: 'EXPIRED' },
      { agentId: second.agentId, state: 'DECLINED' },
      { agentId: third.agentId, state: 'WITHDRAWN' },
    ]);
    expect(await depot.rowOf(parcel.deliveryId)).toMatchObject({ state: 'WAITING', agentId: null });
    await depot.step(second, parcel, 'claim');
  });

  it('asks those again who let an offer pass some time ago, and never those who said no', async () => {
    await alone();
    const [passed, refused] = [
      await depot.agent(),
      await depot.agent('FOOT', { ...HERE, latitude: HERE.latitude + 0.01 }),
    ];
    const parcel = await depot.parcel();
    await round();
    await expire(parcel);
    await round();
    await depot.step(refused, parcel, 'decline');
    const lookAgain = async (minutes: number) => {
      await depot.db.execute(sql`
        UPDATE backend.delivery_offers SET closed_at = now() - make_interval(mins => ${minutes})
        WHERE delivery_id = ${parcel.deliveryId}`);
      await depot.db.execute(sql`UPDATE backend.deliveries SET look_at = now() WHERE id = ${parcel.deliveryId}`);
      await round();
      return offersOf(parcel);
    };
    const [first, second] = [{ agentId: passed.agentId }, { agentId: refused.agentId, state: 'DECLINED' }];
    expect(await lookAgain(9)).toEqual([{ ...first, state: 'EXPIRED' }, second]);
    expect(await lookAgain(10)).toEqual([{ ...first, state: 'OPEN' }, second]);
    await depot.step(passed, parcel, 'accept');
    expect(await depot.rowOf(parcel.deliveryId)).toMatchObject({ state: 'ASSIGNED', agentId: passed.agentId });
  });

  it('asks nobody on foot to go far, nor anybody who has enough', async () => {
    await alone();
    const [walker, rider] = [await depot.agent('FOOT'), await depot.agent('MOTORBIKE')];
    await depot.db.execute(
      sql`UPDATE backend.agent_areas SET radius_km = 100 WHERE agent_id IN (${walker.agentId}, ${rider.agentId})`,
    );
    const parcels = [];
    for (let i = 0; i < 3; i++) {
      const parcel = await depot.parcel({ hasCoordinates: false });
      await depot.db.execute(sql`UPDATE backend.orders SET town = 'Kafue' WHERE id = ${parcel.orderId}`);
      parcels.push(parcel);
    }
    await round();
    await round();
    const asked = (await Promise.all(parcels.map(offersOf))).flat();
    expect(asked).toEqual([
      { agentId: rider.agentId, state: 'OPEN' },
      { agentId: rider.agentId, state: 'OPEN' },
    ]);
  });

  it('an offer that is accepted as its time ends has one outcome', async () => {
    await alone();
    const agents = [await depot.agent(), await depot.agent()];
    for (let i = 0; i < 3; i++) {
      const parcel = await depot.parcel();
      await round();
      const agentId = (await offersOf(parcel))[0]!.agentId;
      const asked = agents.find((agent) => agent.agentId === agentId)!;
      await depot.db.execute(sql`UPDATE backend.deliveries SET look_at = now() WHERE id = ${parcel.deliveryId}`);
      const [accepted] = await Promise.all([
        depot.call(asked, 'POST', path(parcel, 'accept')),
        expire(parcel).then(round),
      ]);
      const { state, agentId: holder } = await depot.rowOf(parcel.deliveryId);
      if (accepted.status === 200) expect({ state, holder }).toEqual({ state: 'ASSIGNED', holder: agentId });
      else expect(state).not.toBe('ASSIGNED');
      await depot.db.execute(sql`UPDATE backend.deliveries SET look_at = NULL WHERE id = ${parcel.deliveryId}`);
      await alone();
      for (const agent of agents) await depot.onDuty(agent, true, HERE);
    }
  });
});
