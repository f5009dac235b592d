import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Database, sql, type Tx } from '@pakashop/platform';
import { move } from '../transitions.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { Fleets, holdAsStaff, holdRun } from './delivery.fleets.js';
import { DeliveryNotices } from './delivery.notices.js';
import { FleetRelease } from './delivery.release.js';
import type { Authority, DeliveryState } from './delivery.rules.js';
import type { FleetView } from './delivery.view.dto.js';

interface Closing {
  readonly id: string;
  readonly status: DeliveryState;
  readonly by: Authority;
  readonly why?: string;
}

/**
 * The end of a fleet. What its agents have not picked up goes to others; goods that are under way are brought to their
 * end first. Its agents are released for good. Whoever runs it keeps the role: what the fleet has earned is paid out to
 * its wallet as before, and they see that.
 */
@Injectable()
export class FleetClosure {
  constructor(
    private readonly db: Database,
    private readonly fleets: Fleets,
    private readonly agents: FleetRelease,
    private readonly notices: DeliveryNotices,
  ) {}

  /** By those who run it. @throws Problem delivery.no_fleet, delivery.fleet_closed, delivery.has_goods */
  closeOwn(actor: Actor, id: string, claim: Claim): Promise<FleetView> {
    return this.change(id, claim, async (tx) => {
      await this.end(tx, { id, status: await holdRun(tx, actor, id), by: 'FLEET' });
    });
  }

  /** By staff. @throws Problem delivery.no_fleet, delivery.own, delivery.fleet_closed, delivery.has_goods */
  close(actor: Actor, id: string, why: string, claim: Claim): Promise<FleetView> {
    return this.change(id, claim, async (tx) => {
      await this.end(tx, { id, status: await holdAsStaff(tx, actor, id), by: 'STAFF', why });
    });
  }

  /** Its agents have to be invited anew. @throws Problem delivery.no_fleet, delivery.own, delivery.not_closed */
  reopen(actor: Actor, id: string, why: string, claim: Claim): Promise<FleetView> {
    return this.change(id, claim, async (tx) => {
      const status = await holdAsStaff(tx, actor, id);
      const set = sql`closed_at = NULL, closed_by = NULL`;
      const moved = await move(tx, { machine: 'fleet', id, from: ['CLOSED'], to: 'ACTIVE', cause: 'reopened', set });
      if (!moved) throw problems.notClosed(`It is ${status}.`);
      const [before, after] = [{ status }, { status: 'ACTIVE' }];
      await audit(tx, { act: 'fleet_reopened', subject: 'fleet', subjectId: id, before, after, why });
      await this.notices.tellFleet(tx, 'fleet_reopened', id);
    });
  }

  private async end(tx: Tx, { id, status, by, why }: Closing): Promise<void> {
    const set = sql`closed_at = now(), closed_by = ${by}`;
    const from = ['ACTIVE', 'SUSPENDED'];
    const moved = await move(tx, { machine: 'fleet', id, from, to: 'CLOSED', cause: `closed by ${by}`, set });
    if (!moved) throw problems.fleetClosed('Only our staff reopens it.');
    const released = await this.agents.release(tx, id, by);
    const [before, after, detail] = [{ status }, { status: 'CLOSED' }, { released }];
    await audit(tx, { act: 'fleet_closed', subject: 'fleet', subjectId: id, detail, before, after, why });
    await this.notices.tellFleet(tx, 'fleet_closed', id);
  }

  private change(id: string, claim: Claim, work: (tx: Tx) => Promise<void>): Promise<FleetView> {
    return this.db.transaction(async (tx) => {
      await work(tx);
      const view = await this.fleets.read(tx, id);
      await claim.answer(tx, 200, view);
      return view;
    });
  }
}
