import { newPhone, newNrc, newTpin, type Desk, type Someone } from '../applications/applications.fixtures.js';
import { type ApprovedPerson, Approvals } from '../applications/applications.approvals.js';
import { newId } from '@pakashop/platform';
import { Grants } from '../users/users.grants.js';

type Permitted = readonly string[];

const AGENT_MAY: Permitted = ['delivery.work', 'delivery.payout.write'];
const MANAGER_MAY: Permitted = ['fleets.write', 'fleets.payout.write'];

/** The person as their session carries them, having proven a moment ago who they are. */
export const holding = (person: Someone, permissions: Permitted, fleetId?: string): Someone => ({
  ...person,
  factorAt: Date.now() / 1_000,
  grants: permissions.map((permission) =>
    fleetId ? { permission, scope: 'fleet', scopeId: fleetId } : { permission, scope: 'platform' },
  ),
});

const approvedPerson = ({ userId }: Someone): ApprovedPerson => ({
  applicationId: newId(),
  userId,
  legalName: 'Mutale Phiri',
  nrc: newNrc(),
  phone: `+26${newPhone()}`,
});

/** An agent who works alone, as the approval of an application makes one. */
export async function soloAgent(desk: Desk): Promise<Someone & { readonly agentId: string }> {
  const person = await desk.person();
  const agent = { ...approvedPerson(person), vehicle: 'FOOT', areas: [{ province: 'Lusaka', town: 'Kafue' }] } as const;
  const agentId = await desk.db.transaction((tx) => desk.app.get(Approvals).agent(tx, agent));
  return { ...holding(person, AGENT_MAY), agentId };
}

/** A fleet with the one who runs it, as the approval of an application makes it. */
export async function openFleet(desk: Desk, name = 'Kafue Riders') {
  const person = await desk.person();
  const place = { province: 'Lusaka', town: 'Lusaka', landmark: 'behind the market' } as const;
  const company = {
    name,
    registeredName: `${name} Ltd`,
    tpin: newTpin(),
    pacra: '120190001234',
    vehicles: 4,
    ...place,
  };
  const id = await desk.db.transaction((tx) =>
    desk.app.get(Approvals).courier(tx, { ...approvedPerson(person), ...company }),
  );
  return { id, manager: holding(person, MANAGER_MAY, id) };
}

/** Somebody who has accepted the invitation of a fleet. */
export async function recruit(desk: Desk, fleetId: string): Promise<Someone> {
  const person = await desk.person();
  await desk.db.transaction((tx) =>
    desk.app.get(Grants).give(tx, {
      userId: person.userId,
      role: 'DELIVERY_AGENT',
      scope: 'fleet',
      scopeId: fleetId,
      grantedBy: 'system:test',
    }),
  );
  return holding(person, AGENT_MAY, fleetId);
}

/** What somebody says of themselves whom a fleet invited. */
export const introduction = (fleetId: string) => ({
  fleetId,
  legalName: 'Chanda Mwila',
  nrc: newNrc(),
  phone: newPhone(),
  vehicle: 'MOTORBIKE',
  plate: 'BAX 1234',
  licence: 'DL0001234',
});

/** An agent of a fleet who was admitted. */
export async function fleetAgent(desk: Desk, fleet: Awaited<ReturnType<typeof openFleet>>): Promise<Someone> {
  const agent = await recruit(desk, fleet.id);
  await desk.call(agent, 'PUT', '/delivery/agent', introduction(fleet.id));
  const { status } = await desk.call(fleet.manager, 'POST', `/delivery/fleets/${fleet.id}/team/${agent.userId}/admit`);
  if (status !== 200) throw new Error('the agent was not admitted');
  return agent;
}
