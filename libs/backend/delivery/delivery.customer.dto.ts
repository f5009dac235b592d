import type { Vehicle } from '../applications/applications.dto.js';
import type { DeliveryStage } from './delivery.states.rules.js';

/** Who carries the goods. */
export class CarrierView {
  firstName: string;
  vehicle: Vehicle;
}

/** A delivery as the buyer sees it. */
export class BuyerDelivery {
  shopOrderId: string;
  state: DeliveryStage;
  /** From the assignment to the end. */
  carrier: CarrierView | null;
  /** Failed attempts. */
  attempts: number;
  pickedUpAt: string | null;
  deliveredAt: string | null;
}

/** For the customer alone: whoever knows it can have the goods. */
export class DeliveryPin {
  /** Six digits. Given to the rider when the goods are there. */
  pin: string;
  /** Which PIN of this delivery it is. */
  issue: number;
  /** How many more the customer may ask for. */
  reissuesLeft: number;
  /** No PIN helps any more: support has to. */
  isLocked: boolean;
}
