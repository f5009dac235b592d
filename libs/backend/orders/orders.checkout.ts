import { Injectable } from '@nestjs/common';
import { type Actor, type Claim, formatMoney, type Money, uniqueViolation } from '@pakashop/platform';
import { PricingPort } from '@pakashop/pricing';
import { Baskets } from './orders.basket.js';
import { draftOrder, quoteRequest } from './orders.draft.js';
import type { PlaceOrder } from './orders.dto.js';
import { ordersProblems as problems } from './orders.errors.js';
import { OrderNumbers } from './orders.number.js';
import type { OrderView } from './orders.view.dto.js';
import { OrderWriter } from './orders.writer.js';

/** Places orders. */
@Injectable()
export class Checkout {
  constructor(
    private readonly baskets: Baskets,
    private readonly pricing: PricingPort,
    private readonly numbers: OrderNumbers,
    private readonly writer: OrderWriter,
  ) {}

  /**
   * Prices a basket and writes it as an order. The prices are those of the quote: what a vendor edits between quote and
   * commit does not change what the customer was shown and counts from the next order on.
   *
   * @throws Problem orders.*, products.out_of_stock, pricing.no_delivery, VAL_002
   */
  async place(actor: Actor, input: PlaceOrder, claim: Claim): Promise<OrderView> {
    const basket = await this.baskets.read(actor, input);
    const quote = await this.pricing.quote(quoteRequest(actor, basket, input.delivery));
    assertExpected(quote.total, input.expectedTotal);
    for (let attempt = 1; ; attempt++) {
      const draft = draftOrder(input, basket, quote, this.numbers.next());
      try {
        return await this.writer.write(actor, draft, Boolean(input.fromCart), claim);
      } catch (error) {
        if (attempt === 3 || uniqueViolation(error) !== 'orders_number_key') throw error;
      }
    }
  }
}

/** @throws Problem orders.price_changed when the customer was shown another total */
function assertExpected(total: Money, expected?: Money): void {
  if (!expected || (expected.amount === total.amount && expected.currency === total.currency)) return;
  throw problems.priceChanged(
    `The total is ${formatMoney(total)} now. Show it, and order again with a new Idempotency-Key.`,
    {
      extra: { total },
    },
  );
}
