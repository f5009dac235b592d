import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Caller, Idempotent, PageQuery, PathId, Requires, StepUp, Throws } from '@pakashop/platform';
import { RuleChanges } from './pricing.changes.js';
import { pricingProblems as problems } from './pricing.errors.js';
import { MakeChange, RuleList, RulesQuery, RuleView } from './pricing.rules.dto.js';
import { changeOf } from './pricing.rules.input.js';
import { RuleTable } from './pricing.table.js';

@ApiTags('pricing')
@Controller('pricing/rules')
export class RulesController {
  constructor(
    private readonly table: RuleTable,
    private readonly changes: RuleChanges,
  ) {}

  /** Rules that hold now or later, in the order in which they are asked: the first that fits decides. */
  @Get()
  @Requires('pricing.rules.read', 'everywhere')
  list(@Query() query: RulesQuery): Promise<RuleList> {
    return this.table.list(query);
  }

  /** All versions of a rule, the newest first. */
  @Get(':id')
  @Requires('pricing.rules.read', 'everywhere')
  @Throws(problems.ruleNotFound)
  history(@PathId() id: string, @Query() query: PageQuery): Promise<RuleList> {
    return this.table.history(id, query);
  }

  /**
   * Opens a rule, gives one its next version, or ends one. Orders that are placed keep theirs. What reaches much is for a
   * proposal.
   */
  @Post()
  @Requires('pricing.rules.write', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(problems.ruleNotFound, problems.ruleChanged, problems.sameRank, problems.tooWide, problems.needsProposal)
  async change(@Caller() actor: Actor, @Body() { why, ...change }: MakeChange): Promise<RuleView> {
    return this.table.newest(await this.changes.make(actor, why, changeOf(change)));
  }
}
