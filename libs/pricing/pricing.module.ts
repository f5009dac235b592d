import { Domain } from '@pakashop/platform';
import { PricingPort } from './pricing.contract.js';
import { PricingController } from './pricing.controller.js';
import { CommissionRules } from './pricing.rulebook.js';
import { PricingService } from './pricing.service.js';

/** Commissions, delivery fees and price quotes. */
@Domain({
  name: 'pricing',
  ports: [{ port: PricingPort, service: PricingService }],
  providers: [CommissionRules],
  api: [PricingController],
})
export class PricingModule {}
