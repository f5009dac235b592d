import { Logger } from '@nestjs/common';
import { Domain } from '@pakashop/platform';
import { FlutterwaveStatements } from '@pakashop/providers/flutterwave';
import { type CallRecord, PawapayStatements } from '@pakashop/providers/pawapay';
import { SettlementPort } from '@pakashop/settlement';
import { BreaksController } from './breaks.controller.js';
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
import { StatementBodies } from './statements.bodies.js';
import { StatementsController } from './statements.controller.js';
import { StatementDesk } from './statements.desk.js';
import { StatementFetch } from './statements.fetch.js';
import { FlutterwaveFetch } from './statements.flutterwave.fetch.js';
import { StatementImport } from './statements.import.js';
import { StatementOrders } from './statements.orders.js';
import { PawapayFetch } from './statements.pawapay.fetch.js';
import { SEALED_PIECES, StatementPieces } from './statements.pieces.js';
import { StatementReads } from './statements.reads.js';

const logger = new Logger('Provider');
const log = (record: CallRecord): void => logger.log(record, 'provider call');

/** Where a company answers: MOCK means the simulated one, whatever else is said. */
const addressOf = (config: ReconciliationConfig, given: string, simulated: string): string =>
  config.PAYMENT_PROVIDER === 'MOCK' ? `${config.SANDBOX_URL}${simulated}` : given;

/** Compares what providers and our bank say with what we know and what the books say, and closes the days. */
@Domain({
  name: 'reconciliation',
  calls: [SettlementPort],
  config: [ReconciliationConfig],
  sealed: [{ ...SEALED_PIECES, id: 'id' }],
  providers: [
    {
      provide: PawapayStatements,
      inject: [ReconciliationConfig],
      useFactory: (config: ReconciliationConfig) =>
        new PawapayStatements({
          baseUrl: addressOf(config, config.PAWAPAY_BASE_URL, '/pawapay'),
          token: config.PAWAPAY_API_KEY,
          log,
        }),
    },
    {
      provide: FlutterwaveStatements,
      inject: [ReconciliationConfig],
      useFactory: (config: ReconciliationConfig) =>
        new FlutterwaveStatements({
          baseUrl: addressOf(config, config.FLUTTERWAVE_BASE_URL, '/flutterwave/v3'),
          secretKey: config.FLUTTERWAVE_SECRET_KEY,
          log,
        }),
    },
    StatementPieces,
    StatementDesk,
    StatementImport,
    StatementOrders,
    StatementReads,
    PawapayFetch,
    FlutterwaveFetch,
    StatementFetch,
    StatedFacts,
    StatementFacts,
    Matching,
    HandMatching,
    Proposals,
    Breaks,
    BreakReads,
    CloseFigureReads,
    CloseChecks,
    Closes,
    ReconciliationMetrics,
  ],
  api: [StatementBodies, StatementsController, BreaksController, ClosesController],
  worker: [ReconciliationProcessor, ReconciliationWork, ReconciliationSchedule],
})
export class ReconciliationModule {}
