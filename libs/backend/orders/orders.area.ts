import type { DomainParts } from '@pakashop/platform';
import { PricingPort } from '@pakashop/pricing';
import { Baskets } from './orders.basket.js';
import { Checkout } from './orders.checkout.js';
import { OrderClaimsController } from './orders.claim.controller.js';
import { OrderClaims } from './orders.claim.js';
import { OrdersConfig } from './orders.config.js';
import { OrdersController } from './orders.controller.js';
import { OrderFlow } from './orders.flow.js';
import { Fulfilment } from './orders.fulfilment.js';
import { OrderNumbers } from './orders.number.js';
import { Orders } from './orders.read.js';
import { FulfilmentController, ShopOrdersController } from './orders.vendor.controller.js';
import { VendorOrders } from './orders.vendor.js';
import { OrderWriter } from './orders.writer.js';

/** Checkout, orders as buyers and vendors see them, and what becomes of them. */
export const orders: DomainParts = {
  calls: [PricingPort],
  config: [OrdersConfig],
  providers: [OrderFlow, Checkout, OrderWriter, Baskets, OrderNumbers, Orders, VendorOrders, Fulfilment, OrderClaims],
  api: [OrdersController, OrderClaimsController, ShopOrdersController, FulfilmentController],
};
