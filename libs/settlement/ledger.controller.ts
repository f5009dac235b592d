import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ChainExport, Metered, PageQuery, Requires, StepUp, Throws } from '@pakashop/platform';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { LEDGER_CHAIN } from './ledger.chain.js';
import { AccountList, AccountQuery, AccountRef, LedgerChecks, Statement, TrialBalance } from './ledger.dto.js';
import { ledgerProblems } from './ledger.errors.js';
import { Explanation, ExplainQuery } from './ledger.explain.dto.js';
import { LedgerExplain } from './ledger.explain.js';
import { LedgerReads } from './ledger.reads.js';

@ApiTags('settlement')
@Controller('settlement')
export class LedgerController {
  constructor(
    private readonly ledger: LedgerReads,
    private readonly explanations: LedgerExplain,
    private readonly exports: ChainExport,
  ) {}

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

  /** What a balance is made of: its causes by kind and one by one, each with the ids that lead back and its other side. */
  @Get('accounts/:code/explain')
  @Metered('general', 5)
  @Requires('ledger.read', 'everywhere')
  @Throws(ledgerProblems.unknownAccount)
  explain(@Param() { code }: AccountRef, @Query() query: ExplainQuery): Promise<Explanation> {
    return this.explanations.explain(code, query);
  }

  /** The whole ledger with its seals, a JSON object a line, to be verified without the database. */
  @Get('export')
  @Requires('ledger.read', 'everywhere')
  @StepUp()
  @Metered('general', 20)
  @ApiOkResponse({ content: { 'application/x-ndjson': { schema: { type: 'string' } } } })
  async export(@Res() reply: FastifyReply): Promise<void> {
    const lines = Readable.from(await this.exports.open(LEDGER_CHAIN));
    void reply
      .header('content-type', 'application/x-ndjson')
      .header('content-disposition', 'attachment; filename="ledger.ndjson"')
      .send(lines);
  }

  /** Whether the books keep the rules that hold at every instant, and where not. */
  @Get('checks')
  @Metered('general', 10)
  @Requires('ledger.read', 'everywhere')
  checks(): Promise<LedgerChecks> {
    return this.ledger.checks();
  }
}
