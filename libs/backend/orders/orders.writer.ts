import { Inject, Injectable } from '@nestjs/common';
import { type Actor, type Claim, Database, Outbox } from '@pakashop/platform';
import { Carts } from '../cart/cart.service.js';
import { ExpireOrder, expireKey } from '../payments/payments.jobs.js';
import { Stock } from '../products/products.stock.js';
import { OrdersConfig } from './orders.config.js';
import type { OrderDraft } from './orders.draft.js';
import { ordersProblems as problems } from './orders.errors.js';
import { insertOrder, queueBuyer } from './orders.insert.js';
import { orderView } from './orders.record.js';
import type { OrderView } from './orders.view.dto.js';

/** Writes orders: everything that is true of a placed one commits together. */
@Injectable()
export class OrderWriter {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly carts: Carts,
    private readonly outbox: Outbox,
    @Inject(OrdersConfig) private readonly config: OrdersConfig,
  ) {}

  /**
   * Holds the stock, writes the order, its payment and their histories, orders its expiry, empties the cart it came from
   * and stores the answer.
   *
   * @throws Problem products.out_of_stock, orders.too_many_unpaid, orders.cart_changed
   */
  write(actor: Actor, draft: OrderDraft, fromCart: boolean, claim: Claim): Promise<OrderView> {
    const { ORDER_TTL_SECONDS: ttlSeconds, ORDER_MAX_UNPAID: maxUnpaid } = this.config;
    const { id: orderId } = draft;
    return this.db.transaction(async (tx) => {
      await queueBuyer(tx, actor);
      await this.stock.hold(tx, stockOf(draft));
      const times = await insertOrder(tx, actor, draft, { ttlSeconds, maxUnpaid });
      if (!times) throw problems.tooManyUnpaid(`Pay or cancel one of your ${maxUnpaid} unpaid orders first.`);
      const expiry = { key: expireKey(orderId), aggregateId: orderId, inSeconds: ttlSeconds };
      await this.outbox.enqueue(tx, ExpireOrder, { orderId }, expiry);
      if (fromCart && !(await this.carts.take(tx, actor, stockOf(draft)))) {
        throw problems.cartChanged('Look at the cart and order again with a new Idempotency-Key.');
      }
      const view = orderView({ ...draft, ...times });
      await claim.answer(tx, 201, view);
      return view;
    });
  }
}

const stockOf = ({ shopOrders }: OrderDraft) =>
  shopOrders.flatMap(({ lines }) =>
    lines.map(({ id: lineId, variantId, quantity }) => ({ lineId, variantId, quantity })),
  );
