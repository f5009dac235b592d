import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, Caller, Idempotent, PathId, Requires, StepUp, Throws } from '@pakashop/platform';
import {
  BreakDetail,
  BreakList,
  BreakNote,
  BreakOwner,
  BreakQuery,
  HandMatch,
  MatchProposalList,
  Reason,
} from './breaks.dto.js';
import { BreakReads } from './breaks.reads.js';
import { Breaks } from './breaks.service.js';
import { HandMatching } from './matching.hand.js';
import { Proposals } from './matching.proposals.js';
import { reconciliationProblems as problems } from './reconciliation.errors.js';

@ApiTags('reconciliation')
@Controller('reconciliation/breaks')
export class BreaksController {
  constructor(
    private readonly reads: BreakReads,
    private readonly breaks: Breaks,
    private readonly hands: HandMatching,
    private readonly proposals: Proposals,
  ) {}

  /** Breaks, the newest first. */
  @Get()
  @Requires('reconciliation.read', 'everywhere')
  list(@Query() query: BreakQuery): Promise<BreakList> {
    return this.reads.list(query);
  }

  /** One break with its history. */
  @Get(':id')
  @Requires('reconciliation.read', 'everywhere')
  @Throws(problems.unknownBreak)
  read(@PathId() id: string): Promise<BreakDetail> {
    return this.reads.read(id);
  }

  /** What could be its other side, the nearest first. */
  @Get(':id/proposals')
  @Requires('reconciliation.read', 'everywhere')
  @Throws(problems.unknownBreak)
  propose(@PathId() id: string): Promise<MatchProposalList> {
    return this.proposals.of(id);
  }

  /** Says who looks after it. */
  @Post(':id/assign')
  @HttpCode(200)
  @Requires('reconciliation.write', 'everywhere')
  @Idempotent()
  @Throws(problems.unknownBreak, problems.notInState)
  assign(@PathId() id: string, @Body() { userId }: BreakOwner): Promise<BreakDetail> {
    return this.breaks.assign(id, userId);
  }

  /** Adds a note to its history. */
  @Post(':id/notes')
  @HttpCode(200)
  @Requires('reconciliation.write', 'everywhere')
  @Idempotent()
  @Throws(problems.unknownBreak)
  note(@PathId() id: string, @Body() { text }: BreakNote): Promise<BreakDetail> {
    return this.breaks.note(id, text);
  }

  /** Resolves it by saying what its other side is. */
  @Post(':id/match')
  @HttpCode(200)
  @Requires('reconciliation.write', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(problems.unknownBreak, problems.notInState, problems.notMatchable, problems.taken, problems.dayClosed)
  match(@PathId() id: string, @Body() match: HandMatch, @Caller() actor: Actor): Promise<BreakDetail> {
    return this.hands.match(id, match, actor);
  }

  /** Resolves a break about which the books and the statement agree. */
  @Post(':id/accept')
  @HttpCode(200)
  @Requires('reconciliation.write', 'everywhere')
  @Idempotent()
  @Throws(problems.unknownBreak, problems.notInState, problems.mustWriteOff)
  accept(@PathId() id: string, @Body() { reason }: Reason): Promise<BreakDetail> {
    return this.breaks.accept(id, reason);
  }

  /** Proposes to write the difference off; somebody else approves. */
  @Post(':id/write-off')
  @HttpCode(200)
  @Requires('reconciliation.write', 'everywhere')
  @Idempotent('required')
  @Throws(problems.unknownBreak, problems.notInState, problems.cannotWriteOff)
  writeOff(@PathId() id: string, @Body() { reason }: Reason, @Caller() actor: Actor): Promise<BreakDetail> {
    return this.breaks.propose(id, reason, actor);
  }

  /**
   * Proposes to owe a buyer's money back that no payment of ours explains; for money that went out, that it is the return of
   * such money. Somebody else approves.
   */
  @Post(':id/owed-back')
  @HttpCode(200)
  @Requires('reconciliation.write', 'everywhere')
  @Idempotent('required')
  @Throws(problems.unknownBreak, problems.notInState, problems.notOwed)
  oweBack(@PathId() id: string, @Body() { reason }: Reason, @Caller() actor: Actor): Promise<BreakDetail> {
    return this.breaks.proposeOwed(id, reason, actor);
  }

  /** Approves what somebody else proposed, to write it off or to owe it back: the books follow the statement. */
  @Post(':id/approve')
  @HttpCode(200)
  @Requires('reconciliation.approve', 'everywhere')
  @StepUp()
  @Idempotent('required')
  @Throws(problems.unknownBreak, problems.notInState, problems.ownProposal, problems.dayClosed, problems.notOwed)
  approve(@PathId() id: string, @Caller() actor: Actor): Promise<BreakDetail> {
    return this.breaks.approve(id, actor);
  }

  /** Refuses what is proposed, or takes it back. */
  @Post(':id/decline')
  @HttpCode(200)
  @Requires('reconciliation.write', 'everywhere')
  @Idempotent()
  @Throws(problems.unknownBreak, problems.notInState)
  decline(@PathId() id: string, @Body() { reason }: Reason): Promise<BreakDetail> {
    return this.breaks.decline(id, reason);
  }
}
