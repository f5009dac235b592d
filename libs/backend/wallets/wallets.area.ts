import type { DomainParts } from '@pakashop/platform';
import { WalletChanges } from './wallets.changes.js';
import { WalletsConfig } from './wallets.config.js';
import { AgentWalletController, FleetWalletController, ShopWalletController } from './wallets.controller.js';
import { WalletsProcessor } from './wallets.processor.js';
import { SEALED_ACCOUNTS, WalletNumbers } from './wallets.record.js';
import { Wallets } from './wallets.service.js';
import { StaffWalletsController } from './wallets.staff.controller.js';
import { WalletStaff } from './wallets.staff.js';

/** Where shops, agents and fleets are paid out, and from when on. */
export const wallets: DomainParts = {
  config: [WalletsConfig],
  sealed: [SEALED_ACCOUNTS],
  providers: [WalletNumbers, WalletChanges, Wallets, WalletStaff],
  api: [ShopWalletController, AgentWalletController, FleetWalletController, StaffWalletsController],
  worker: [WalletsProcessor],
};
