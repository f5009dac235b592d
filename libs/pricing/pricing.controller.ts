import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Idempotent, Requires, Throws } from '@pakashop/platform';
import { Quote, QuoteRequest } from './pricing.contract.js';
import { CommissionRuleList, CommissionRuleView, SetCommissionRule } from './pricing.dto.js';
import { pricingProblems } from './pricing.errors.js';
import { CommissionRules } from './pricing.rulebook.js';
import { PricingService } from './pricing.service.js';

@ApiTags('pricing')
@Controller('pricing')
export class PricingController {
  constructor(
    private readonly pricing: PricingService,
    private readonly rulebook: CommissionRules,
  ) {}

  /** Prices a basket without ordering it: goods, delivery and the rule behind each amount. */
  @Post('quotes')
  @HttpCode(200)
  @Requires('pricing.rules.read', 'everywhere')
  @Throws(pricingProblems.currencyMixed, pricingProblems.noDelivery)
  quote(@Body() request: QuoteRequest): Promise<Quote> {
    return this.pricing.quote(request);
  }

  /** Commission rules in force. */
  @Get('commission-rules')
  @Requires('pricing.rules.read', 'everywhere')
  async rules(): Promise<CommissionRuleList> {
    return { data: await this.rulebook.all(), nextCursor: null };
  }

  /** Opens a commission rule or the next version of it; orders that are placed keep theirs. */
  @Post('commission-rules')
  @Requires('pricing.rules.write', 'everywhere')
  @Idempotent()
  @Throws(pricingProblems.ruleChanged)
  setRule(@Body() rule: SetCommissionRule): Promise<CommissionRuleView> {
    return this.rulebook.set(rule);
  }
}
