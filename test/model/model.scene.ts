import { type Balances, balancesOf, contradictions, MAY_BE_NEGATIVE } from './model.balances.js';
import type { Fact } from './model.facts.js';
import type { Subject } from './model.subject.js';
import type { Order, Part, Refund } from './model.things.js';
import type { World } from './model.world.js';

/** Numbers by which a step chooses among what there is. */
export interface Choice {
  readonly pick: number;
  readonly size: number;
  /** Six independent yes or no. */
  readonly coin: number;
}

/** The model and what is compared with it. */
export class Scene {
  /** What was told last. */
  private last: readonly Fact[] = [];

  constructor(
    readonly world: World,
    readonly subject: Subject,
  ) {}

  pick<T>(all: readonly T[], { pick }: Choice): T | undefined {
    return all.length > 0 ? all[pick % all.length] : undefined;
  }

  isHeads({ coin }: Choice, which: number): boolean {
    return (coin >> which) % 2 === 1;
  }

  /** Tells facts of one moment, in one order or the other, and sometimes one of them twice. */
  async tell(facts: readonly Fact[], choice: Choice): Promise<void> {
    const ordered = this.isHeads(choice, 5) ? facts.toReversed() : facts;
    this.last = choice.size % 4 === 0 ? [...ordered, ...ordered.slice(0, 1)] : ordered;
    await this.subject.hear(this.last);
  }

  /** Tells once more what was told last: nothing may come of it. */
  again(): Promise<void> | undefined {
    return this.last.length > 0 ? this.subject.hear(this.last) : undefined;
  }

  newRefund(order: Order, part: Part | undefined, what: Partial<Refund> & Pick<Refund, 'reason'>): Refund {
    const nothing = { goods: 0, fee: 0, goodwill: 0, surplus: 0, funder: 'PLATFORM', state: 'OWED' } as const;
    return { id: this.world.newId(), order, ...(part && { part }), provider: order.provider, ...nothing, ...what };
  }

  /** All that is left of a shop order; nothing when nothing is. */
  wholeOf(part: Part, reason: Refund['reason'], withFee = true): Refund[] {
    const [goods, fee] = [part.goods - part.goodsBack, withFee ? part.fee - part.feeBack : 0];
    if (goods + fee === 0) return [];
    for (const line of part.lines) line.gone = line.quantity;
    const refund = this.newRefund(part.order, part, { reason, goods, fee });
    this.world.refund(refund);
    return [refund];
  }

  /** @throws Error naming every account and rule that does not hold */
  async compare(): Promise<void> {
    const wrong = [...contradictions(this.world), ...(await this.subject.faults())];
    const books = await this.subject.balances();
    const expected = balancesOf(this.world);
    wrong.push(...differences(books, expected));
    for (const order of this.world.orders) await this.subject.statusIs(order, statusOf(order));
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  }
}

function differences(books: Balances, expected: Balances): string[] {
  const wrong: string[] = [];
  for (const code of new Set([...books.keys(), ...expected.keys()])) {
    const [has, should] = [books.get(code) ?? 0, expected.get(code) ?? 0];
    if (has !== should) wrong.push(`${code} has ${has} and should have ${should}`);
    if (has < 0 && !MAY_BE_NEGATIVE.test(code)) wrong.push(`${code} is below zero: ${has}`);
  }
  return wrong;
}

const ALIVE = ['PENDING', 'CONFIRMED'] as const;

/** The least that is under way; else the best end. */
function statusOf({ parts }: Order): string {
  const stages = new Set(parts.map(({ stage }) => (stage === 'RETURNED' ? 'REFUNDED' : stage)));
  const order = [...ALIVE, 'DELIVERED', 'REFUNDED', 'CANCELLED', 'EXPIRED'] as const;
  return order.find((stage) => stages.has(stage))!;
}
