import { newWallet } from '../e2e/people.js';
import type { Marketplace } from '../e2e/marketplace.js';
import { randomUUID } from 'node:crypto';
import type { Cast, Vendor } from './cast.js';
import type { Answer, Caller } from './caller.js';
import type { Figures } from './figures.js';
import type { Random } from './random.js';
import type { Watch } from './watch.js';

/** How an order's life goes, as its people mean it to. */
export const LIVES = {
  'bought and delivered': 60,
  'bought in two shops': 14,
  'never paid': 4,
  'called off before payment': 3,
} as const;
export type LifeName = keyof typeof LIVES;

interface OrderView {
  readonly id: string;
  readonly number: string;
  readonly shopOrders: readonly { readonly id: string; readonly shop: { readonly id: string } }[];
}

interface World {
  readonly market: Marketplace;
  readonly cast: Cast;
  readonly watch: Watch;
  readonly figures: Figures;
}

const ADDRESS = {
  province: 'Lusaka',
  town: 'Lusaka',
  landmark: 'behind the Total filling station',
  phone: '0966123456',
};
const CONTACT = { name: 'Chanda Mwansa', phone: '0966123456', email: 'chanda@example.com' };

/** One order from the first click to the last ngwee. */
export class Life {
  private readonly wallet = newWallet();

  constructor(
    private readonly world: World,
    private readonly random: Random,
    private readonly name: LifeName,
  ) {}

  /** Lives it; what is decided on the way is counted. */
  async live(): Promise<void> {
    const { cast, figures } = this.world;
    const buyer = await cast.guest();
    const order = await this.place(buyer);
    if (!order) return figures.add('orders sold out');
    figures.add('orders acknowledged');
    if (this.name === 'never paid') return;
    await this.pay(buyer, order);
    figures.add('orders paid');
  }

  private async place(buyer: Caller): Promise<OrderView | undefined> {
    const key = randomUUID();
    const body = { lines: this.lines(), delivery: ADDRESS, contact: CONTACT };
    const answer = await buyer.post<OrderView>('/orders', body, key);
    if (is(answer, 409, 'products.out_of_stock')) return undefined;
    const order = expect(answer, 201);
    this.world.market.people.acknowledged.push({ key, orderId: order.id });
    return order;
  }

  /** Pays, and again when it did not come through, as the page offers it. */
  private async pay(buyer: Caller, { id, shopOrders }: OrderView): Promise<void> {
    const { watch, figures } = this.world;
    for (;;) {
      const answer = await buyer.post('/payments/initiate', { orderId: id, method: 'MTN_MONEY', phone: this.wallet });
      if (![200, 202].includes(answer.status) && !is(answer, 409)) throw unexpected(answer);
      figures.add('payments started');
      const seen = await watch.until(
        shopOrders[0]!.id,
        ({ status, paymentStatus }) => status !== 'PENDING' || paymentStatus === 'FAILED',
      );
      if (seen.status !== 'PENDING') return;
    }
  }

  private lines(): { variantId: string; quantity: number }[] {
    const { cast } = this.world;
    const vendors: readonly Vendor[] =
      this.name === 'bought in two shops' ? cast.vendors : [this.random.pick(cast.vendors)];
    return vendors.map(({ plenty, scarce }) => ({
      variantId: this.random.next() < 0.1 ? this.random.pick(scarce) : this.random.pick(plenty),
      quantity: this.random.between(1, 3),
    }));
  }
}

const is = ({ status, body }: Answer<unknown>, wanted: number, code?: string): boolean =>
  status === wanted && (code === undefined || (body as { code?: string }).code === code);

const unexpected = ({ status, body }: Answer<unknown>): Error => new Error(`${status} ${JSON.stringify(body)}`);

function expect<T>(answer: Answer<T>, status: number): T {
  if (answer.status !== status) throw unexpected(answer);
  return answer.body;
}
