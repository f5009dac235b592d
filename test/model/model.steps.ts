import fc from 'fast-check';
import { type Choice, Scene } from './model.scene.js';
import { money } from './model.steps.money.js';
import { orders } from './model.steps.orders.js';
import { payouts } from './model.steps.payouts.js';

/** What may happen next; undefined when nothing of the kind can. */
export type Act = (scene: Scene, choice: Choice) => Promise<void> | undefined;

const nothing: Act = () => undefined;
const ACTS = { nothing, ...orders, ...money, ...payouts } satisfies Record<string, Act>;
type What = keyof typeof ACTS;

export interface Step extends Choice {
  readonly what: What;
}

/** How often each is tried. A failing sequence shrinks towards the first. */
const WEIGHTS: Readonly<Record<What, number>> = {
  nothing: 1,
  ...{ order: 4, pay: 6, payAgain: 2, expire: 1, edit: 2, cancel: 1, deliver: 6, bringBack: 1, confirm: 2 },
  ...{ dispute: 2, settle: 2, pass: 4, release: 6, again: 2, statement: 1 },
  ...{ refund: 4, refundWhole: 2, tooMuch: 1, refundNews: 6, adjust: 2 },
  ...{ payout: 5, approve: 3, callOff: 1, news: 6, late: 1 },
};

const what = fc.constantFrom(
  ...Object.entries(WEIGHTS).flatMap(([name, weight]) => Array.from({ length: weight }, () => name as What)),
);

/** Sequences of so many steps. What a step is about is chosen when it comes, among what there is then. */
export const sequences = (steps: number): fc.Arbitrary<Step[]> =>
  fc.array(fc.record({ what, pick: fc.nat(9_999), size: fc.nat(99_999), coin: fc.nat(63) }), {
    ...{ minLength: steps, maxLength: steps, size: 'max' },
  });

/** How often each step did something. */
export class Tally {
  private readonly counts = new Map<string, number>();

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  get all(): number {
    return [...this.counts.values()].reduce((sum, one) => sum + one, 0);
  }

  /** What hardly ever happened: nothing is proven of it. */
  rarerThan(times: number): string[] {
    return Object.keys(WEIGHTS).filter((what) => what !== 'nothing' && (this.counts.get(what) ?? 0) < times);
  }
}

/**
 * Plays a sequence to its end and compares after each step.
 *
 * @throws Error saying what differs, and the steps that led there
 */
export async function play(scene: Scene, steps: readonly Step[], tally: Tally): Promise<void> {
  const story: string[] = [];
  for (const step of steps) {
    const own = ACTS[step.what](scene, step);
    const act = own ?? (step.what === 'nothing' ? undefined : fallback(scene, step));
    if (own) tally.count(step.what);
    if (!act) continue;
    story.push(`${step.what}(${step.pick}, ${step.size}, ${step.coin})`);
    try {
      await act;
      await scene.compare();
    } catch (error) {
      throw new Error(`${(error as Error).message}\nafter ${story.join(', ')}`, { cause: error });
    }
  }
}

/** A step that cannot be taken begins something new as long as there is little. */
const fallback = (scene: Scene, choice: Choice): Promise<void> | undefined =>
  scene.world.orders.length < 3 ? ACTS.order(scene, choice) : ACTS.pay(scene, choice);
