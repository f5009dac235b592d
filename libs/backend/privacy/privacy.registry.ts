import { applicationsData } from '../applications/applications.personal.js';
import { authData } from '../auth/auth.personal.js';
import { cartData } from '../cart/cart.personal.js';
import { deliveryData } from '../delivery/delivery.personal.js';
import { disputesData } from '../disputes/disputes.personal.js';
import { factorsData } from '../factors/factors.personal.js';
import { mediaData } from '../media/media.personal.js';
import { messagesData } from '../messages/messages.personal.js';
import { ordersData } from '../orders/orders.personal.js';
import { paymentsData } from '../payments/payments.personal.js';
import { refundsData } from '../refunds/refunds.personal.js';
import { shopsData } from '../shops/shops.personal.js';
import { usersData } from '../users/users.personal.js';
import { walletsData } from '../wallets/wallets.personal.js';
import { platformData, privacyData } from './privacy.personal.js';
import type { PersonalData } from './privacy.tables.js';

/**
 * What is held about people: every area adds its part, in the order in which they are erased. A test compares it with the
 * tables that there are.
 */
export const PERSONAL_DATA: readonly PersonalData[] = [
  factorsData,
  authData,
  messagesData,
  cartData,
  refundsData,
  paymentsData,
  disputesData,
  ordersData,
  walletsData,
  deliveryData,
  mediaData,
  applicationsData,
  shopsData,
  privacyData,
  platformData,
  usersData,
];
