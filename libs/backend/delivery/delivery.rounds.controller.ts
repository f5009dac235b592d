import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  Caller,
  Claim,
  IdempotencyClaim,
  Idempotent,
  Metered,
  PathId,
  Requires,
  Throws,
} from '@pakashop/platform';
import { mediaProblems } from '../media/media.errors.js';
import { Board } from './delivery.board.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { ConfirmDelivery, DeliveryReceipt } from './delivery.proof.dto.js';
import { Proof } from './delivery.proof.js';
import {
  AgentDeliveriesQuery,
  AgentDelivery,
  AgentDeliveryList,
  AvailableList,
  FailAttempt,
  HandBack,
} from './delivery.rounds.dto.js';
import { Rounds } from './delivery.work.js';

/** The deliveries of an agent. */
@ApiTags('delivery')
@Controller('delivery/agent')
export class RoundsController {
  constructor(
    private readonly board: Board,
    private readonly rounds: Rounds,
    private readonly proof: Proof,
  ) {}

  /** Deliveries that wait near the caller, the nearest first. */
  @Get('available')
  @Requires('delivery.work')
  @Throws(problems.noAgent)
  async available(@Caller() actor: Actor): Promise<AvailableList> {
    return { data: await this.board.available(actor), nextCursor: null };
  }

  /** The caller's deliveries and those offered to them, the newest first. */
  @Get('deliveries')
  @Requires('delivery.work')
  mine(@Caller() actor: Actor, @Query() query: AgentDeliveriesQuery): Promise<AgentDeliveryList> {
    return this.board.mine(actor, query);
  }

  /** One of them; with destination and phone number while the caller has it in hand. */
  @Get('deliveries/:id')
  @Requires('delivery.work')
  @Throws(problems.noDelivery)
  one(@Caller() actor: Actor, @PathId() id: string): Promise<AgentDelivery> {
    return this.board.one(actor, id);
  }

  /** Takes a delivery that waits. */
  @Post('deliveries/:id/claim')
  @HttpCode(200)
  @Requires('delivery.work')
  @Idempotent()
  @Throws(problems.noAgent, problems.notActive, problems.offDuty, problems.full, problems.taken, problems.ownGoods)
  claim(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<AgentDelivery> {
    return this.board.claim(actor, id, claim);
  }

  /** Takes a delivery that is offered to the caller. */
  @Post('deliveries/:id/accept')
  @HttpCode(200)
  @Requires('delivery.work')
  @Idempotent()
  @Throws(
    problems.noAgent,
    problems.notActive,
    problems.offDuty,
    problems.full,
    problems.offerOver,
    problems.taken,
    problems.ownGoods,
  )
  accept(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<AgentDelivery> {
    return this.board.accept(actor, id, claim);
  }

  /** Does not take a delivery that is offered; the next agent is asked. */
  @Post('deliveries/:id/decline')
  @HttpCode(204)
  @Requires('delivery.work')
  @Idempotent()
  @Throws(problems.offerOver)
  decline(@Caller() actor: Actor, @PathId() id: string): Promise<void> {
    return this.board.decline(actor, id);
  }

  /** Gives a delivery back before it is picked up. */
  @Post('deliveries/:id/hand-back')
  @HttpCode(204)
  @Requires('delivery.work')
  @Idempotent()
  @Throws(problems.noDelivery, problems.wrongState)
  handBack(@Caller() actor: Actor, @PathId() id: string, @Body() { reason }: HandBack): Promise<void> {
    return this.rounds.handBack(actor, id, reason);
  }

  /** Says that the caller has the goods; the customer is sent the PIN. */
  @Post('deliveries/:id/pick-up')
  @HttpCode(200)
  @Requires('delivery.work')
  @Idempotent()
  @Throws(problems.noDelivery, problems.notActive, problems.wrongState, problems.orderMoved)
  pickUp(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<AgentDelivery> {
    return this.rounds.pickUp(actor, id, claim);
  }

  /** Says why the goods could not be handed over. */
  @Post('deliveries/:id/fail')
  @HttpCode(200)
  @Requires('delivery.work')
  @Idempotent()
  @Throws(
    problems.noDelivery,
    problems.wrongState,
    mediaProblems.notFound,
    mediaProblems.notUsable,
    mediaProblems.inUse,
  )
  fail(
    @Caller() actor: Actor,
    @PathId() id: string,
    @Body() failure: FailAttempt,
    @IdempotencyClaim() claim: Claim,
  ): Promise<AgentDelivery> {
    return this.rounds.fail(actor, id, failure, claim);
  }

  /** Goes to the door once more, three times in all. */
  @Post('deliveries/:id/reattempt')
  @HttpCode(200)
  @Requires('delivery.work')
  @Idempotent()
  @Throws(problems.noDelivery, problems.wrongState, problems.tooManyAttempts)
  reattempt(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<AgentDelivery> {
    return this.rounds.reattempt(actor, id, claim);
  }

  /** Begins to bring the goods back; the shop says when it has them. */
  @Post('deliveries/:id/return')
  @HttpCode(200)
  @Requires('delivery.work')
  @Idempotent()
  @Throws(problems.noDelivery, problems.wrongState)
  beginReturn(@Caller() actor: Actor, @PathId() id: string, @IdempotencyClaim() claim: Claim): Promise<AgentDelivery> {
    return this.rounds.beginReturn(actor, id, claim);
  }

  /**
   * Proves that the customer has the goods: by the customer's PIN and signature. May wait on a device that is offline;
   * asked again, it answers the same receipt.
   */
  @Post('confirm')
  @HttpCode(200)
  @Requires('delivery.work')
  @Metered('payments')
  @Idempotent('required')
  @Throws(
    problems.noDelivery,
    problems.wrongState,
    problems.orderMoved,
    problems.tooFar,
    problems.badTime,
    problems.pinWrong,
    problems.pinLocked,
  )
  confirm(
    @Caller() actor: Actor,
    @Body() input: ConfirmDelivery,
    @IdempotencyClaim() claim: Claim,
  ): Promise<DeliveryReceipt> {
    return this.proof.confirm(actor, input, claim);
  }
}
