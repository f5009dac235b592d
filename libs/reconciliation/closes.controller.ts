import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, Caller, Idempotent, Metered, Requires, StepUp, Throws } from '@pakashop/platform';
import { Reason } from './breaks.dto.js';
import { CloseChecks } from './closes.check.js';
import {
  WalletBalanceView,
  CloseList,
  CloseQuery,
  CloseView,
  DayCheck,
  StateBalance,
  WalletDay,
} from './closes.dto.js';
import { Closes } from './closes.service.js';
import { ReconciliationMetrics } from './reconciliation.metrics.js';
import { MetricsView } from './reconciliation.dto.js';
import { reconciliationProblems as problems } from './reconciliation.errors.js';

@ApiTags('reconciliation')
@Controller('reconciliation')
export class ClosesController {
  constructor(
    private readonly closes: Closes,
    private readonly checks: CloseChecks,
    private readonly figures: ReconciliationMetrics,
  ) {}

  /** How well it matches by itself, what is open and for how long, and how much money that is. */
  @Get('metrics')
  @Metered('general', 5)
  @Requires('reconciliation.read', 'everywhere')
  metrics(): Promise<MetricsView> {
    return this.figures.read();
  }

  /** Closed days, the newest first. */
  @Get('closes')
  @Requires('reconciliation.read', 'everywhere')
  list(@Query() query: CloseQuery): Promise<CloseList> {
    return this.closes.list(query);
  }

  /** Adds a day up and says what is in the way of closing it. */
  @Post('days/:provider/:currency/:day/check')
  @HttpCode(200)
  @Metered('general', 5)
  @Requires('reconciliation.write', 'everywhere')
  @Idempotent()
  @Throws(problems.notOver)
  check(@Param() day: WalletDay): Promise<DayCheck> {
    return this.checks.check(day);
  }

  /** Says what the provider shows in the wallet at the end of a day. */
  @Put('days/:provider/:currency/:day/balance')
  @Requires('reconciliation.write', 'everywhere')
  @Throws(problems.dayClosed, problems.notOver)
  state(@Param() day: WalletDay, @Body() { amount }: StateBalance, @Caller() actor: Actor): Promise<WalletBalanceView> {
    return this.closes.stateBalance(day, amount, 'PERSON', actor.label);
  }

  /** Signs a day whose opening and movements are its closing balance, at the provider and in the books. */
  @Post('days/:provider/:currency/:day/close')
  @HttpCode(200)
  @Requires('reconciliation.write', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(problems.inTheWay, problems.dayClosed, problems.notOver)
  close(@Param() day: WalletDay, @Caller() actor: Actor): Promise<CloseView> {
    return this.closes.close(day, actor);
  }

  /** Opens the last closed day again. */
  @Post('days/:provider/:currency/:day/reopen')
  @HttpCode(200)
  @Requires('reconciliation.approve', 'everywhere')
  @StepUp()
  @Idempotent()
  @Throws(problems.unknownClose, problems.laterClosed)
  reopen(@Param() day: WalletDay, @Body() { reason }: Reason, @Caller() actor: Actor): Promise<CloseView> {
    return this.closes.reopen(day, reason, actor);
  }
}
