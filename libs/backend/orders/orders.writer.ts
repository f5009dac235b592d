import { Inject, Injectable } from '@nestjs/common';
import { type Actor, type Claim, Database } from '@pakashop/platform';
import { Carts } from '../cart/cart.service.js';
import { Stock } from '../products/products.stock.js';
import { OrdersConfig } from './orders.config.js';
import type { OrderDraft } from './orders.draft.js';
import { ordersProblems as problems } from './orders.errors.js';
import { insertOrder, queueBuyer } from './orders.insert.js';
import { refuseGonePrice, takePrices } from './orders.prices.js';
import { orderView } from './orders.record.js';
import type { OrderView } from './orders.view.dto.js';

/** Writes orders: everything that is true of a placed one commits together. */
@Injectable()
export class OrderWriter {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly carts: Carts,
    @Inject(OrdersConfig) private readonly config: OrdersConfig,
  ) {}

  /**
   * Holds the stock, writes the order, its payment and their histories, empties the cart it came from and stores the
   * answer. All of it is on its way at once and runs in this order; whatever is refused undoes the rest.
   *
   * @throws Problem products.out_of_stock, orders.too_many_unpaid, orders.cart_changed, orders.price_gone
   */
  write(actor: Actor, draft: OrderDraft, fromCart: boolean, claim: Claim): Promise<OrderView> {
    const { ORDER_TTL_SECONDS: ttlSeconds, ORDER_MAX_UNPAID: maxUnpaid } = this.config;
    const lines = stockOf(draft);
    const expiresAt = new Date(draft.placedAt.getTime() + ttlSeconds * 1_000);
    const view = orderView({ ...draft, expiresAt });
    const written = this.db.transaction(async (tx) => {
      const [, , , isPlaced, isTaken] = await Promise.all([
        queueBuyer(tx, actor),
        this.stock.hold(tx, lines),
        takePrices(tx, draft),
        insertOrder(tx, actor, draft, { expiresAt, maxUnpaid }),
        fromCart ? this.carts.take(tx, actor, lines) : true,
        claim.answer(tx, 201, view),
      ]);
      if (!isPlaced) throw problems.tooManyUnpaid(`Pay or cancel one of your ${maxUnpaid} unpaid orders first.`);
      if (!isTaken) throw problems.cartChanged('Look at the cart and order again with a new Idempotency-Key.');
      return view;
    });
    return written.catch(refuseGonePrice);
  }
}

const stockOf = ({ shopOrders }: OrderDraft) =>
  shopOrders.flatMap(({ lines }) =>
    lines.map(({ id: lineId, variantId, quantity }) => ({ lineId, variantId, quantity })),
  );
