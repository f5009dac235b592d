import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Caller, Idempotent, PathId, Requires, StepUp, Throws } from '@pakashop/platform';
import { Commissions } from './pricing.commissions.js';
import { Quote, QuoteRequest } from './pricing.contract.js';
import {
  CommissionRuleList,
  CommissionRuleView,
  ExplainedQuote,
  PreviewPrice,
  PricePreview,
  SetCommissionRule,
} from './pricing.dto.js';
import { pricingProblems } from './pricing.errors.js';
import { QuoteExplanation } from './pricing.explain.js';
import { plansProblems } from './pricing.plans.errors.js';
import { EarningsPreview } from './pricing.preview.js';
import { PricingService } from './pricing.service.js';

@ApiTags('pricing')
@Controller('pricing')
export class PricingController {
  constructor(
    private readonly pricing: PricingService,
    private readonly explanation: QuoteExplanation,
    private readonly commissions: Commissions,
  ) {}

  /** Prices a basket without ordering it: goods, delivery and the rule behind each amount. */
  @Post('quotes')
  @HttpCode(200)
  @Requires('pricing.rules.read', 'everywhere')
  @Throws(pricingProblems.currencyMixed, pricingProblems.noDelivery, pricingProblems.noRule)
  quote(@Body() request: QuoteRequest): Promise<Quote> {
    return this.pricing.quote(request);
  }

  /** Prices a basket and names every rule that was asked, in order, with what became of it. */
  @Post('quotes/explain')
  @HttpCode(200)
  @Requires('pricing.rules.read', 'everywhere')
  @Throws(pricingProblems.currencyMixed, pricingProblems.noDelivery, pricingProblems.noRule)
  explain(@Body() request: QuoteRequest): Promise<ExplainedQuote> {
    return this.explanation.explain(request);
  }

  /** Commission rules in force. */
  @Get('commission-rules')
  @Requires('pricing.rules.read', 'everywhere')
  async rules(): Promise<CommissionRuleList> {
    return { data: await this.commissions.all(), nextCursor: null };
  }

  /** Opens a commission rule or the next version of it; orders that are placed keep theirs. */
  @Post('commission-rules')
  @Requires('pricing.rules.write', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(pricingProblems.ruleChanged, pricingProblems.tooWide, pricingProblems.needsProposal)
  setRule(@Caller() actor: Actor, @Body() rule: SetCommissionRule): Promise<CommissionRuleView> {
    return this.commissions.set(actor, rule);
  }
}

@ApiTags('pricing')
@Controller('shops/:shopId/pricing')
export class ShopPricingController {
  constructor(private readonly earnings: EarningsPreview) {}

  /** What a list price would leave the shop after mark-up, commission and VAT; changes nothing. */
  @Post('preview')
  @HttpCode(200)
  @Requires('shops.prices.write')
  @Throws(plansProblems.shopNotFound, pricingProblems.noRule)
  preview(
    @Caller() actor: Actor,
    @PathId('shopId') shopId: string,
    @Body() price: PreviewPrice,
  ): Promise<PricePreview> {
    return this.earnings.preview(actor, shopId, price);
  }
}
