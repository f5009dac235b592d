import type { DomainParts } from '@pakashop/platform';
import { ShopsController } from './shops.controller.js';
import { VendorShopsController } from './shops.vendor.controller.js';
import { Shops } from './shops.service.js';

/** Shops, their places and who owns them. */
export const shops: DomainParts = {
  providers: [Shops],
  api: [ShopsController, VendorShopsController],
};
