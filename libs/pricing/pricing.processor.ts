import { Injectable } from '@nestjs/common';
import { type CancelledShopOrder, OrderConfirmed, type OrderFact, ShopOrderCancelled } from '@pakashop/backend';
import { type Event, OnEvent, OnJob, sql, type Tx, type Work } from '@pakashop/platform';
import { inclusive } from './pricing.commission.rules.js';
import { SimulateProposal, type SimulationRef } from './pricing.jobs.js';
import { countUses, returnUses } from './pricing.offers.uses.js';
import { SimulationRun } from './pricing.simulation.run.js';

/** What pricing hears and does by itself about its rules. */
@Injectable()
export class PricingProcessor {
  constructor(private readonly simulation: SimulationRun) {}

  /** Keeps what was accepted, for simulations, and what was bought at limited prices: a line once, however often it is told. */
  @OnEvent(OrderConfirmed, { together: true })
  async keep({ payload, occurredAt }: Event<OrderFact>, tx: Tx): Promise<void> {
    await Promise.all([keepQuotes(tx, payload, occurredAt), countUses(tx, payload)]);
  }

  @OnEvent(ShopOrderCancelled)
  giveBack({ payload }: Event<CancelledShopOrder>, tx: Tx): Promise<void> {
    return returnUses(tx, payload);
  }

  @OnJob(SimulateProposal)
  simulate(work: Work<SimulationRef>): Promise<void> {
    return this.simulation.run(work);
  }
}

async function keepQuotes(tx: Tx, payload: OrderFact, occurredAt: string): Promise<void> {
  const lines = payload.shopOrders.flatMap(({ shopOrderId, shopId, lines }) =>
    lines.map(({ total, commission, markup, ...line }) => ({
      ...line,
      shopOrderId,
      shopId,
      total: total.amount,
      base: total.amount - (markup?.amount ?? 0),
      commission: commission.amount - inclusive(markup?.amount ?? 0).commission,
      currency: total.currency,
    })),
  );
  await tx.execute(sql`
    INSERT INTO pricing.accepted_quotes (line_id, order_id, shop_order_id, shop_id, category_id, product_id, quantity, total,
      base, commission, currency, accepted_at)
    SELECT l."lineId", ${payload.orderId}, l."shopOrderId", l."shopId", l."categoryId", l."productId", l.quantity, l.total,
      l.base, l.commission, l.currency, ${occurredAt}::timestamptz
    FROM json_to_recordset(${JSON.stringify(lines)}) AS l("lineId" uuid, "shopOrderId" uuid, "shopId" uuid,
      "categoryId" uuid, "productId" uuid, quantity int, total bigint, base bigint, commission bigint, currency text)
    ON CONFLICT DO NOTHING`);
}
