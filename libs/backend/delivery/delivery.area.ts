import type { DomainParts } from '@pakashop/platform';
import { Approvals } from '../applications/applications.approvals.js';
import { ShopOrderSteps } from '../orders/orders.steps.js';
import { AgentController } from './delivery.agent.controller.js';
import { Agents } from './delivery.agents.js';
import { AgentViews } from './delivery.agents.view.js';
import { DeliveryApprovals } from './delivery.approvals.js';
import { Assignment } from './delivery.assignment.js';
import { Board } from './delivery.board.js';
import { Candidates } from './delivery.candidates.js';
import { FleetClosure } from './delivery.closure.js';
import { DeliveryConfig } from './delivery.config.js';
import { BuyerDeliveriesController } from './delivery.customer.controller.js';
import { BuyerDeliveries } from './delivery.customer.js';
import { DeliveriesController } from './delivery.deliveries.controller.js';
import { DeliveryDesk } from './delivery.desk.js';
import { Dispatch } from './delivery.dispatch.js';
import { Duty } from './delivery.duty.js';
import { EvidenceExports } from './delivery.evidence.export.js';
import { Evidence, EVIDENCE_CHAIN, SEALED_SIGNATURES } from './delivery.evidence.js';
import { FleetDeliveriesController } from './delivery.fleet-deliveries.controller.js';
import { FleetsController } from './delivery.fleets.controller.js';
import { Fleets } from './delivery.fleets.js';
import { HandingOver } from './delivery.handing-over.js';
import { DeliveryLetters } from './delivery.letters.js';
import { DeliveryMaking } from './delivery.making.js';
import { DeliveryNotices } from './delivery.notices.js';
import { DeliveryNumbers, SEALED_DELIVERY } from './delivery.numbers.js';
import { Pins } from './delivery.pins.js';
import { DeliveryProcessor } from './delivery.processor.js';
import { Proof } from './delivery.proof.js';
import { FleetRelease } from './delivery.release.js';
import { RoundsController } from './delivery.rounds.controller.js';
import { StaffDeliveryController } from './delivery.staff.controller.js';
import { DeliveryStaff } from './delivery.staff.js';
import { AgentSteps } from './delivery.steps.js';
import { FleetTeams } from './delivery.team.js';
import { Rounds } from './delivery.work.js';

/** Delivery agents and courier companies, and the deliveries that they make. */
export const delivery: DomainParts = {
  config: [DeliveryConfig],
  sealed: [...SEALED_DELIVERY, SEALED_SIGNATURES],
  chains: [EVIDENCE_CHAIN],
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
    FleetRelease,
    FleetClosure,
    DeliveryStaff,
    ShopOrderSteps,
    Pins,
    DeliveryLetters,
    DeliveryMaking,
    Assignment,
    Candidates,
    Board,
    Rounds,
    Evidence,
    EvidenceExports,
    HandingOver,
    Proof,
    DeliveryDesk,
    BuyerDeliveries,
  ],
  api: [
    AgentController,
    RoundsController,
    FleetsController,
    FleetDeliveriesController,
    StaffDeliveryController,
    DeliveriesController,
    BuyerDeliveriesController,
  ],
  worker: [DeliveryProcessor, Dispatch],
};
