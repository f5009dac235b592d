import { Domain } from '@pakashop/platform';
import { RuleChanges } from './pricing.changes.js';
import { Commissions } from './pricing.commissions.js';
import { PricingConfig } from './pricing.config.js';
import { PricingPort } from './pricing.contract.js';
import { PricingController, ShopPricingController } from './pricing.controller.js';
import { QuoteExplanation } from './pricing.explain.js';
import { OffersController, ShopOffersController } from './pricing.offers.controller.js';
import { Offers } from './pricing.offers.js';
import { ShopOffers } from './pricing.offers.shop.js';
import { PricesController, ShopPricesController } from './pricing.plans.controller.js';
import { PricePlans } from './pricing.plans.js';
import { EarningsPreview } from './pricing.preview.js';
import { PricingProcessor } from './pricing.processor.js';
import { ProposalsController } from './pricing.proposals.controller.js';
import { Proposals } from './pricing.proposals.js';
import { ProposalReads } from './pricing.proposals.reads.js';
import { AcceptedQuotesRetention } from './pricing.retention.js';
import { Rulebook } from './pricing.rulebook.js';
import { RulesController } from './pricing.rules.controller.js';
import { PricingService } from './pricing.service.js';
import { SimulationRun } from './pricing.simulation.run.js';
import { RuleTable } from './pricing.table.js';
import { RuleWidth } from './pricing.width.js';

/** Commissions, mark-ups, delivery fees, agent pay, price models and quotes. */
@Domain({
  name: 'pricing',
  ports: [{ port: PricingPort, service: PricingService }],
  config: [PricingConfig],
  providers: [
    Rulebook,
    RuleWidth,
    RuleChanges,
    RuleTable,
    Commissions,
    QuoteExplanation,
    EarningsPreview,
    Proposals,
    ProposalReads,
    SimulationRun,
    PricePlans,
    Offers,
    ShopOffers,
  ],
  api: [
    PricingController,
    ShopPricingController,
    RulesController,
    ProposalsController,
    PricesController,
    ShopPricesController,
    OffersController,
    ShopOffersController,
  ],
  worker: [PricingProcessor, AcceptedQuotesRetention],
})
export class PricingModule {}
