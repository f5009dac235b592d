import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Actor, Caller, PageQuery, PathId, Requires, Throws } from '@pakashop/platform';
import { PayoutList, PayoutStatement } from './payouts.dto.js';
import { payoutsProblems as problems } from './payouts.errors.js';
import { ofAgent, ofFleet, ofShop } from './payouts.owners.js';
import { PayoutReads } from './payouts.reads.js';
import { toCsv } from './payouts.statement.js';

/** What a shop was paid. */
@ApiTags('payouts')
@Controller('shops/:shopId/payouts')
export class ShopPayoutsController {
  constructor(private readonly reads: PayoutReads) {}

  /** Payouts of the shop, the newest first. */
  @Get()
  @Requires('shops.finance.read')
  @Throws(problems.noPayee)
  list(@Caller() actor: Actor, @PathId('shopId') shopId: string, @Query() query: PageQuery): Promise<PayoutList> {
    return this.reads.page(actor, ofShop(actor, shopId), query);
  }

  /** One payout with exactly the earnings that it settles. */
  @Get(':id')
  @Requires('shops.finance.read')
  @Throws(problems.noPayee, problems.noPayout)
  one(@Caller() actor: Actor, @PathId('shopId') shopId: string, @PathId() id: string): Promise<PayoutStatement> {
    return this.reads.statement(actor, id, ofShop(actor, shopId));
  }

  /** The same as CSV. */
  @Get(':id/statement.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @ApiProduces('text/csv')
  @Requires('shops.finance.read')
  @Throws(problems.noPayee, problems.noPayout)
  async statement(@Caller() actor: Actor, @PathId('shopId') shopId: string, @PathId() id: string): Promise<string> {
    return toCsv(await this.reads.statement(actor, id, ofShop(actor, shopId)));
  }
}

/** What an agent was paid. */
@ApiTags('payouts')
@Controller('delivery/agent/payouts')
export class AgentPayoutsController {
  constructor(private readonly reads: PayoutReads) {}

  /** The agent's own payouts, the newest first. */
  @Get()
  @Requires('delivery.work')
  list(@Caller() actor: Actor, @Query() query: PageQuery): Promise<PayoutList> {
    return this.reads.page(actor, ofAgent(actor), query);
  }

  /** One payout with exactly the deliveries that it settles. */
  @Get(':id')
  @Requires('delivery.work')
  @Throws(problems.noPayout)
  one(@Caller() actor: Actor, @PathId() id: string): Promise<PayoutStatement> {
    return this.reads.statement(actor, id, ofAgent(actor));
  }

  /** The same as CSV. */
  @Get(':id/statement.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @ApiProduces('text/csv')
  @Requires('delivery.work')
  @Throws(problems.noPayout)
  async statement(@Caller() actor: Actor, @PathId() id: string): Promise<string> {
    return toCsv(await this.reads.statement(actor, id, ofAgent(actor)));
  }
}

/** What a fleet was paid. */
@ApiTags('payouts')
@Controller('delivery/fleets/:fleetId/payouts')
export class FleetPayoutsController {
  constructor(private readonly reads: PayoutReads) {}

  /** Payouts of the fleet, the newest first. */
  @Get()
  @Requires('fleets.finance.read')
  @Throws(problems.noPayee)
  list(@Caller() actor: Actor, @PathId('fleetId') fleetId: string, @Query() query: PageQuery): Promise<PayoutList> {
    return this.reads.page(actor, ofFleet(actor, fleetId), query);
  }

  /** One payout with exactly the deliveries that it settles. */
  @Get(':id')
  @Requires('fleets.finance.read')
  @Throws(problems.noPayee, problems.noPayout)
  one(@Caller() actor: Actor, @PathId('fleetId') fleetId: string, @PathId() id: string): Promise<PayoutStatement> {
    return this.reads.statement(actor, id, ofFleet(actor, fleetId));
  }

  /** The same as CSV. */
  @Get(':id/statement.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @ApiProduces('text/csv')
  @Requires('fleets.finance.read')
  @Throws(problems.noPayee, problems.noPayout)
  async statement(@Caller() actor: Actor, @PathId('fleetId') fleetId: string, @PathId() id: string): Promise<string> {
    return toCsv(await this.reads.statement(actor, id, ofFleet(actor, fleetId)));
  }
}
