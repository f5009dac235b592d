import { ApiProblem, type Client, idempotencyKey, type Schemas } from '@pakashop/client';
import type { Marketplace } from './marketplace.js';
import { newWallet } from './people.js';
import { type Process, until } from './processes.js';

export type Order = Schemas['OrderView'];
export type Status = Schemas['PaymentStatusView'];
export type Method = Schemas['InitiatePayment']['method'];
type Initiated = Schemas['InitiatedPayment'];

/** What came of initiating, with its HTTP status. */
export interface Started extends Initiated {
  readonly status: number;
}

export interface HowToPay {
  readonly method?: Method;
  readonly phone?: string;
  readonly key?: string;
  readonly via?: Process;
}

interface HowToOrder {
  readonly key?: string;
  readonly via?: Process;
  readonly fromCart?: boolean;
}

const ADDRESS = {
  province: 'Lusaka',
  town: 'Lusaka',
  landmark: 'behind the Total filling station',
  phone: '0966123456',
} as const;
const CONTACT = { name: 'Chanda Mwansa', phone: '0966123456', email: 'chanda@example.com' };

/** Somebody who orders and pays, a guest or a person, and remembers what was promised. */
export class Buyer {
  /** The wallet that is asked for money. */
  readonly wallet = newWallet();

  constructor(
    private readonly market: Marketplace,
    private readonly clientFor: (api: Process) => Client,
    private readonly api: Process,
    readonly userId?: string,
  ) {}

  client(via: Process = this.api): Client {
    return this.clientFor(via);
  }

  /** Places an order for pieces of variants: `{ [variantId]: 2 }`. */
  async place(
    pieces: Readonly<Record<string, number>>,
    { key = idempotencyKey(), via, fromCart }: HowToOrder = {},
  ): Promise<Order> {
    const lines = Object.entries(pieces).map(([variantId, quantity]) => ({ variantId, quantity }));
    const order = await this.client(via).post('/orders', {
      params: { header: { 'Idempotency-Key': key } },
      body: { ...(fromCart ? { fromCart } : { lines }), delivery: { ...ADDRESS }, contact: CONTACT },
    });
    this.market.people.acknowledged.push({ key, orderId: order.id });
    return order;
  }

  /** Starts paying. */
  async pay(
    order: Pick<Order, 'id'>,
    { method = 'MTN_MONEY', phone = this.wallet, key = idempotencyKey(), via }: HowToPay = {},
  ): Promise<Started> {
    const { data, response } = await this.client(via).http.POST('/payments/initiate', {
      params: { header: { 'Idempotency-Key': key } },
      body: { orderId: order.id, method, ...(method !== 'CARD' && { phone }) },
    });
    return { ...data!, status: response.status };
  }

  /** Places an order for one pot and starts paying it. */
  async checkOut(how: HowToPay = {}): Promise<{ order: Order; started: Started }> {
    const order = await this.place({ [this.market.catalogue.pot]: 1 }, { via: how.via });
    return { order, started: await this.pay(order, how) };
  }

  status({ id }: Pick<Order, 'id'>, via?: Process): Promise<Status> {
    return this.client(via).get('/payments/status/{orderId}', { params: { path: { orderId: id } } });
  }

  async cancelPayment({ id }: Pick<Order, 'id'>): Promise<void> {
    await this.client().post('/payments/cancel/{orderId}', { params: { path: { orderId: id } } });
  }

  cancelOrder({ id }: Pick<Order, 'id'>): Promise<Order> {
    return this.client().patch('/orders/{id}/cancel', { params: { path: { id } } });
  }

  order({ id }: Pick<Order, 'id'>): Promise<Order> {
    return this.client().get('/orders/{id}', { params: { path: { id } } });
  }

  /** Polls the status, as the waiting page does, until it is there. */
  async until(order: Pick<Order, 'id'>, wanted: Partial<Status>, ms?: number): Promise<Status> {
    let seen: Status | undefined;
    const fits = (status: Status): boolean =>
      Object.entries(wanted).every(([field, value]) => status[field as keyof Status] === value);
    return until(
      `the payment of ${order.id} is ${JSON.stringify(wanted)}`,
      async () => {
        seen = await this.status(order);
        if (fits(seen)) return seen;
        throw new Error(JSON.stringify(seen));
      },
      ms,
    );
  }

  /** Waits until the order is paid and confirmed. */
  untilPaid(order: Pick<Order, 'id'>, ms?: number): Promise<Status> {
    return this.until(order, { paymentStatus: 'PAID', orderStatus: 'CONFIRMED', payment: 'CAPTURED' }, ms);
  }

  /** Approves the prompt, once it is on the phone. */
  async approve(phone: string = this.wallet): Promise<void> {
    await until(`the phone ${phone} rings`, () => this.market.sandbox.rings(phone));
    await this.market.sandbox.phone(phone, 'approve');
  }
}

/** What a refused call is refused with; fails when it was not refused. */
export async function refusal(call: Promise<unknown>): Promise<ApiProblem> {
  try {
    const answer = await call;
    throw new Error(`it was not refused: ${JSON.stringify(answer)}`);
  } catch (error) {
    if (error instanceof ApiProblem) return error;
    throw error;
  }
}

/** Repeats a call with its key until it is answered for good, as a client does whose answer was lost. */
export async function answered<T>(call: () => Promise<T>, ms = 20_000): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const isFinal = error instanceof ApiProblem && error.status < 500 && error.code !== 'idempotency.in_progress';
      if (isFinal || Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
