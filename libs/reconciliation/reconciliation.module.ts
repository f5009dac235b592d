import { Domain, mergeParts } from '@pakashop/platform';
import { SettlementPort } from '@pakashop/settlement';
import { BreaksController } from './breaks.controller.js';
import { BreakNews } from './breaks.news.js';
import { BreakReads } from './breaks.reads.js';
import { Breaks } from './breaks.service.js';
import { CloseChecks } from './closes.check.js';
import { ClosesController } from './closes.controller.js';
import { CloseFigureReads } from './closes.figures.js';
import { Closes } from './closes.service.js';
import { StatementFacts } from './matching.facts.js';
import { HandMatching } from './matching.hand.js';
import { Proposals } from './matching.proposals.js';
import { Matching } from './matching.service.js';
import { ReconciliationConfig } from './reconciliation.config.js';
import { ReconciliationMetrics } from './reconciliation.metrics.js';
import { ReconciliationProcessor } from './reconciliation.processor.js';
import { ReconciliationSchedule } from './reconciliation.schedule.js';
import { StatedFacts } from './reconciliation.stated.js';
import { ReconciliationWork } from './reconciliation.work.js';
import { statements } from './statements.area.js';

/** Compares what providers and our bank say with what we know and what the books say, and closes the days. */
@Domain({
  name: 'reconciliation',
  ...mergeParts(statements, {
    calls: [SettlementPort],
    config: [ReconciliationConfig],
    providers: [
      StatedFacts,
      StatementFacts,
      Matching,
      HandMatching,
      Proposals,
      Breaks,
      BreakNews,
      BreakReads,
      CloseFigureReads,
      CloseChecks,
      Closes,
      ReconciliationMetrics,
    ],
    api: [BreaksController, ClosesController],
    worker: [ReconciliationProcessor, ReconciliationWork, ReconciliationSchedule],
  }),
})
export class ReconciliationModule {}
