import fc from 'fast-check';
import { type Choice, Scene } from './model.scene.js';
import { money } from './model.steps.money.js';
import { orders } from './model.steps.orders.js';
import { payouts } from './model.steps.payouts.js';
import type { Subject } from './model.subject.js';
import { World } from './model.world.js';

/** What may happen next; undefined when nothing of the kind can. */
export type Act = (scene: Scene, choice: Choice) => Promise<void> | undefined;

const ACTS = { ...orders, ...money, ...payouts } satisfies Record<string, Act>;
type What = keyof typeof ACTS;

export interface Step extends Choice {
  readonly what: What;
}

/** How often each is tried. */
const WEIGHTS: Readonly<Record<What, number>> = {
  ...{ order: 4, pay: 6, payAgain: 2, expire: 1, edit: 2, cancel: 1, deliver: 6, bringBack: 1, confirm: 2 },
  ...{ dispute: 2, settle: 2, pass: 4, release: 6, again: 2, statement: 1 },
  ...{ refund: 4, refundWhole: 2, tooMuch: 1, refundNews: 6, adjust: 2 },
  ...{ payout: 5, approve: 3, callOff: 1, news: 6, late: 1 },
};

const what = fc.oneof(
  ...Object.entries(WEIGHTS).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name as What) })),
);

/** Sequences of so many steps. What a step is about is chosen when it comes, among what there is then. */
export const sequences = (steps: number): fc.Arbitrary<Step[]> =>
  fc.array(fc.record({ what, pick: fc.nat(9_999), size: fc.nat(99_999), coin: fc.nat(63) }), {
    ...{ minLength: steps, maxLength: steps, size: 'max' },
  });

/** Plays a sequence to its end and compares after each step; answers how many steps did something. */
export async function play(steps: readonly Step[], subject: Subject, newId: () => string): Promise<number> {
  const scene = new Scene(new World(newId), subject);
  let done = 0;
  for (const [i, step] of steps.entries()) {
    const act = ACTS[step.what](scene, step) ?? fallback(scene, step);
    if (!act) continue;
    done++;
    await act;
    await scene.compare(`after step ${i + 1}, ${step.what}`);
  }
  return done;
}

/** A step that cannot be taken begins something new as long as there is little. */
const fallback = (scene: Scene, choice: Choice): Promise<void> | undefined =>
  scene.world.orders.length < 3 ? ACTS.order(scene, choice) : ACTS.pay(scene, choice);
