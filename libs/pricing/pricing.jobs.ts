import { job } from '@pakashop/platform';
import { IsUUID } from 'class-validator';

export class SimulationRef {
  @IsUUID() simulationId: string;
}

/** Tries a proposal on the accepted quotes of a period. */
export const SimulateProposal = job('pricing.simulate', SimulationRef, { leaseSeconds: 300 });
