import { Logger } from '@nestjs/common';
import { FraudPort } from '@pakashop/fraud';
import { type DomainParts, PlatformConfig } from '@pakashop/platform';
import { FlutterwaveClient } from '@pakashop/providers/flutterwave';
import { type CallRecord, PawapayClient, PawapayKeys } from '@pakashop/providers/pawapay';
import { FlutterwaveAdapter } from './adapters/flutterwave/flutterwave.adapter.js';
import { PawapayAdapter } from './adapters/pawapay/pawapay.adapter.js';
import { ProviderAccess } from './payments.access.contract.js';
import { PaymentBreaksController } from './payments.breaks.controller.js';
import { BreakDesk } from './payments.breaks.desk.js';
import { BreakOutcomes } from './payments.breaks.outcomes.js';
import { PaymentBreaks } from './payments.breaks.query.js';
import { PaymentCallbacks } from './payments.callbacks.js';
import { PaymentCapture } from './payments.capture.js';
import { PaymentClosing } from './payments.closing.js';
import { paymentReach, PaymentsConfig } from './payments.config.js';
import { PaymentsController } from './payments.controller.js';
import { PaymentFlow } from './payments.flow.js';
import { PaymentFollower } from './payments.follower.js';
import { PaymentNews } from './payments.news.js';
import { PaymentOrchestrator, PROVIDERS } from './payments.orchestrator.js';
import { PaymentsExpiry } from './payments.expiry.js';
import { PaymentsProcessor } from './payments.processor.js';
import { PaymentSender } from './payments.sender.js';
import { PaymentGate } from './payments.gate.js';
import { PaymentInitiation } from './payments.initiation.js';
import { PaymentStarter } from './payments.starter.js';
import { PaymentStatus } from './payments.status.js';
import { PaymentSurplus } from './payments.surplus.js';
import { PaymentsSweeper } from './payments.sweeper.js';
import { UnexplainedPayments } from './payments.unexplained.js';
import { PaymentWebhookController } from './payments.webhook.controller.js';

const logger = new Logger('Provider');
const log = (record: CallRecord): void =>
  logger.log({ ...record, phoneMasked: record.phone, phone: undefined }, 'provider call');

export const payments: DomainParts = {
  calls: [FraudPort],
  config: [PaymentsConfig, ProviderAccess],
  providers: [
    {
      provide: PawapayClient,
      inject: [ProviderAccess, PaymentsConfig, PlatformConfig],
      useFactory: (access: ProviderAccess, config: PaymentsConfig, { NODE_ENV }: PlatformConfig) =>
        new PawapayClient({ ...paymentReach(access, config, NODE_ENV).pawapay, log }),
    },
    {
      provide: FlutterwaveClient,
      inject: [ProviderAccess, PaymentsConfig, PlatformConfig],
      useFactory: (access: ProviderAccess, config: PaymentsConfig, { NODE_ENV }: PlatformConfig) =>
        new FlutterwaveClient({ ...paymentReach(access, config, NODE_ENV).flutterwave, log }),
    },
    {
      provide: PawapayKeys,
      inject: [PawapayClient],
      useFactory: (client: PawapayClient) => new PawapayKeys(() => client.publicKeys({ timeoutMs: 3_000 })),
    },
    PawapayAdapter,
    FlutterwaveAdapter,
    {
      provide: PROVIDERS,
      inject: [PawapayAdapter, FlutterwaveAdapter],
      useFactory: (pawapay: PawapayAdapter, flutterwave: FlutterwaveAdapter) => [pawapay, flutterwave],
    },
    PaymentOrchestrator,
    PaymentFlow,
    PaymentCapture,
    PaymentSurplus,
    PaymentStarter,
    PaymentSender,
    PaymentFollower,
    PaymentNews,
    PaymentClosing,
    PaymentCallbacks,
    PaymentGate,
    PaymentInitiation,
    PaymentStatus,
    PaymentBreaks,
    BreakOutcomes,
    BreakDesk,
  ],
  api: [PaymentsController, PaymentBreaksController, PaymentWebhookController],
  worker: [PaymentsProcessor, UnexplainedPayments, PaymentsExpiry, PaymentsSweeper],
};
