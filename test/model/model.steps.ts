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
  ...{ order: 4, pay: 6, payAgain: 2, expire: 1, edit: 2, cancel: 1, deliver: 7, bringBack: 1, confirm: 2 },
  ...{ dispute: 4, settle: 5, pass: 5, release: 7, again: 2, statement: 1 },
  ...{ refund: 4, refundWhole: 2, tooMuch: 1, refundNews: 6, adjust: 2 },
  ...{ payout: 7, approve: 4, callOff: 4, news: 7, late: 4, resolve: 3 },
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
    if (step.what === 'nothing') continue;
    const own = (ACTS[step.what] as Act)(scene, step);
    const begun = own ? ([step.what, own] as const) : instead(scene, step);
    if (!begun) continue;
    const [what, act] = begun;
    tally.count(what);
    story.push(`${what}(${step.pick}, ${step.size}, ${step.coin})`);
    try {
      await act;
      await scene.compare();
    } catch (error) {
      throw new Error(`${(error as Error).message}\nafter ${story.join(', ')}`, { cause: error });
    }
  }
}

const ONWARDS = ['order', 'pay', 'deliver', 'release', 'payout', 'news', 'refundNews'] as const;

/** A step that cannot be taken moves the money on in another way. */
function instead(scene: Scene, choice: Choice): readonly [What, Promise<void>] | undefined {
  const from = choice.size % ONWARDS.length;
  for (const what of [...ONWARDS.slice(from), ...ONWARDS.slice(0, from)]) {
    const act = (ACTS[what] as Act)(scene, choice);
    if (act) return [what, act];
  }
  return undefined;
}
