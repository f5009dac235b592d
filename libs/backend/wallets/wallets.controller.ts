import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Caller, Metered, OwnEyesOnly, PageQuery, PathId, Requires, StepUp, Throws } from '@pakashop/platform';
import { deliveryProblems } from '../delivery/delivery.errors.js';
import { shopsProblems } from '../shops/shops.errors.js';
import { usersProblems } from '../users/users.errors.js';
import { SetWallet, WalletHistory, WalletView } from './wallets.dto.js';
import { walletsProblems as problems } from './wallets.errors.js';
import { agentOf, fleetOf, shopOf } from './wallets.owners.js';
import { Wallets } from './wallets.service.js';

/** Where shops are paid out. */
@ApiTags('payout wallets')
@Controller('vendor/shops/:id/payout-wallet')
export class ShopWalletController {
  constructor(private readonly wallets: Wallets) {}

  /** Where the shop is paid out; the number is masked. */
  @Get()
  @Requires('shops.payout.write')
  @OwnEyesOnly()
  @Throws(shopsProblems.notFound, problems.notFound)
  read(@Caller() actor: Actor, @PathId() id: string): Promise<WalletView> {
    return this.wallets.read(actor, shopOf(actor, id));
  }

  /** What happened to the wallet, the newest first. */
  @Get('history')
  @Requires('shops.payout.write')
  @OwnEyesOnly()
  @Throws(shopsProblems.notFound)
  history(@Caller() actor: Actor, @PathId() id: string, @Query() query: PageQuery): Promise<WalletHistory> {
    return this.wallets.history(actor, shopOf(actor, id), query);
  }

  /** Sets where the shop is paid out. Nothing is paid for some days after a change. */
  @Put()
  @Requires('shops.payout.write')
  @StepUp()
  @Metered('payments')
  @Throws(shopsProblems.notFound, usersProblems.badPhone)
  set(@Caller() actor: Actor, @PathId() id: string, @Body() wallet: SetWallet): Promise<WalletView> {
    return this.wallets.set(actor, shopOf(actor, id), wallet);
  }
}

/** Where agents are paid out. */
@ApiTags('payout wallets')
@Controller('delivery/agent/payout-wallet')
export class AgentWalletController {
  constructor(private readonly wallets: Wallets) {}

  /** Where the agent is paid out; the number is masked. */
  @Get()
  @Requires('delivery.payout.write')
  @OwnEyesOnly()
  @Throws(deliveryProblems.noAgent, problems.notFound)
  read(@Caller() actor: Actor): Promise<WalletView> {
    return this.wallets.read(actor, agentOf(actor));
  }

  /** What happened to the wallet, the newest first. */
  @Get('history')
  @Requires('delivery.payout.write')
  @OwnEyesOnly()
  @Throws(deliveryProblems.noAgent)
  history(@Caller() actor: Actor, @Query() query: PageQuery): Promise<WalletHistory> {
    return this.wallets.history(actor, agentOf(actor), query);
  }

  /** Sets where the agent is paid out. Nothing is paid for some days after a change. */
  @Put()
  @Requires('delivery.payout.write')
  @StepUp()
  @Metered('payments')
  @Throws(deliveryProblems.noAgent, usersProblems.badPhone)
  set(@Caller() actor: Actor, @Body() wallet: SetWallet): Promise<WalletView> {
    return this.wallets.set(actor, agentOf(actor), wallet);
  }
}

/** Where fleets are paid out. */
@ApiTags('payout wallets')
@Controller('delivery/fleets/:id/payout-wallet')
export class FleetWalletController {
  constructor(private readonly wallets: Wallets) {}

  /** Where the fleet is paid out; the number is masked. */
  @Get()
  @Requires('fleets.payout.write')
  @OwnEyesOnly()
  @Throws(deliveryProblems.noFleet, problems.notFound)
  read(@Caller() actor: Actor, @PathId() id: string): Promise<WalletView> {
    return this.wallets.read(actor, fleetOf(actor, id));
  }

  /** What happened to the wallet, the newest first. */
  @Get('history')
  @Requires('fleets.payout.write')
  @OwnEyesOnly()
  @Throws(deliveryProblems.noFleet)
  history(@Caller() actor: Actor, @PathId() id: string, @Query() query: PageQuery): Promise<WalletHistory> {
    return this.wallets.history(actor, fleetOf(actor, id), query);
  }

  /** Sets where the fleet is paid out. Nothing is paid for some days after a change. */
  @Put()
  @Requires('fleets.payout.write')
  @StepUp()
  @Metered('payments')
  @Throws(deliveryProblems.noFleet, usersProblems.badPhone)
  set(@Caller() actor: Actor, @PathId() id: string, @Body() wallet: SetWallet): Promise<WalletView> {
    return this.wallets.set(actor, fleetOf(actor, id), wallet);
  }
}
