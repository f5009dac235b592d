import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Allow,
  Caller,
  Claim,
  ClosedTo,
  IdempotencyClaim,
  Idempotent,
  Metered,
  PathId,
  Requires,
  Throws,
} from '@pakashop/platform';
import { OfferList, OffersQuery, OfferView, OpenOffer, Propose } from './pricing.offers.dto.js';
import { offersProblems as problems } from './pricing.offers.errors.js';
import { Offers } from './pricing.offers.js';
import { ShopOffers } from './pricing.offers.shop.js';

@ApiTags('offers')
@Controller('offers')
export class OffersController {
  constructor(private readonly offers: Offers) {}

  /** Proposes a price where the shop negotiates, or asks for one where it quotes. */
  @Post()
  @Allow('guest')
  @ClosedTo('staff')
  @Metered('auth')
  @Idempotent()
  @Throws(problems.takesNone, problems.alreadyOpen, problems.tooMany)
  open(@Caller() actor: Actor, @Body() offer: OpenOffer, @IdempotencyClaim() claim: Claim): Promise<OfferView> {
    return this.offers.open(actor, offer, claim);
  }

  /** The caller's offers, newest first. */
  @Get()
  @Allow('guest')
  mine(@Caller() actor: Actor, @Query() query: OffersQuery): Promise<OfferList> {
    return this.offers.mine(actor, query);
  }

  /** One offer of the caller with its history. */
  @Get(':id')
  @Allow('guest')
  @Throws(problems.notFound)
  one(@Caller() actor: Actor, @PathId() id: string): Promise<OfferView> {
    return this.offers.one(actor, id);
  }

  /** Answers the shop's price with another one. */
  @Post(':id/propose')
  @HttpCode(200)
  @Allow('guest')
  @ClosedTo('staff')
  @Metered('auth')
  @Idempotent()
  @Throws(problems.notFound, problems.wrongState, problems.noRoundsLeft, problems.tooMany)
  propose(@Caller() actor: Actor, @PathId() id: string, @Body() proposal: Propose): Promise<OfferView> {
    return this.offers.propose(actor, id, proposal);
  }

  /** Agrees to the shop's price. Nothing is bought yet: name the offer in the line of an order. */
  @Post(':id/accept')
  @HttpCode(200)
  @Allow('guest')
  @ClosedTo('staff')
  @Idempotent()
  @Throws(problems.notFound, problems.wrongState)
  accept(@Caller() actor: Actor, @PathId() id: string): Promise<OfferView> {
    return this.offers.accept(actor, id);
  }

  /** Ends a negotiation that is not agreed. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Allow('guest')
  @ClosedTo('staff')
  @Idempotent()
  @Throws(problems.notFound, problems.wrongState)
  withdraw(@Caller() actor: Actor, @PathId() id: string): Promise<OfferView> {
    return this.offers.withdraw(actor, id);
  }
}

@ApiTags('offers')
@Controller('shops/:shopId/offers')
export class ShopOffersController {
  constructor(private readonly offers: ShopOffers) {}

  /** Offers to a shop, newest first; `state=AT_SHOP` wait for its answer. */
  @Get()
  @Requires('shops.prices.write')
  list(@Caller() actor: Actor, @PathId('shopId') shopId: string, @Query() query: OffersQuery): Promise<OfferList> {
    return this.offers.list(actor, shopId, query);
  }

  /** Agrees to the buyer's price. */
  @Post(':id/accept')
  @HttpCode(200)
  @Requires('shops.prices.write')
  @Idempotent()
  @Throws(problems.notFound, problems.wrongState, problems.belowFloor)
  accept(@Caller() actor: Actor, @PathId('shopId') shopId: string, @PathId() id: string): Promise<OfferView> {
    return this.offers.accept(actor, shopId, id);
  }

  /** Names a price: the answer to a proposal, or the quotation that was asked for. */
  @Post(':id/counter')
  @HttpCode(200)
  @Requires('shops.prices.write')
  @Idempotent()
  @Throws(problems.notFound, problems.wrongState, problems.belowFloor)
  counter(
    @Caller() actor: Actor,
    @PathId('shopId') shopId: string,
    @PathId() id: string,
    @Body() proposal: Propose,
  ): Promise<OfferView> {
    return this.offers.counter(actor, shopId, id, proposal);
  }

  /** Ends a negotiation that is not agreed. */
  @Post(':id/decline')
  @HttpCode(200)
  @Requires('shops.prices.write')
  @Idempotent()
  @Throws(problems.notFound, problems.wrongState)
  decline(@Caller() actor: Actor, @PathId('shopId') shopId: string, @PathId() id: string): Promise<OfferView> {
    return this.offers.decline(actor, shopId, id);
  }
}
