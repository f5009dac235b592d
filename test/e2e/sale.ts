import { type Client, idempotencyKey, type Schemas } from '@pakashop/client';
import type { Agent } from './agents.js';
import type { Buyer, Order } from './buyer.js';
import type { Shop } from './catalogue.js';
import type { Marketplace } from './marketplace.js';
import type { Insider } from './people.js';
import { until } from './processes.js';

export type Part = Order['shopOrders'][number];

/** Who is needed on the way. */
interface Crew {
  readonly market: Marketplace;
  /** The first of them carries, unless another one is named. */
  readonly agents: readonly Agent[];
  readonly finance: Insider;
}

/** At the address of the order; without coordinates every place is near enough. */
const POSITION = { latitude: -15.41, longitude: 28.29, accuracyM: 12 };
const SIGNATURE = { name: 'Chanda Mwansa', strokes: [[1, 2, 30, 40, 55, 12]] };

let confirmations = 0;

/** Where a shop order stands, with its delivery and its money. */
export interface Standing {
  readonly status: string;
  readonly delivery: string | null;
  readonly settlement: string;
  readonly isReleased: boolean;
}

/** What the books say of one sale; ngwee. */
export interface Money {
  readonly refundedGoods: number;
  readonly isReleased: boolean;
  /** What the shop has of it, in all. */
  readonly shop: number;
  /** What the platform has: commission and its VAT. */
  readonly platform: number;
  readonly releases: number;
  readonly refunds: number;
}

interface HowToConfirm {
  readonly by?: Client;
  readonly key?: string;
}

/** One paid shop order on its way to the customer, and its money to those who earn it. */
export class Sale {
  constructor(
    private readonly crew: Crew,
    readonly buyer: Buyer,
    readonly order: Order,
    readonly part: Part,
  ) {}

  private get market() {
    return this.crew.market;
  }

  private get shop(): Shop {
    return this.market.catalogue.shops.find(({ id }) => id === this.part.shop.id)!;
  }

  private get rider(): Client {
    return this.crew.agents[0]!.client;
  }

  private get path() {
    return { path: { id: this.order.id, shopOrderId: this.part.id } };
  }

  standing(): Promise<Standing> {
    return this.market.row(
      `SELECT s.status, d.state AS delivery, x.state AS settlement, x.released_at IS NOT NULL AS "isReleased"
       FROM backend.shop_orders s JOIN settlement.settlements x ON x.shop_order_id = s.id
       LEFT JOIN backend.deliveries d ON d.shop_order_id = s.id WHERE s.id = $1`,
      this.part.id,
    );
  }

  /** The id of its delivery, once there is one. */
  delivery(): Promise<string> {
    return until('the delivery is there', async () => {
      const [row] = await this.market.rows<{ id: string }>(
        'SELECT id FROM backend.deliveries WHERE shop_order_id = $1',
        this.part.id,
      );
      return row?.id;
    });
  }

  /** The vendor takes it on and packs it. */
  async pack(): Promise<void> {
    const params = { path: { id: this.part.id } };
    await this.shop.owner.client.post('/shop-orders/{id}/accept', { params });
    await this.shop.owner.client.post('/shop-orders/{id}/pack', { params });
  }

  /** The vendor calls it off. */
  callOff(by: Client = this.shop.owner.client): Promise<unknown> {
    return by.post('/shop-orders/{id}/cancel', {
      params: { path: { id: this.part.id } },
      body: { reason: 'the roof leaks' },
    });
  }

  async claim(by: Client = this.rider): Promise<void> {
    await by.post('/delivery/agent/deliveries/{id}/claim', { params: { path: { id: await this.delivery() } } });
  }

  async pickUp(by: Client = this.rider): Promise<void> {
    await by.post('/delivery/agent/deliveries/{id}/pick-up', { params: { path: { id: await this.delivery() } } });
  }

  /** Packed, claimed and picked up: the customer is at the door. */
  async dispatch(): Promise<void> {
    await this.pack();
    await this.claim();
    await this.pickUp();
  }

  async pin(): Promise<string> {
    const { pin } = await this.buyer.client().get('/orders/{id}/shop-orders/{shopOrderId}/delivery-pin', {
      params: this.path,
    });
    return pin;
  }

  /** A confirmation as the agent's app would make it; the same again is sent with the same body. */
  confirmation(pin: string): Schemas['ConfirmDelivery'] {
    const device = { id: 'e2e-phone', at: new Date().toISOString(), sequence: ++confirmations };
    return { shopOrderId: this.part.id, pin, signature: SIGNATURE, position: POSITION, device };
  }

  /** The agent hands the goods over. */
  confirm(
    body: Schemas['ConfirmDelivery'],
    { by = this.rider, key = idempotencyKey() }: HowToConfirm = {},
  ): Promise<Schemas['DeliveryReceipt']> {
    return by.post('/delivery/agent/confirm', { params: { header: { 'Idempotency-Key': key } }, body });
  }

  /** All the way to the customer. */
  async deliver(): Promise<void> {
    await this.dispatch();
    await this.confirm(this.confirmation(await this.pin()));
  }

  /** The buyer says that all is well: nothing has to be waited for any more. */
  async received(): Promise<void> {
    await this.buyer.client().post('/orders/{id}/shop-orders/{shopOrderId}/received', { params: this.path });
  }

  /** Waits until the money belongs to those who have earned it. */
  async released(): Promise<void> {
    await until(`the money of ${this.part.id} is released`, async () => (await this.standing()).isReleased);
  }

  /** All the way to the money. */
  async release(): Promise<void> {
    await this.deliver();
    await this.received();
    await this.released();
  }

  /** Finance gives pieces of it back. */
  refund(
    quantity = 1,
    by: Client = this.crew.finance.client,
    key = idempotencyKey(),
  ): Promise<Schemas['RefundDetail']> {
    const lines = [{ lineId: this.part.lines[0]!.id, quantity }];
    return by.post('/refunds', {
      params: { header: { 'Idempotency-Key': key } },
      body: { shopOrderId: this.part.id, lines, reason: 'a scratch on it' },
    });
  }

  /** The price of one piece. */
  get price(): number {
    return this.part.lines[0]!.unitPrice.amount;
  }

  money(): Promise<Money> {
    return this.market.row(
      `WITH t AS (SELECT * FROM settlement.ledger_transactions WHERE reference ->> 'shopOrderId' = $1),
         e AS (SELECT a.code, CASE e.direction WHEN 'CREDIT' THEN e.amount ELSE -e.amount END AS amount
               FROM t JOIN settlement.ledger_entries e ON e.transaction_id = t.id
               JOIN settlement.ledger_accounts a ON a.id = e.account_id)
       SELECT x.refunded_goods::int AS "refundedGoods", x.released_at IS NOT NULL AS "isReleased",
         (SELECT coalesce(sum(amount), 0)::int FROM e WHERE code LIKE 'seller\\_%') AS shop,
         (SELECT coalesce(sum(amount), 0)::int FROM e WHERE code LIKE 'commission:%' OR code LIKE 'tax\\_payable:%') AS platform,
         (SELECT count(*)::int FROM t WHERE kind = 'RELEASE') AS releases,
         (SELECT count(*)::int FROM t WHERE kind = 'REFUND_RESERVED') AS refunds
       FROM settlement.settlements x WHERE x.shop_order_id = $1::uuid`,
      this.part.id,
    );
  }

  /** Waits until the buyer has everything that is given back, and the books know. */
  async refunded(): Promise<void> {
    await until(`what is given back of ${this.part.id} has arrived`, async () => {
      const open = await this.market.rows(
        `SELECT FROM backend.refunds r WHERE r.shop_order_id = $1 AND NOT (r.state = 'COMPLETED'
           AND EXISTS (SELECT FROM settlement.ledger_transactions t WHERE t.key = 'refund_paid:' || r.id))`,
        this.part.id,
      );
      return open.length === 0;
    });
  }

  /** Refunds of it, the first one first. */
  refunds(): Promise<RefundRow[]> {
    return this.market.rows(
      `SELECT r.id, r.state, r.amount::int, a.reference, a.state AS attempt FROM backend.refunds r
       LEFT JOIN backend.refund_attempts a ON a.refund_id = r.id WHERE r.shop_order_id = $1 ORDER BY r.id, a.number`,
      this.part.id,
    );
  }
}

export interface RefundRow {
  readonly id: string;
  readonly state: string;
  readonly amount: number;
  /** Our id of its attempt at the provider, and how that stands. */
  readonly reference: string | null;
  readonly attempt: string | null;
}
