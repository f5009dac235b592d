import type { Tx } from '@pakashop/platform';
import type { Province } from '@pakashop/pricing';
import type { Vehicle } from './applications.dto.js';

/** What every approval knows of the person. Numbers are in full: whoever keeps them seals them. */
export interface ApprovedPerson {
  readonly applicationId: string;
  readonly userId: string;
  readonly legalName: string;
  /** National registration card, `123456/11/1`. */
  readonly nrc: string;
  /** E.164. */
  readonly phone: string;
}

export interface ApprovedAgent extends ApprovedPerson {
  readonly vehicle: Vehicle;
  readonly plate?: string;
  readonly licence?: string;
  readonly areas: readonly { readonly province: Province; readonly town: string }[];
}

export interface ApprovedCourier extends ApprovedPerson {
  /** Name of the fleet. */
  readonly name: string;
  readonly registeredName: string;
  readonly tpin: string;
  readonly pacra: string;
  readonly province: Province;
  readonly town: string;
  readonly landmark: string;
  readonly vehicles: number;
}

/**
 * Makes agents and courier companies of approved applications, with their roles, in the transaction of the approval. What
 * is thrown refuses the approval.
 */
export abstract class Approvals {
  /** @returns id of the agent */
  abstract agent(tx: Tx, approved: ApprovedAgent): Promise<string>;

  /** @returns id of the fleet */
  abstract courier(tx: Tx, approved: ApprovedCourier): Promise<string>;
}
