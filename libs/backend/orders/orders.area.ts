import type { DomainParts } from '@pakashop/platform';
import { PricingPort } from '@pakashop/pricing';
import { Baskets } from './orders.basket.js';
import { Cancelling } from './orders.cancel.js';
import { ShopCancelling } from './orders.cancel.shop.js';
import { Checkout } from './orders.checkout.js';
import { OrderClaimsController } from './orders.claim.controller.js';
import { OrderClaims } from './orders.claim.js';
import { OrdersConfig } from './orders.config.js';
import { OrdersController } from './orders.controller.js';
import { ShopOrderDesk } from './orders.desk.js';
import { ShopOrderEnding } from './orders.ending.js';
import { OrderFlow } from './orders.flow.js';
import { Fulfilment } from './orders.fulfilment.js';
import { Losses } from './orders.losses.js';
import { OrderNotices } from './orders.notices.js';
import { OrderNumbers } from './orders.number.js';
import { OfferNotices, OffersProcessor } from './orders.offers.js';
import { OrderPartsController } from './orders.parts.controller.js';
import { Previews } from './orders.preview.js';
import { OrdersProcessor } from './orders.processor.js';
import { Orders } from './orders.read.js';
import { Receipts } from './orders.receipt.js';
import { Returns } from './orders.returns.js';
import { Shortages } from './orders.shortage.js';
import { StaffShopOrdersController } from './orders.staff.controller.js';
import { ShopOrderSteps } from './orders.steps.js';
import { FulfilmentController, ShopOrdersController } from './orders.vendor.controller.js';
import { VendorOrders } from './orders.vendor.js';
import { OrderWriter } from './orders.writer.js';

/** Checkout, orders as buyers and vendors see them, and what becomes of them. */
export const orders: DomainParts = {
  calls: [PricingPort],
  config: [OrdersConfig],
  providers: [
    OrderFlow,
    Checkout,
    Previews,
    OrderWriter,
    Baskets,
    OrderNumbers,
    Orders,
    VendorOrders,
    ShopOrderSteps,
    OrderNotices,
    OfferNotices,
    ShopOrderEnding,
    ShopOrderDesk,
    Fulfilment,
    Shortages,
    Cancelling,
    ShopCancelling,
    Returns,
    Losses,
    Receipts,
    OrderClaims,
  ],
  api: [
    OrdersController,
    OrderPartsController,
    OrderClaimsController,
    ShopOrdersController,
    FulfilmentController,
    StaffShopOrdersController,
  ],
  worker: [OrdersProcessor, OffersProcessor],
};
