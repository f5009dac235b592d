import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Caller,
  Claim,
  IdempotencyClaim,
  Idempotent,
  PageQuery,
  PathId,
  Requires,
  StepUp,
  Throws,
} from '@pakashop/platform';
import { pricingProblems as problems } from './pricing.errors.js';
import {
  ApproveProposal,
  DecideProposal,
  ProposalList,
  ProposalsQuery,
  ProposalView,
  ProposeChanges,
  SimulatedShopList,
  SimulateQuery,
} from './pricing.proposals.dto.js';
import { ProposalReads } from './pricing.proposals.reads.js';
import { Proposals } from './pricing.proposals.js';

@ApiTags('pricing')
@Controller('pricing/proposals')
export class ProposalsController {
  constructor(
    private readonly proposals: Proposals,
    private readonly reads: ProposalReads,
  ) {}

  /** Proposes changes of the rules and has them tried on the accepted quotes of the last 30 days. */
  @Post()
  @Requires('pricing.rules.write', 'everywhere')
  @Idempotent()
  @Throws(problems.ruleNotFound, problems.ruleChanged, problems.sameRank, problems.tooWide, problems.lastRule)
  propose(
    @Caller() actor: Actor,
    @Body() changes: ProposeChanges,
    @IdempotencyClaim() claim: Claim,
  ): Promise<ProposalView> {
    return this.proposals.propose(actor, changes, claim);
  }

  /** Proposals with their newest simulation, newest first. */
  @Get()
  @Requires('pricing.rules.read', 'everywhere')
  list(@Query() query: ProposalsQuery): Promise<ProposalList> {
    return this.reads.list(query);
  }

  /** One proposal with its newest simulation. */
  @Get(':id')
  @Requires('pricing.rules.read', 'everywhere')
  @Throws(problems.proposalNotFound)
  read(@PathId() id: string): Promise<ProposalView> {
    return this.reads.read(id);
  }

  /** What the proposal would have meant for each shop, the largest change first. */
  @Get(':id/shops')
  @Requires('pricing.rules.read', 'everywhere')
  @Throws(problems.proposalNotFound)
  shops(@PathId() id: string, @Query() query: PageQuery): Promise<SimulatedShopList> {
    return this.reads.shops(id, query);
  }

  /** Tries the proposal again: over another period, or against rules that have changed. */
  @Post(':id/simulations')
  @Requires('pricing.rules.read', 'everywhere')
  @Idempotent()
  @Throws(problems.proposalNotFound, problems.proposalDecided)
  simulate(@Caller() actor: Actor, @PathId() id: string, @Body() period: SimulateQuery): Promise<ProposalView> {
    return this.proposals.simulate(actor, id, period);
  }

  /** Approves what somebody else has proposed: all changes take effect together. */
  @Post(':id/approve')
  @HttpCode(200)
  @Requires('pricing.rules.approve', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(
    problems.proposalNotFound,
    problems.proposalDecided,
    problems.secondPerson,
    problems.notSimulated,
    problems.notConfirmed,
    problems.ruleChanged,
    problems.sameRank,
    problems.lastRule,
  )
  approve(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() decision: ApproveProposal,
    @IdempotencyClaim() claim: Claim,
  ): Promise<ProposalView> {
    return this.proposals.approve(actor, id, decision, claim);
  }

  /** Rejects a proposal. */
  @Post(':id/reject')
  @HttpCode(200)
  @Requires('pricing.rules.approve', 'everywhere')
  @Idempotent()
  @Throws(problems.proposalNotFound, problems.proposalDecided)
  reject(@Caller() actor: Actor, @PathId() id: string, @Body() decision: DecideProposal): Promise<ProposalView> {
    return this.proposals.reject(actor, id, decision);
  }

  /** Takes a proposal of one's own back. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Requires('pricing.rules.write', 'everywhere')
  @Idempotent()
  @Throws(problems.proposalNotFound, problems.proposalDecided)
  withdraw(@Caller() actor: Actor, @PathId() id: string, @Body() decision: DecideProposal): Promise<ProposalView> {
    return this.proposals.withdraw(actor, id, decision);
  }
}
