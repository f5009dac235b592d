import type { DomainParts } from '@pakashop/platform';
import { Approvals } from '../applications/applications.approvals.js';
import { AgentController } from './delivery.agent.controller.js';
import { Agents } from './delivery.agents.js';
import { AgentViews } from './delivery.agents.view.js';
import { DeliveryApprovals } from './delivery.approvals.js';
import { Duty } from './delivery.duty.js';
import { FleetsController } from './delivery.fleets.controller.js';
import { Fleets } from './delivery.fleets.js';
import { DeliveryNotices } from './delivery.notices.js';
import { DeliveryNumbers, SEALED_DELIVERY } from './delivery.numbers.js';
import { StaffDeliveryController } from './delivery.staff.controller.js';
import { DeliveryStaff } from './delivery.staff.js';
import { AgentSteps } from './delivery.steps.js';
import { FleetTeams } from './delivery.team.js';

/** Delivery agents and courier companies: who they are, and when they work. */
export const delivery: DomainParts = {
  sealed: SEALED_DELIVERY,
  providers: [
    { provide: Approvals, useClass: DeliveryApprovals },
    DeliveryNumbers,
    DeliveryNotices,
    AgentViews,
    AgentSteps,
    Agents,
    Duty,
    Fleets,
    FleetTeams,
    DeliveryStaff,
  ],
  api: [AgentController, FleetsController, StaffDeliveryController],
};
