import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, PageQuery, platformProblems, Requires, Throws, type Actor } from '@pakashop/platform';
import { AccountList, AccountQuery, AccountRef, LedgerChecks, Statement, TrialBalance } from './ledger.dto.js';
import { ledgerProblems } from './ledger.errors.js';
import { LedgerReads } from './ledger.reads.js';

const READ = 'ledger.read';

@ApiTags('settlement')
@Controller('settlement')
export class LedgerController {
  constructor(private readonly ledger: LedgerReads) {}

  /** All balances at one instant: where money is and to whom it is owed. */
  @Get('trial-balance')
  @Requires(READ)
  trialBalance(@Caller() caller: Actor): Promise<TrialBalance> {
    wholePlatform(caller);
    return this.ledger.trialBalance();
  }

  /** Accounts of the ledger with their balances, by code. */
  @Get('accounts')
  @Requires(READ)
  accounts(@Caller() caller: Actor, @Query() query: AccountQuery): Promise<AccountList> {
    wholePlatform(caller);
    return this.ledger.accounts(query);
  }

  /** Statement of one account: its entries, newest first, with the balance after each. */
  @Get('accounts/:code/entries')
  @Requires(READ)
  @Throws(ledgerProblems.unknownAccount)
  statement(@Caller() caller: Actor, @Param() { code }: AccountRef, @Query() query: PageQuery): Promise<Statement> {
    wholePlatform(caller);
    return this.ledger.statement(code, query);
  }

  /** Whether the books keep the rules that hold at every instant, and where not. */
  @Get('checks')
  @Requires(READ)
  checks(@Caller() caller: Actor): Promise<LedgerChecks> {
    wholePlatform(caller);
    return this.ledger.checks();
  }
}

/** The books are the platform's: a grant for one shop does not open them. */
function wholePlatform(caller: Actor): void {
  if (!caller.hasEverywhere(READ)) throw platformProblems.forbidden(`This needs ${READ} for the whole platform.`);
}
