import { Logger } from '@nestjs/common';
import { type DomainParts, PlatformConfig } from '@pakashop/platform';
import { FlutterwaveRefundClient } from '@pakashop/providers/flutterwave';
import { type CallRecord, PawapayRefundClient } from '@pakashop/providers/pawapay';
import { ProviderAccess, reachOf } from '../payments/payments.access.contract.js';
import { FlutterwaveRefunds } from './adapters/flutterwave/flutterwave.refunds.adapter.js';
import { PawapayRefunds } from './adapters/pawapay/pawapay.refunds.adapter.js';
import { RefundApprovals } from './refunds.approvals.js';
import { RefundCompletion } from './refunds.completion.js';
import { RefundsConfig } from './refunds.config.js';
import { OrderRefundsController } from './refunds.controller.js';
import { RefundCorrections } from './refunds.corrections.js';
import { RefundDecisions } from './refunds.decisions.js';
import { RefundDesk } from './refunds.desk.js';
import { RefundFlow } from './refunds.flow.js';
import { RefundFollower } from './refunds.follower.js';
import { RefundLetters } from './refunds.letters.js';
import { RefundCallbacks } from './refunds.news.js';
import { RefundPlans } from './refunds.plan.js';
import { RefundsProcessor } from './refunds.processor.js';
import { REFUND_PROVIDERS } from './refunds.provider.js';
import { RefundQueue } from './refunds.queue.js';
import { RefundReads } from './refunds.reads.js';
import { RefundRedirects } from './refunds.redirects.js';
import { RefundSender } from './refunds.sender.js';
import { Refunds } from './refunds.service.js';
import { StaffRefundsController } from './refunds.staff.controller.js';
import { RefundStarter } from './refunds.starter.js';
import { UnexplainedRefunds } from './refunds.unexplained.js';
import { RefundsSweeper } from './refunds.sweeper.js';
import { RefundWithdrawals } from './refunds.withdrawals.js';

const logger = new Logger('Provider');
const log = (record: CallRecord): void =>
  logger.log({ ...record, phoneMasked: record.phone, phone: undefined }, 'provider call');

/** Money that goes back to buyers. */
export const refunds: DomainParts = {
  config: [RefundsConfig],
  providers: [
    {
      provide: PawapayRefundClient,
      inject: [ProviderAccess, PlatformConfig],
      useFactory: (access: ProviderAccess, { NODE_ENV }: PlatformConfig) =>
        new PawapayRefundClient({ ...reachOf(access, NODE_ENV).pawapay, log }),
    },
    {
      provide: FlutterwaveRefundClient,
      inject: [ProviderAccess, PlatformConfig],
      useFactory: (access: ProviderAccess, { NODE_ENV }: PlatformConfig) =>
        new FlutterwaveRefundClient({ ...reachOf(access, NODE_ENV).flutterwave, log }),
    },
    PawapayRefunds,
    FlutterwaveRefunds,
    {
      provide: REFUND_PROVIDERS,
      inject: [PawapayRefunds, FlutterwaveRefunds],
      useFactory: (pawapay: PawapayRefunds, flutterwave: FlutterwaveRefunds) => [pawapay, flutterwave],
    },
    RefundQueue,
    RefundApprovals,
    RefundLetters,
    Refunds,
    RefundCompletion,
    RefundCorrections,
    RefundFlow,
    RefundStarter,
    RefundSender,
    RefundFollower,
    RefundCallbacks,
    RefundReads,
    RefundPlans,
    RefundDesk,
    RefundWithdrawals,
    RefundDecisions,
    RefundRedirects,
  ],
  api: [StaffRefundsController, OrderRefundsController],
  worker: [RefundsProcessor, UnexplainedRefunds, RefundsSweeper],
};
