import { Domain } from '@pakashop/platform';
import { LedgerController } from './ledger.controller.js';
import { LedgerReads } from './ledger.reads.js';
import { LedgerService } from './ledger.service.js';
import { SettlementProcessor } from './settlement.processor.js';

/** The ledger: what every provider holds for us and what we owe to whom. */
@Domain({
  name: 'settlement',
  providers: [LedgerService, LedgerReads],
  api: [LedgerController],
  worker: [SettlementProcessor],
})
export class SettlementModule {}
