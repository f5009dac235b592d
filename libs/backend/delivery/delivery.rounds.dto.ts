import { Money, PageQuery, Omittable } from '@pakashop/platform';
import type { Province } from '@pakashop/pricing';
import { IsIn, IsUUID } from 'class-validator';
import { Line, Paragraph } from '../applications/applications.fields.js';
import { FAILURES, type DeliveryStage, type Failure } from './delivery.states.rules.js';

export class AgentDeliveriesQuery extends PageQuery {
  /** What is in hand or offered, or what is over. */
  @Omittable() @IsIn(['OPEN', 'OVER']) which?: 'OPEN' | 'OVER';
}

export class HandBack {
  /** Why the agent cannot pick the delivery up after all. */
  @Line(3, 300) reason: string;
}

export class FailAttempt {
  @IsIn(FAILURES) reason: Failure;
  /** What happened. */
  @Omittable() @Paragraph(0, 500) note?: string;
  /** A picture of the place, uploaded before for `delivery_signature`. */
  @Omittable() @IsUUID() uploadId?: string;
}

/** Where goods are picked up. */
export class PickUpPlace {
  shopName: string;
  province: Province;
  town: string;
  latitude: number | null;
  longitude: number | null;
}

/** Where goods go, and whom to call: shown from the assignment until the goods are handed over or go back. */
export class Destination {
  name: string;
  /** E.164. */
  phone: string;
  province: Province;
  town: string;
  landmark: string;
  latitude: number | null;
  longitude: number | null;
}

/** A delivery as its agent sees it. Never with the PIN, which is the customer's. */
export class AgentDelivery {
  id: string;
  shopOrderId: string;
  orderNumber: string;
  state: DeliveryStage;
  /** What the agent, or the agent's fleet, earns by it. */
  pay: Money;
  pickUp: PickUpPlace;
  /** Where it goes roughly. */
  destinationTown: string;
  destination: Destination | null;
  /** Until when it is offered to the caller; null when it is not. */
  offeredUntil: string | null;
  /** Failed attempts. */
  attempts: number;
  assignedAt: string | null;
  pickedUpAt: string | null;
  deliveredAt: string | null;
  createdAt: string;
}

export class AgentDeliveryList {
  data: AgentDelivery[];
  nextCursor: string | null;
}

/** A delivery that nobody has taken. */
export class AvailableDelivery {
  id: string;
  pay: Money;
  pickUp: PickUpPlace;
  destinationTown: string;
  /** From the agent to the shop. */
  distanceM: number;
  createdAt: string;
}

/** The nearest first, fifty at most. */
export class AvailableList {
  data: AvailableDelivery[];
  nextCursor: string | null;
}
