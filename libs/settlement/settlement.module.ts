import { ChainExport, Domain, mergeParts } from '@pakashop/platform';
import { AdjustmentsController } from './adjustments.controller.js';
import { Adjustments } from './adjustments.service.js';
import {
  AgentBalanceController,
  FleetBalanceController,
  PayeesController,
  ShopBalanceController,
} from './balance.controller.js';
import { BalanceReads } from './balance.reads.js';
import { LEDGER_CHAIN } from './ledger.chain.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerExplain } from './ledger.explain.js';
import { LedgerReads } from './ledger.reads.js';
import { LedgerService } from './ledger.service.js';
import { payouts } from './payouts.area.js';
import { PoliciesController } from './policies.controller.js';
import { Policies } from './policies.service.js';
import { Releases } from './release.service.js';
import { ReleaseTick } from './release.tick.js';
import { SettlementPort } from './settlement.contract.js';
import { CorrectionsProcessor } from './settlement.corrections.processor.js';
import { SettlementDoubts } from './settlement.doubts.js';
import { SettlementFlow } from './settlement.flow.js';
import { SettlementLosses } from './settlement.losses.js';
import { SettlementProcessor } from './settlement.processor.js';
import { SettlementRefunds } from './settlement.refunds.js';
import { SettlementService } from './settlement.service.js';

/** The ledger: what every provider holds for us and what we owe to whom. */
@Domain({
  name: 'settlement',
  ...mergeParts(payouts, {
    ports: [{ port: SettlementPort, service: SettlementService }],
    chains: [LEDGER_CHAIN],
    providers: [
      LedgerService,
      LedgerReads,
      LedgerExplain,
      ChainExport,
      BalanceReads,
      Policies,
      Adjustments,
      SettlementFlow,
      SettlementRefunds,
      SettlementLosses,
      Releases,
    ],
    api: [
      LedgerController,
      PayeesController,
      ShopBalanceController,
      AgentBalanceController,
      FleetBalanceController,
      PoliciesController,
      AdjustmentsController,
    ],
    worker: [SettlementProcessor, SettlementDoubts, CorrectionsProcessor, ReleaseTick],
  }),
})
export class SettlementModule {}
