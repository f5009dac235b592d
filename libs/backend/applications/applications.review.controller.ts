import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
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
import { usersProblems } from '../users/users.errors.js';
import { Approval } from './applications.approval.js';
import { applicationsProblems as problems } from './applications.errors.js';
import { ReviewQueue } from './applications.queue.js';
import {
  ApproveApplication,
  CommentText,
  GivenReason,
  QueuedApplication,
  QueuePage,
  QueueQuery,
  RequestChanges,
  RevealedNumbers,
  ApplicationReviewView,
  TickItem,
} from './applications.review.dto.js';
import { Reviews } from './applications.reviews.js';

const REFUSALS = [problems.notFound, problems.ownApplication];
const DECISIONS = [...REFUSALS, problems.wrongState, problems.notInHand];

/** Applications as staff sees and decides them; never one's own. */
@ApiTags('applications')
@Controller('staff/applications')
export class ReviewController {
  constructor(
    private readonly queue: ReviewQueue,
    private readonly reviews: Reviews,
    private readonly approval: Approval,
  ) {}

  /** Applications that were sent in, the longest waiting first. */
  @Get()
  @Requires('applications.review', 'everywhere')
  page(@Caller() actor: Actor, @Query() query: QueueQuery): Promise<QueuePage> {
    return this.queue.page(actor, query);
  }

  /** One application with comments, history and other people's applications that name the same numbers. */
  @Get(':id')
  @Requires('applications.review', 'everywhere')
  @Throws(...REFUSALS)
  read(@Caller() actor: Actor, @PathId() id: string): Promise<ApplicationReviewView> {
    return this.queue.read(actor, id);
  }

  /** Takes an application in hand. */
  @Post(':id/take')
  @HttpCode(200)
  @Requires('applications.review', 'everywhere')
  @Idempotent()
  @Throws(...REFUSALS, problems.wrongState)
  take(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<QueuedApplication> {
    return this.reviews.take(actor, id, claim);
  }

  /** Puts an application back into the queue, whoever has it in hand. */
  @Post(':id/release')
  @HttpCode(200)
  @Requires('applications.review', 'everywhere')
  @Idempotent()
  @Throws(...REFUSALS, problems.wrongState)
  release(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<QueuedApplication> {
    return this.reviews.release(actor, id, claim);
  }

  /** Writes something down that only staff reads. */
  @Post(':id/comments')
  @HttpCode(200)
  @Requires('applications.review', 'everywhere')
  @Idempotent()
  @Throws(...REFUSALS)
  comment(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { text }: CommentText,
    @IdempotencyClaim() claim: Claim,
  ): Promise<QueuedApplication> {
    return this.reviews.comment(actor, id, text, claim);
  }

  /** Ticks off an item of the checklist that staff looks after. */
  @Put(':id/checklist/:itemId')
  @HttpCode(204)
  @Requires('applications.review', 'everywhere')
  @Throws(...DECISIONS, problems.itemUnknown, problems.itemComputed)
  tick(
    @Caller() actor: Actor,
    @PathId() id: string,
    @PathId('itemId') itemId: string,
    @Body() { done }: TickItem,
  ): Promise<void> {
    return this.reviews.tick(actor, id, itemId, done);
  }

  /** The numbers in full, for a comparison with documents and registers; the reading is written down. */
  @Post(':id/numbers')
  @HttpCode(200)
  @Requires('applications.review', 'everywhere')
  @StepUp()
  @Throws(...REFUSALS)
  reveal(@Caller() actor: Actor, @PathId() id: string, @Body() { reason }: GivenReason): Promise<RevealedNumbers> {
    return this.reviews.reveal(actor, id, reason);
  }

  /** Gives an application back to be changed, with a reason for each phase. */
  @Post(':id/request-changes')
  @HttpCode(200)
  @Requires('applications.review', 'everywhere')
  @Idempotent()
  @Throws(...DECISIONS, problems.wrongKind)
  requestChanges(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { changes }: RequestChanges,
    @IdempotencyClaim() claim: Claim,
  ): Promise<QueuedApplication> {
    return this.reviews.requestChanges(actor, id, changes, claim);
  }

  /** Approves an application: makes the shop, agent or fleet, and gives its role. */
  @Post(':id/approve')
  @HttpCode(200)
  @Requires('applications.review', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(...DECISIONS, problems.incomplete, usersProblems.rolesClash)
  approve(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() approved: ApproveApplication,
    @IdempotencyClaim() claim: Claim,
  ): Promise<QueuedApplication> {
    return this.approval.approve(actor, id, approved, claim);
  }

  /** Rejects an application; the applicant reads the reason. */
  @Post(':id/reject')
  @HttpCode(200)
  @Requires('applications.review', 'everywhere')
  @Idempotent()
  @Throws(...DECISIONS)
  reject(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() { reason }: GivenReason,
    @IdempotencyClaim() claim: Claim,
  ): Promise<QueuedApplication> {
    return this.reviews.reject(actor, id, reason, claim);
  }
}
