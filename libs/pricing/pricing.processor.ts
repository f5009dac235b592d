import { Injectable } from '@nestjs/common';
import { type CancelledShopOrder, OrderConfirmed, type OrderFact, ShopOrderCancelled } from '@pakashop/backend';
import { type Event, OnEvent, OnEvents, OnJob, sql, type Tx, type Work } from '@pakashop/platform';
import { inclusive } from './pricing.commission.rules.js';
import { SimulateProposal, type SimulationRef } from './pricing.jobs.js';
import { countUses, returnUses } from './pricing.offers.uses.js';
import { SimulationRun } from './pricing.simulation.run.js';

/** What pricing hears and does by itself about its rules. */
@Injectable()
export class PricingProcessor {
  constructor(private readonly simulation: SimulationRun) {}

  /** Keeps what was accepted, for simulations, and what was bought at limited prices: a line once, however often it is told. */
  @OnEvents(OrderConfirmed)
  async keep(events: readonly Event<OrderFact>[], tx: Tx): Promise<void> {
    const orders = events.map(({ payload }) => payload);
    await Promise.all([keepQuotes(tx, events), countUses(tx, orders)]);
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

async function keepQuotes(tx: Tx, events: readonly Event<OrderFact>[]): Promise<void> {
  const lines = events.flatMap(({ payload: { orderId, shopOrders }, occurredAt }) =>
    shopOrders.flatMap(({ shopOrderId, shopId, lines }) =>
      lines.map(({ total, commission, markup, ...line }) => ({
        ...{ ...line, orderId, shopOrderId, shopId, occurredAt },
        total: total.amount,
        base: total.amount - (markup?.amount ?? 0),
        commission: commission.amount - inclusive(markup?.amount ?? 0).commission,
        currency: total.currency,
      })),
    ),
  );
  await tx.execute(sql`
    INSERT INTO pricing.accepted_quotes (line_id, order_id, shop_order_id, shop_id, category_id, product_id, quantity, total,
      base, commission, currency, accepted_at)
    SELECT l."lineId", l."orderId", l."shopOrderId", l."shopId", l."categoryId", l."productId", l.quantity, l.total, l.base,
      l.commission, l.currency, l."occurredAt"
    FROM json_to_recordset(${JSON.stringify(lines)}) AS l("lineId" uuid, "orderId" uuid, "shopOrderId" uuid, "shopId" uuid,
      "categoryId" uuid, "productId" uuid, quantity int, total bigint, base bigint, commission bigint, currency text,
      "occurredAt" timestamptz)
    ON CONFLICT DO NOTHING`);
}
