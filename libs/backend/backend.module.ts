import { Domain, mergeParts } from '@pakashop/platform';
import { applications } from './applications/applications.area.js';
import { audit } from './audit/audit.area.js';
import { auth } from './auth/auth.area.js';
import { cart } from './cart/cart.area.js';
import { delivery } from './delivery/delivery.area.js';
import { disputes } from './disputes/disputes.area.js';
import { factors } from './factors/factors.area.js';
import { media } from './media/media.area.js';
import { messages } from './messages/messages.area.js';
import { orders } from './orders/orders.area.js';
import { payments } from './payments/payments.area.js';
import { refunds } from './refunds/refunds.area.js';
import { privacy } from './privacy/privacy.area.js';
import { products } from './products/products.area.js';
import { shops } from './shops/shops.area.js';
import { users } from './users/users.area.js';
import { invitations } from './users/users.invitations.area.js';
import { wallets } from './wallets/wallets.area.js';

/** People, shops, products, carts, orders, payments, messages and files: one schema and one transaction boundary, a folder per area. */
@Domain({
  name: 'backend',
  ...mergeParts(
    messages,
    media,
    audit,
    auth,
    users,
    invitations,
    factors,
    applications,
    delivery,
    wallets,
    shops,
    products,
    cart,
    orders,
    disputes,
    payments,
    refunds,
    privacy,
  ),
})
export class BackendModule {}
