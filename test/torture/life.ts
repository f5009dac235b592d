import { randomUUID } from 'node:crypto';
import type { Marketplace } from '../e2e/marketplace.js';
import { newWallet } from '../e2e/people.js';
import { accepted, is, unexpected } from './answers.js';
import type { Caller } from './caller.js';
import type { Cast, Vendor } from './cast.js';
import type { Desk } from './desk.js';
import type { Figures } from './figures.js';
import { Journey } from './journey.js';
import type { Random } from './random.js';
import type { Watch } from './watch.js';

/** How orders live, as their people mean it to go, and how often each. */
export const LIVES = {
  'bought and delivered': 45,
  'bought in two shops': 12,
  'called off by the buyer': 8,
  'called off by the shop': 4,
  'not all supplied': 5,
  'refused at the door': 4,
  'refunded in part': 7,
  disputed: 8,
  'never paid': 4,
  'called off before payment': 3,
  'fought over': 4,
  'PIN guessed': 3,
} as const;
export type LifeName = keyof typeof LIVES;

export interface World {
  readonly market: Marketplace;
  readonly cast: Cast;
  readonly desk: Desk;
  readonly watch: Watch;
  readonly figures: Figures;
}

export interface ShopOrder {
  readonly id: string;
  readonly shop: { readonly id: string };
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
}

export interface Order {
  readonly id: string;
  readonly number: string;
  readonly shopOrders: readonly ShopOrder[];
}

interface Line {
  readonly variantId: string;
  readonly quantity: number;
}

const ADDRESS = {
  province: 'Lusaka',
  town: 'Lusaka',
  landmark: 'behind the Total filling station',
  phone: '0966123456',
} as const;
const CONTACT = { name: 'Chanda Mwansa', phone: '0966123456', email: 'chanda@example.com' };

/** How many of the orders are paid on the page for cards, which Flutterwave has; the others by phone at pawaPay. */
const BY_CARD = 0.1;
/** Providers fail, but not so often in a row. */
const MOST_PAYMENTS = 10;

/** One order from the first click to the last ngwee. */
export class Life {
  private readonly wallet = newWallet();

  constructor(
    private readonly world: World,
    private readonly random: Random,
    private readonly name: LifeName,
  ) {}

  async live(): Promise<void> {
    const { cast, figures } = this.world;
    const buyer = await cast.guest();
    const order = await this.place(buyer);
    figures.add('orders acknowledged');
    if (this.name === 'never paid') return;
    if (this.name === 'called off before payment') return this.cancel(buyer, order);
    await this.pay(buyer, order);
    figures.add('orders paid');
    const journeys = order.shopOrders.map((part) => new Journey(this.world, this.random.fork(), buyer, order, part));
    await Promise.all(
      journeys.map((journey) =>
        this.fulfil(journey, buyer, order).catch(async (error: Error) => {
          throw new Error(`${this.name}: ${error.message}\n${await journey.history()}`, { cause: error });
        }),
      ),
    );
  }

  private async fulfil(journey: Journey, buyer: Caller, order: Order): Promise<void> {
    switch (this.name) {
      case 'called off by the buyer':
        return this.cancel(buyer, order);
      case 'called off by the shop':
        return journey.callOff();
      case 'refused at the door':
        return journey.comeBack();
      case 'PIN guessed':
        await journey.beGuessed();
        return journey.settle();
      case 'fought over':
        return this.fight(journey, buyer, order);
      case 'not all supplied':
        await journey.shorten();
        break;
      default:
    }
    await journey.deliver();
    if (this.name === 'disputed' && this.random.next() < 0.5) return journey.dispute();
    await journey.settle();
    if (this.name === 'disputed') return journey.dispute();
    if (this.name === 'refunded in part') return journey.refundInPart();
  }

  /** The buyer calls off while the shop is at work: exactly one of them has it. */
  private async fight(journey: Journey, buyer: Caller, order: Order): Promise<void> {
    await Promise.all([journey.deliver('whatever'), this.cancel(buyer, order)]);
  }

  /** Buys what there are few of in one case of five; when that is gone, without it. */
  private async place(buyer: Caller): Promise<Order> {
    const [usual, scarce] = this.lines();
    const wanted = await this.order(buyer, [...usual, ...scarce]);
    if (wanted) return wanted;
    this.world.figures.add('orders sold out');
    const order = await this.order(buyer, usual);
    if (!order) throw new Error('INV-10 what there is plenty of is said to be sold out');
    return order;
  }

  private async order(buyer: Caller, lines: readonly Line[]): Promise<Order | undefined> {
    const key = randomUUID();
    const answer = await buyer.post<Order>('/orders', { lines, delivery: ADDRESS, contact: CONTACT }, key);
    if (is(answer, 409, 'products.out_of_stock')) return undefined;
    const order = accepted(answer);
    this.world.market.people.acknowledged.push({ key, orderId: order.id });
    return order;
  }

  private lines(): [Line[], Line[]] {
    const { vendors } = this.world.cast;
    const shops: readonly Vendor[] = this.name === 'bought in two shops' ? vendors : [this.random.pick(vendors)];
    const usual = shops.map(({ plenty }) => ({
      variantId: this.random.pick(plenty),
      quantity: this.random.between(1, 3),
    }));
    const wanting = shops.filter(() => this.random.next() < 0.2);
    return [usual, wanting.map(({ scarce }) => ({ variantId: this.random.pick(scarce), quantity: 1 }))];
  }

  /** Pays, and again when it did not come through, as the page offers it. */
  private async pay(buyer: Caller, { id, shopOrders }: Order): Promise<void> {
    const { watch, figures } = this.world;
    const isByCard = this.random.next() < BY_CARD;
    const how = isByCard ? { method: 'CARD' } : { method: 'MTN_MONEY', phone: this.wallet };
    for (let tries = 0; tries < MOST_PAYMENTS; tries++) {
      const answer = await buyer.post('/payments/initiate', { orderId: id, ...how });
      if (![200, 202].includes(answer.status) && !is(answer, 409)) throw unexpected('to pay', answer);
      figures.add('payments started');
      const seen = await watch.until(
        shopOrders[0]!.id,
        ({ status, paymentStatus }) => status !== 'PENDING' || paymentStatus === 'FAILED',
      );
      if (seen.status === 'PENDING') continue;
      if (isByCard) figures.add('orders paid by card');
      return;
    }
    throw new Error(`INV-05 ${MOST_PAYMENTS} payments of one order came to nothing`);
  }

  /** Too late is an answer as well. */
  private async cancel(buyer: Caller, { id }: Order): Promise<void> {
    const answer = await buyer.ask('PATCH', `/orders/${id}/cancel`);
    if (answer.status !== 200 && !is(answer, 409)) throw unexpected('to call off', answer);
    this.world.figures.add(answer.status === 200 ? 'orders called off' : 'orders called off too late');
  }
}
