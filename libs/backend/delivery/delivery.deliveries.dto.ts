import { Money, PageQuery, Omittable } from '@pakashop/platform';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsUUID } from 'class-validator';
import { Line } from '../applications/applications.fields.js';
import type { EvidenceFlag } from './delivery.evidence.rules.js';
import { DELIVERY_STAGES, type DeliveryStage, type Failure } from './delivery.states.rules.js';

export class DeliveriesQuery extends PageQuery {
  @Omittable() @IsIn(DELIVERY_STAGES) state?: DeliveryStage;
  @Omittable() @IsUUID() agentId?: string;
  @Omittable() @IsUUID() shopId?: string;
  /** Only those whose proof somebody should look at. */
  @Omittable()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  flagged?: boolean;
}

export class FleetDeliveriesQuery extends PageQuery {
  @Omittable() @IsIn(DELIVERY_STAGES) state?: DeliveryStage;
}

export class AssignDelivery {
  /** The agent who gets it. */
  @IsUUID() agentId: string;
  /** Why a person decides it; kept in the audit. */
  @Line(3, 300) reason: string;
}

/** An attempt that failed. */
export class FailureView {
  attempt: number;
  reason: Failure;
  note: string;
  /** A private picture: GET /media/documents shows it to those who may see it. */
  uploadId: string | null;
  at: string;
}

/** A delivery as staff and those who run a fleet see it. */
export class DeliveryView {
  id: string;
  shopOrderId: string;
  orderId: string;
  shopId: string;
  state: DeliveryStage;
  agentId: string | null;
  agentName: string | null;
  fleetId: string | null;
  pay: Money;
  /** From where to where. */
  fromTown: string;
  toTown: string;
  failures: FailureView[];
  /** What its proof says that somebody should look at; UNLOCATED alone only says that the order has no coordinates. */
  flags: EvidenceFlag[];
  /** How often a PIN was tried since it was counted anew; five are the end. */
  pinTries: number;
  /** Which PIN holds; the PIN itself is the customer's. */
  pinIssue: number;
  assignedAt: string | null;
  pickedUpAt: string | null;
  deliveredAt: string | null;
  createdAt: string;
}

export class DeliveryList {
  data: DeliveryView[];
  nextCursor: string | null;
}
