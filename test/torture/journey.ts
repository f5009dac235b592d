import { until } from '../e2e/processes.js';
import { accepted, is, unexpected } from './answers.js';
import type { Answer, Caller } from './caller.js';
import type { Actor, Vendor } from './cast.js';
import type { Order, ShopOrder, World } from './life.js';
import type { Random } from './random.js';

/** At the address of the order; without coordinates every place is near enough. */
const POSITION = { latitude: -15.41, longitude: 28.29, accuracyM: 12 };
const SIGNATURE = { name: 'Chanda Mwansa', strokes: [[1, 2, 30, 40, 55, 12]] };

let confirmations = 0;

/** One shop order from the vendor's yes to the money's end. */
export class Journey {
  private isAccepted = false;
  private deliveryId: string | null = null;

  constructor(
    private readonly world: World,
    private readonly random: Random,
    private readonly buyer: Caller,
    private readonly order: Order,
    private readonly part: ShopOrder,
  ) {}

  private get vendor(): Vendor {
    return this.world.cast.vendors.find(({ shop }) => shop.id === this.part.shop.id)!;
  }

  private get stranger(): Vendor {
    return this.world.cast.vendors.find(({ shop }) => shop.id !== this.part.shop.id)!;
  }

  /**
   * Carries the goods to the customer.
   *
   * @param luck whether somebody else may have called it off meanwhile
   */
  async deliver(luck: 'sure' | 'whatever' = 'sure'): Promise<void> {
    const agent = await this.dispatch(luck);
    if (!agent) return;
    await this.confirm(agent);
    this.world.figures.add('orders delivered');
  }

  /** What the marketplace wrote down about the shop order and its delivery: for the report of a failure. */
  async history(): Promise<string> {
    const moves = await until('the moves can be read', () =>
      this.world.market.rows<object>(
        `SELECT machine, from_state, to_state, cause, actor, at FROM backend.transitions
         WHERE subject_id IN ($1, $2) ORDER BY at`,
        this.part.id,
        this.deliveryId,
      ),
    );
    return moves.map((move) => JSON.stringify(move)).join('\n');
  }

  /** The vendor gives up before anything left. */
  async callOff(): Promise<void> {
    if (this.random.next() < 0.5) accepted(await this.atShop('accept'), 'to accept');
    await this.vendorDoes('cancel', { reason: 'the roof leaks' });
    this.world.figures.add('orders called off by the shop');
  }

  /** Part of a line cannot be had; the rest goes on. */
  async shorten(): Promise<void> {
    accepted(await this.atShop('accept'), 'to accept');
    const line = this.part.lines.find(({ quantity }) => quantity > 1);
    if (!line) return;
    await this.vendorDoes('shortages', { lines: [{ lineId: line.id, quantity: 1, fate: 'MISSING' }] });
    this.world.figures.add('orders shortened');
  }

  /** Nobody takes the goods, and they come back. */
  async comeBack(): Promise<void> {
    const agent = (await this.dispatch('sure'))!;
    for (const [step, body] of [['fail', { reason: 'REFUSED' }], ['return']] as const) {
      accepted(await agent.call.post(`/delivery/agent/deliveries/${this.deliveryId}/${step}`, body), `to ${step}`);
    }
    const lines = this.part.lines.map(({ id: lineId, quantity }) => ({ lineId, restocked: quantity, damaged: 0 }));
    await this.vendorDoes('returned', { lines });
    this.world.figures.add('orders come back');
  }

  /** Finance gives some of it back, twice at once: no more than was paid. */
  async refundInPart(): Promise<void> {
    const { finance } = this.world.cast;
    const { id: lineId, quantity } = this.random.pick(this.part.lines);
    const body = { shopOrderId: this.part.id, lines: [{ lineId, quantity }], reason: 'a scratch on it' };
    const answers = await Promise.all([finance.call.post('/refunds', body), finance.call.post('/refunds', body)]);
    const given = answers.filter(({ status }) => status < 300).length;
    if (given !== 1) throw new Error(`INV-19 a line was given back ${given} times: ${JSON.stringify(answers)}`);
    this.world.figures.add('orders refunded in part');
  }

  /**
   * The buyer complains, before the money is released or after; support gives in or does not, after a while in which
   * nothing may be released or paid out. Some disputes stand to the end of the storm and beyond.
   */
  async dispute(): Promise<void> {
    const path = `/orders/${this.order.id}/shop-orders/${this.part.id}/disputes`;
    const lines = this.part.lines.map(({ id: lineId, quantity }) => ({ lineId, quantity }));
    const complaint = { reason: 'DAMAGED', complaint: 'The handle is broken off.', lines };
    const { id } = accepted(await this.buyer.post<{ id: string }>(path, complaint), 'to complain');
    const { cast, desk, figures } = this.world;
    figures.add('orders disputed');
    if (this.random.next() < 0.4) return figures.add('orders disputed to the end');
    const outcome = this.random.next() < 0.5 ? 'REJECTED' : 'REFUNDED';
    const decision = { outcome, decision: 'We looked at the pictures.' };
    desk.later(this.random.between(3_000, 20_000), async () => {
      accepted(await cast.support.call.post(`/staff/disputes/${id}/decide`, decision), 'to decide');
    });
  }

  /** Waits until the money belongs to those who earned it; some buyers say so before its time. */
  async settle(): Promise<void> {
    if (this.random.next() < 0.3) {
      const path = `/orders/${this.order.id}/shop-orders/${this.part.id}/received`;
      accepted(await this.buyer.post(path), 'to say that all is well');
    }
    await this.world.watch.until(this.part.id, ({ settlement }) => !['HELD', 'RELEASABLE', null].includes(settlement));
    this.world.figures.add('orders released');
  }

  private async vendorDoes(step: string, body: object): Promise<void> {
    accepted(await this.vendor.call.post(`/shop-orders/${this.part.id}/${step}`, body), `the shop's ${step}`);
  }

  /** Accepted, packed, claimed and picked up; undefined when it was called off meanwhile. */
  private async dispatch(luck: 'sure' | 'whatever'): Promise<Actor | undefined> {
    for (const step of this.isAccepted ? (['pack'] as const) : (['accept', 'pack'] as const)) {
      const answer = await this.atShop(step);
      if (this.isLost(answer, luck)) return undefined;
    }
    const { deliveryId } = await this.world.watch.until(
      this.part.id,
      ({ delivery, status }) => delivery !== null || status === 'CANCELLED',
    );
    if (deliveryId === null && luck === 'whatever') return undefined;
    this.deliveryId = deliveryId;
    const agent = this.random.pick(this.world.cast.agents);
    for (const step of ['claim', 'pick-up'] as const) {
      const answer = await agent.call.post(`/delivery/agent/deliveries/${deliveryId}/${step}`);
      if (this.isLost(answer, luck)) return undefined;
    }
    return agent;
  }

  private isLost(answer: Answer<unknown>, luck: 'sure' | 'whatever'): boolean {
    if (answer.status < 300) return false;
    if (luck === 'whatever' && (is(answer, 409) || is(answer, 404))) return true;
    throw unexpected('to dispatch', answer);
  }

  private async atShop(step: 'accept' | 'pack'): Promise<Answer<unknown>> {
    this.isAccepted = true;
    const path = `/shop-orders/${this.part.id}/${step}`;
    if (this.random.next() < 0.05) await this.probe(path);
    return this.vendor.call.post(path);
  }

  /** Another vendor must not even learn that it exists. */
  private async probe(path: string): Promise<void> {
    const answer = await this.stranger.call.post(path);
    this.world.figures.add('probes by strangers');
    if (answer.status !== 404) throw new Error(`INV-25 a stranger was answered ${answer.status}`);
  }

  /** PIN and signature; sometimes a wrong PIN first, sometimes the same confirmation twice at once. */
  private async confirm(agent: Actor): Promise<void> {
    const { pin } = await this.readPin();
    if (this.random.next() < 0.1) await this.confirmWrongly(agent, pin);
    const times = this.random.next() < 0.15 ? 3 : 1;
    const device = this.device();
    const answers = await Promise.all(Array.from({ length: times }, () => this.present(agent, pin, device)));
    for (const answer of answers) accepted(answer, 'to confirm');
  }

  /** Somebody tries PINs: after five nothing helps any more, not even the right one, until support has looked. */
  async beGuessed(): Promise<void> {
    const agent = (await this.dispatch('sure'))!;
    const { pin } = await this.readPin();
    const guesses = Array.from({ length: 8 }, (_, i) => this.present(agent, otherPin(pin, i + 1), this.device()));
    for (const { status } of await Promise.all(guesses)) {
      this.world.figures.add('probes with a wrong PIN');
      if (status < 400) throw new Error(`INV-15 a wrong PIN was answered ${status}`);
    }
    const late = await this.present(agent, pin, this.device());
    if (late.status < 400) throw new Error(`INV-15 after eight wrong PINs the right one was answered ${late.status}`);
    const { support } = this.world.cast;
    const path = `/deliveries/${this.deliveryId}/pin-reset`;
    accepted(await support.call.post(path, { reason: 'the customer called' }), 'to reset');
    await this.confirm(agent);
    this.world.figures.add('orders delivered');
  }

  private async confirmWrongly(agent: Actor, pin: string): Promise<void> {
    const answer = await this.present(agent, otherPin(pin, 1), this.device());
    this.world.figures.add('probes with a wrong PIN');
    if (answer.status < 400) throw new Error(`INV-15 a wrong PIN was answered ${answer.status}`);
  }

  private async readPin(): Promise<{ pin: string }> {
    const path = `/orders/${this.order.id}/shop-orders/${this.part.id}/delivery-pin`;
    return accepted(await this.buyer.get<{ pin: string }>(path), 'the PIN');
  }

  private present(agent: Actor, pin: string, device: object): Promise<Answer<unknown>> {
    const body = { shopOrderId: this.part.id, pin, signature: SIGNATURE, position: POSITION, device };
    return agent.call.post('/delivery/agent/confirm', body);
  }

  private device(): object {
    return { id: 'torture-phone', at: new Date().toISOString(), sequence: ++confirmations };
  }
}

const otherPin = (pin: string, by: number): string => String((Number(pin) + by) % 1_000_000).padStart(6, '0');
