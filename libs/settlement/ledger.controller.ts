import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Metered, PageQuery, Requires, Throws } from '@pakashop/platform';
import { AccountList, AccountQuery, AccountRef, LedgerChecks, Statement, TrialBalance } from './ledger.dto.js';
import { ledgerProblems } from './ledger.errors.js';
import { LedgerReads } from './ledger.reads.js';

@ApiTags('settlement')
@Controller('settlement')
export class LedgerController {
  constructor(private readonly ledger: LedgerReads) {}

  /** All balances at one instant: where money is and to whom it is owed. */
  @Get('trial-balance')
  @Requires('ledger.read', 'everywhere')
  trialBalance(): Promise<TrialBalance> {
    return this.ledger.trialBalance();
  }

  /** Accounts of the ledger with their balances, by code. */
  @Get('accounts')
  @Requires('ledger.read', 'everywhere')
  accounts(@Query() query: AccountQuery): Promise<AccountList> {
    return this.ledger.accounts(query);
  }

  /** Statement of one account: its entries, newest first, with the balance after each. */
  @Get('accounts/:code/entries')
  @Requires('ledger.read', 'everywhere')
  @Throws(ledgerProblems.unknownAccount)
  statement(@Param() { code }: AccountRef, @Query() query: PageQuery): Promise<Statement> {
    return this.ledger.statement(code, query);
  }

  /** Whether the books keep the rules that hold at every instant, and where not. */
  @Get('checks')
  @Metered('general', 10)
  @Requires('ledger.read', 'everywhere')
  checks(): Promise<LedgerChecks> {
    return this.ledger.checks();
  }
}
