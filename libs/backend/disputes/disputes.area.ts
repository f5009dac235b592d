import type { DomainParts } from '@pakashop/platform';
import { DisputeClosing } from './disputes.closing.js';
import { DisputesConfig } from './disputes.config.js';
import { BuyerDisputesController, DisputesController, ShopDisputesController } from './disputes.controller.js';
import { DisputeDeciding } from './disputes.deciding.js';
import { DisputeLetters } from './disputes.letters.js';
import { DisputeNews } from './disputes.news.js';
import { DisputeNotices } from './disputes.notices.js';
import { DisputeParties } from './disputes.parties.js';
import { DisputesProcessor } from './disputes.processor.js';
import { DisputeReads } from './disputes.read.js';
import { DisputeRefunds } from './disputes.refunds.js';
import { StaffDisputesController } from './disputes.staff.controller.js';

/** Buyers who are not content with what was delivered, and what is decided about it. */
export const disputes: DomainParts = {
  config: [DisputesConfig],
  providers: [
    DisputeReads,
    DisputeNotices,
    DisputeLetters,
    DisputeNews,
    DisputeClosing,
    DisputeRefunds,
    DisputeParties,
    DisputeDeciding,
  ],
  api: [BuyerDisputesController, ShopDisputesController, DisputesController, StaffDisputesController],
  worker: [DisputesProcessor],
};
