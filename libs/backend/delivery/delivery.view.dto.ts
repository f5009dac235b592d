import { PageQuery, Omittable } from '@pakashop/platform';
import type { Province } from '@pakashop/pricing';
import { IsIn, IsUUID } from 'class-validator';
import type { Vehicle } from '../applications/applications.dto.js';
import type { Role } from '../auth/auth.permissions.js';
import { type Authority, DELIVERY_STATES, type DeliveryState } from './delivery.rules.js';

export class AreaServedView {
  province: Province;
  town: string;
  radiusKm: number;
}

/** An agent; personal numbers are masked wherever they are shown. */
export class AgentView {
  id: string;
  userId: string;
  /** Null for those who work alone. */
  fleetId: string | null;
  status: DeliveryState;
  suspendedBy: Authority | null;
  legalName: string;
  nrc: string;
  phone: string;
  licence: string | null;
  vehicle: Vehicle;
  plate: string | null;
  areas: AreaServedView[];
  /** Null off duty. */
  onDutySince: string | null;
  createdAt: string;
}

export class AgentList {
  data: AgentView[];
  nextCursor: string | null;
}

export class ShiftView {
  id: string;
  beganAt: string;
  /** Null while it lasts. */
  endedAt: string | null;
  endedBy: 'AGENT' | Authority | null;
  /** Where the agent last said they were. */
  latitude: number | null;
  longitude: number | null;
  positionAt: string | null;
}

export class ShiftList {
  data: ShiftView[];
  nextCursor: string | null;
}

/** A fleet; numbers of the company are masked. */
export class FleetView {
  id: string;
  name: string;
  registeredName: string;
  tpin: string;
  pacra: string;
  status: DeliveryState;
  province: Province;
  town: string;
  landmark: string;
  vehicles: number;
  createdAt: string;
  /** Null unless it is closed. */
  closedAt: string | null;
  /** Those who run it, or our staff. */
  closedBy: Authority | null;
}

export class FleetList {
  data: FleetView[];
  nextCursor: string | null;
}

/** Somebody who works in a fleet. */
export class FleetMember {
  userId: string;
  name: string;
  role: Role;
  since: string;
  /** Null for managers, and until the person has said who they are. */
  agent: AgentView | null;
}

export class FleetTeam {
  data: FleetMember[];
  nextCursor: string | null;
}

export class StaffAgentsQuery extends PageQuery {
  @Omittable() @IsIn(DELIVERY_STATES) status?: DeliveryState;
  @Omittable() @IsUUID() fleetId?: string;
}

export class StaffFleetsQuery extends PageQuery {
  @Omittable() @IsIn(DELIVERY_STATES) status?: DeliveryState;
}
