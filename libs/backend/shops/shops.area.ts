import type { DomainParts } from '@pakashop/platform';
import { ShopClasses } from './shops.classes.js';
import { ShopClosures } from './shops.closures.js';
import { ShopsController } from './shops.controller.js';
import { ShopNotices } from './shops.notices.js';
import { ShopOpening } from './shops.opening.js';
import { Shops } from './shops.service.js';
import { StaffShopsController } from './shops.staff.controller.js';
import { ShopSuspension } from './shops.suspension.js';
import { ShopTeamController } from './shops.team.controller.js';
import { ShopTeam } from './shops.team.js';
import { VendorShopsController } from './shops.vendor.controller.js';

/** Shops, their places, who works in them, and when they take no orders. */
export const shops: DomainParts = {
  providers: [Shops, ShopOpening, ShopSuspension, ShopClasses, ShopNotices, ShopClosures, ShopTeam],
  api: [ShopsController, VendorShopsController, ShopTeamController, StaffShopsController],
};
