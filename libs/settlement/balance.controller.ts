import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Caller, PageQuery, PathId, Requires, Throws } from '@pakashop/platform';
import { BalanceView, EarningList, PayeeParams, ReceivableReport } from './balance.dto.js';
import { ofAgent, ofAnybody, ofFleet, ofShop } from './balance.owners.js';
import { BalanceReads } from './balance.reads.js';
import { payoutsProblems as problems } from './payouts.errors.js';

/** What shops have and have earned. */
@ApiTags('earnings')
@Controller('shops/:shopId')
export class ShopBalanceController {
  constructor(private readonly reads: BalanceReads) {}

  /** What the shop has, will have and owes. */
  @Get('balance')
  @Requires('shops.finance.read')
  @Throws(problems.noPayee)
  balance(@Caller() actor: Actor, @PathId('shopId') shopId: string): Promise<BalanceView> {
    return this.reads.balance(actor, ofShop(actor, shopId));
  }

  /** What the shop has earned, order by order, the newest first. */
  @Get('earnings')
  @Requires('shops.finance.read')
  @Throws(problems.noPayee)
  earnings(@Caller() actor: Actor, @PathId('shopId') shopId: string, @Query() page: PageQuery): Promise<EarningList> {
    return this.reads.earnings(actor, ofShop(actor, shopId), page);
  }
}

/** What agents have and have earned. */
@ApiTags('earnings')
@Controller('delivery/agent')
export class AgentBalanceController {
  constructor(private readonly reads: BalanceReads) {}

  /** What the agent has. */
  @Get('balance')
  @Requires('delivery.work')
  balance(@Caller() actor: Actor): Promise<BalanceView> {
    return this.reads.balance(actor, ofAgent(actor));
  }

  /** What the agent has earned, delivery by delivery, the newest first. */
  @Get('earnings')
  @Requires('delivery.work')
  earnings(@Caller() actor: Actor, @Query() page: PageQuery): Promise<EarningList> {
    return this.reads.earnings(actor, ofAgent(actor), page);
  }
}

/** What fleets have and have earned. */
@ApiTags('earnings')
@Controller('delivery/fleets/:fleetId')
export class FleetBalanceController {
  constructor(private readonly reads: BalanceReads) {}

  /** What the fleet has. */
  @Get('balance')
  @Requires('fleets.finance.read')
  @Throws(problems.noPayee)
  balance(@Caller() actor: Actor, @PathId('fleetId') fleetId: string): Promise<BalanceView> {
    return this.reads.balance(actor, ofFleet(actor, fleetId));
  }

  /** What the fleet has earned, delivery by delivery, the newest first. */
  @Get('earnings')
  @Requires('fleets.finance.read')
  @Throws(problems.noPayee)
  earnings(@Caller() actor: Actor, @PathId('fleetId') fleetId: string, @Query() page: PageQuery): Promise<EarningList> {
    return this.reads.earnings(actor, ofFleet(actor, fleetId), page);
  }
}

/** The same of everybody, for finance. */
@ApiTags('settlement')
@Controller('settlement')
export class PayeesController {
  constructor(private readonly reads: BalanceReads) {}

  /** What a shop, agent or fleet has. */
  @Get('payees/:kind/:id/balance')
  @Requires('payouts.read', 'everywhere')
  balance(@Caller() actor: Actor, @Param() payee: PayeeParams): Promise<BalanceView> {
    return this.reads.balance(actor, ofAnybody(payee));
  }

  /** What a shop, agent or fleet has earned, the newest first. */
  @Get('payees/:kind/:id/earnings')
  @Requires('payouts.read', 'everywhere')
  earnings(@Caller() actor: Actor, @Param() payee: PayeeParams, @Query() page: PageQuery): Promise<EarningList> {
    return this.reads.earnings(actor, ofAnybody(payee), page);
  }

  /** What shops owe after refunds, the largest first, with the age of each debt. */
  @Get('receivables')
  @Requires('ledger.read', 'everywhere')
  receivables(@Query() page: PageQuery): Promise<ReceivableReport> {
    return this.reads.receivables(page);
  }
}
