import { Logger } from '@nestjs/common';
import { PAYEE_DESTINATION, ProviderAccess, reachOf } from '@pakashop/backend';
import { type DomainParts, PlatformConfig } from '@pakashop/platform';
import { FlutterwaveTransferClient } from '@pakashop/providers/flutterwave';
import { type CallRecord, PawapayPayoutClient } from '@pakashop/providers/pawapay';
import { FlutterwavePayouts } from './adapters/flutterwave/flutterwave.adapter.js';
import { PawapayPayouts } from './adapters/pawapay/pawapay.adapter.js';
import { PayeesProcessor } from './payees.processor.js';
import { Payees } from './payees.service.js';
import { PayoutBatches } from './payouts.batches.js';
import { PayoutBreaksController } from './payouts.breaks.controller.js';
import { PayoutBreaks } from './payouts.breaks.js';
import { PayoutCancelling } from './payouts.cancelling.js';
import { PayoutsConfig } from './payouts.config.js';
import { PayoutDepartures } from './payouts.departures.js';
import { PayoutDoubts } from './payouts.doubts.js';
import { PayoutFlow } from './payouts.flow.js';
import { PayoutFollower } from './payouts.follower.js';
import { PayoutFreezer } from './payouts.freezer.js';
import { AgentPayoutsController, FleetPayoutsController, ShopPayoutsController } from './payouts.owners.controller.js';
import { PayoutPreflight } from './payouts.preflight.js';
import { PayoutPreview } from './payouts.preview.js';
import { PayoutsProcessor } from './payouts.processor.js';
import { PAYOUT_DESTINATION, PayoutRails, RAILS } from './payouts.rails.js';
import { PayoutReads } from './payouts.reads.js';
import { PayoutRecipients } from './payouts.recipients.js';
import { PayoutReservations } from './payouts.reservations.js';
import { PayoutScheduler } from './payouts.scheduler.js';
import { PayoutSelection } from './payouts.selection.js';
import { PayoutSender } from './payouts.sender.js';
import { PayoutBatchesController, StaffPayoutsController } from './payouts.staff.controller.js';
import { PayoutStarter } from './payouts.starter.js';
import { PayoutsSweeper } from './payouts.sweeper.js';
import { PayoutUnwinder } from './payouts.unwinder.js';

const logger = new Logger('Provider');
const log = (record: CallRecord): void =>
  logger.log({ ...record, phoneMasked: record.phone, phone: undefined }, 'provider call');

/** Who is paid, in batches, through pawaPay and Flutterwave. */
export const payouts: DomainParts = {
  config: [PayoutsConfig, ProviderAccess],
  sealed: [PAYEE_DESTINATION, PAYOUT_DESTINATION],
  providers: [
    {
      provide: PawapayPayoutClient,
      inject: [ProviderAccess, PlatformConfig],
      useFactory: (access: ProviderAccess, { NODE_ENV }: PlatformConfig) =>
        new PawapayPayoutClient({ ...reachOf(access, NODE_ENV).pawapay, log }),
    },
    {
      provide: FlutterwaveTransferClient,
      inject: [ProviderAccess, PlatformConfig],
      useFactory: (access: ProviderAccess, { NODE_ENV }: PlatformConfig) =>
        new FlutterwaveTransferClient({ ...reachOf(access, NODE_ENV).flutterwave, log }),
    },
    PawapayPayouts,
    FlutterwavePayouts,
    {
      provide: RAILS,
      inject: [PawapayPayouts, FlutterwavePayouts],
      useFactory: (pawapay: PawapayPayouts, flutterwave: FlutterwavePayouts) => [pawapay, flutterwave],
    },
    PayoutRails,
    PayoutFlow,
    PayoutSelection,
    PayoutStarter,
    PayoutBatches,
    PayoutFollower,
    PayoutReads,
    PayoutPreview,
    PayoutBreaks,
    PayoutCancelling,
    PayoutDoubts,
    PayoutPreflight,
    PayoutRecipients,
    PayoutDepartures,
    PayoutReservations,
    PayoutFreezer,
    PayoutSender,
    PayoutUnwinder,
    Payees,
  ],
  api: [
    PayoutBatchesController,
    StaffPayoutsController,
    PayoutBreaksController,
    ShopPayoutsController,
    AgentPayoutsController,
    FleetPayoutsController,
  ],
  worker: [PayeesProcessor, PayoutsProcessor, PayoutScheduler, PayoutsSweeper],
};
