import type { DomainParts } from '@pakashop/platform';
import { DisputesConfig } from './disputes.config.js';
import { BuyerDisputesController, DisputesController, ShopDisputesController } from './disputes.controller.js';
import { DisputeDeciding } from './disputes.deciding.js';
import { DisputeParties } from './disputes.parties.js';
import { DisputeReads } from './disputes.read.js';
import { StaffDisputesController } from './disputes.staff.controller.js';

/** Buyers who are not content with what was delivered, and what is decided about it. */
export const disputes: DomainParts = {
  config: [DisputesConfig],
  providers: [DisputeReads, DisputeParties, DisputeDeciding],
  api: [BuyerDisputesController, ShopDisputesController, DisputesController, StaffDisputesController],
};
