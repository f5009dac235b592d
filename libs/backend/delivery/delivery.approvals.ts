import { Injectable } from '@nestjs/common';
import { newId, sql, type Tx, uniqueViolation } from '@pakashop/platform';
import { Approvals, type ApprovedAgent, type ApprovedCourier } from '../applications/applications.approvals.js';
import { beginning } from '../transitions.js';
import { Grants } from '../users/users.grants.js';
import { writeAreas } from './delivery.areas.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { DeliveryNumbers } from './delivery.numbers.js';
import { USUAL_RADIUS_KM } from './delivery.rules.js';

const GRANTED_BY = 'system:application approved';

/** Makes agents and fleets of approved applications; the only way to become one, but for invitations to a fleet. */
@Injectable()
export class DeliveryApprovals extends Approvals {
  constructor(
    private readonly grants: Grants,
    private readonly numbers: DeliveryNumbers,
  ) {
    super();
  }

  /** @throws Problem delivery.agent_exists, users.roles_clash */
  async agent(tx: Tx, approved: ApprovedAgent): Promise<string> {
    const { userId, legalName, nrc, phone, licence, vehicle, plate, areas } = approved;
    await this.grants.give(tx, { userId, role: 'DELIVERY_AGENT', scope: 'platform', grantedBy: GRANTED_BY });
    const id = newId();
    const sealed = await this.numbers.seal('agents', id, { nrc, phone, licence: licence ?? null });
    await tx
      .execute(
        sql`
      INSERT INTO backend.agents (id, user_id, status, legal_name, nrc, phone, licence, vehicle, plate)
      VALUES (${id}, ${userId}, 'ACTIVE', ${legalName}, ${sealed.nrc}, ${sealed.phone}, ${sealed.licence}, ${vehicle},
              ${plate ?? null})`,
      )
      .catch((error: unknown) => {
        if (uniqueViolation(error) !== 'agents_alive_key') throw error;
        throw problems.agentExists('They deliver already, alone or for a fleet.');
      });
    await writeAreas(
      tx,
      id,
      areas.map((area) => ({ ...area, radiusKm: USUAL_RADIUS_KM })),
    );
    await tx.execute(beginning([['agent', id]], 'ACTIVE', 'approved'));
    return id;
  }

  /** @throws Problem users.roles_clash */
  async courier(tx: Tx, approved: ApprovedCourier): Promise<string> {
    const { userId, name, registeredName, tpin, pacra, province, town, landmark, vehicles } = approved;
    const id = newId();
    const sealed = await this.numbers.seal('fleets', id, { tpin, pacra });
    await tx.execute(sql`
      INSERT INTO backend.fleets (id, name, registered_name, tpin, pacra, province, town, landmark, vehicles)
      VALUES (${id}, ${name}, ${registeredName}, ${sealed.tpin}, ${sealed.pacra}, ${province}, ${town}, ${landmark},
              ${vehicles})`);
    await this.grants.give(tx, { userId, role: 'FLEET_MANAGER', scope: 'fleet', scopeId: id, grantedBy: GRANTED_BY });
    await tx.execute(beginning([['fleet', id]], 'ACTIVE', 'approved'));
    return id;
  }
}
