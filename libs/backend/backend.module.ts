import { Domain, mergeParts } from '@pakashop/platform';
import { auth } from './auth/auth.area.js';
import { cart } from './cart/cart.area.js';
import { orders } from './orders/orders.area.js';
import { payments } from './payments/payments.area.js';
import { products } from './products/products.area.js';
import { shops } from './shops/shops.area.js';
import { users } from './users/users.area.js';

/** People, shops, products, carts, orders and payments: one schema and one transaction boundary, a folder per area. */
@Domain({ name: 'backend', ...mergeParts(auth, users, shops, products, cart, orders, payments) })
export class BackendModule {}
