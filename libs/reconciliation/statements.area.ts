import { Logger } from '@nestjs/common';
import { ProviderAccess, reachOf } from '@pakashop/backend';
import { type DomainParts, PlatformConfig } from '@pakashop/platform';
import { FlutterwaveStatements } from '@pakashop/providers/flutterwave';
import { type CallRecord, PawapayStatements } from '@pakashop/providers/pawapay';
import { FlutterwaveFetch } from './adapters/flutterwave/flutterwave.statements.adapter.js';
import { PawapayFetch } from './adapters/pawapay/pawapay.statements.adapter.js';
import { StatementBodies } from './statements.bodies.js';
import { StatementsController } from './statements.controller.js';
import { StatementDesk } from './statements.desk.js';
import { StatementFetch } from './statements.fetch.js';
import { StatementImport } from './statements.import.js';
import { StatementOrders } from './statements.orders.js';
import { SEALED_PIECES, StatementPieces } from './statements.pieces.js';
import { StatementReads } from './statements.reads.js';

const logger = new Logger('Provider');
const log = (record: CallRecord): void => logger.log(record, 'provider call');

/** What providers and our bank say: fetched or handed in, kept as it came, and read. */
export const statements: DomainParts = {
  config: [ProviderAccess],
  sealed: [{ ...SEALED_PIECES, id: 'id' }],
  providers: [
    {
      provide: PawapayStatements,
      inject: [ProviderAccess, PlatformConfig],
      useFactory: (access: ProviderAccess, { NODE_ENV }: PlatformConfig) =>
        new PawapayStatements({ ...reachOf(access, NODE_ENV).pawapay, log }),
    },
    {
      provide: FlutterwaveStatements,
      inject: [ProviderAccess, PlatformConfig],
      useFactory: (access: ProviderAccess, { NODE_ENV }: PlatformConfig) =>
        new FlutterwaveStatements({ ...reachOf(access, NODE_ENV).flutterwave, log }),
    },
    StatementPieces,
    StatementDesk,
    StatementImport,
    StatementOrders,
    StatementReads,
    PawapayFetch,
    FlutterwaveFetch,
    StatementFetch,
  ],
  api: [StatementBodies, StatementsController],
};
