import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Caller,
  Claim,
  IdempotencyClaim,
  Idempotent,
  PathId,
  Requires,
  StepUp,
  Throws,
} from '@pakashop/platform';
import { FindWallets, HoldWallet, WalletList, WalletView } from './wallets.dto.js';
import { walletsProblems as problems } from './wallets.errors.js';
import { WalletStaff } from './wallets.staff.js';

@ApiTags('payout wallets')
@Controller('staff/payout-wallets')
export class StaffWalletsController {
  constructor(private readonly staff: WalletStaff) {}

  /** Finds the wallets of an owner, or with a number; numbers stay out of addresses, and looking is audited. */
  @Post('search')
  @HttpCode(200)
  @Requires('payouts.hold', 'everywhere')
  async find(@Caller() actor: Actor, @Body() wanted: FindWallets): Promise<WalletList> {
    return { data: await this.staff.find(actor, wanted), nextCursor: null };
  }

  /** Pays nothing to a wallet for a while: somebody may have taken over the owner's phone. */
  @Post(':id/hold')
  @HttpCode(200)
  @Requires('payouts.hold', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(problems.notFound, problems.ownWallet)
  hold(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() hold: HoldWallet,
    @IdempotencyClaim() claim: Claim,
  ): Promise<WalletView> {
    return this.staff.hold(actor, id, hold, claim);
  }
}
