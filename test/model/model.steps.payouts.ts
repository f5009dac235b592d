import type { Choice, Scene } from './model.scene.js';
import type { Act } from './model.steps.js';
import type { Answer, Answers } from './model.subject.js';
import type { Batch, Outcome, Payee, Payout } from './model.things.js';

/** Payouts, in the names of the steps. */
export const payouts = {
  /** A batch for everybody or for one, which goes out at once unless it is large. Now and then there is nobody to pay. */
  payout: (scene, choice) => {
    const { payees } = scene.world;
    const isPointless = !payees.some((payee) => scene.world.isPayable(payee));
    if (isPointless && choice.size % 16 > 0) return undefined;
    return prepare(scene, choice, scene.isHeads(choice, 0) ? payees : [scene.pick(payees, choice)!]);
  },

  approve: (scene, choice) => {
    const batch = scene.pick(
      scene.world.batches.filter(({ isWaiting }) => isWaiting),
      choice,
    );
    return batch && approve(scene, choice, batch);
  },

  /** What a batch had reserved goes back. */
  callOff: (scene, choice) => {
    const batch = scene.pick(
      scene.world.batches.filter(({ isWaiting }) => isWaiting),
      choice,
    );
    if (!batch) return undefined;
    batch.isWaiting = false;
    for (const payout of batch.payouts) scene.world.giveBack(payout);
    return scene.subject.callOff(batch);
  },

  /** Only its own yes or no ends a payout; not knowing leaves the money reserved. */
  news: (scene, choice) => {
    const payout = scene.pick(
      scene.world.payouts.filter(({ state }) => state === 'IN_FLIGHT'),
      choice,
    );
    if (!payout) return undefined;
    const news = (
      ['completed', 'completed', 'completed', 'failed', 'failed', 'pending', 'unknown', 'notFound'] as const
    )[choice.coin % 8]!;
    if (news === 'completed') payout.state = 'PAID';
    if (news === 'failed') scene.world.giveBack(payout);
    return scene.subject.news(payout, news);
  },

  /** After the end the provider says the opposite: the end stays, the wallet's account follows. */
  late: (scene, choice) => {
    const payout = scene.pick(
      scene.world.payouts.filter(({ wasSent, state }) => wasSent && ['PAID', 'RETURNED'].includes(state)),
      choice,
    );
    if (!payout) return undefined;
    payout.isContradicted = true;
    return scene.subject.news(payout, payout.state === 'PAID' ? 'failed' : 'completed');
  },

  /** People find out what the late answer meant. */
  resolve: (scene, choice) => {
    const payout = scene.pick(
      scene.world.payouts.filter(({ isContradicted, outcome }) => isContradicted && !outcome),
      choice,
    );
    if (!payout) return undefined;
    const possible =
      payout.state === 'PAID' ? (['PAID', 'NOT_PAID'] as const) : (['PAID', 'NOT_PAID', 'LOST'] as const);
    return resolve(scene, payout, possible[choice.coin % possible.length]!);
  },
} satisfies Record<string, Act>;

async function resolve({ world, subject }: Scene, payout: Payout, outcome: Outcome): Promise<void> {
  const isPossible = world.resolve(payout, outcome);
  if ((await subject.resolve(payout, outcome)) !== isPossible)
    throw new Error(`${outcome} is possible: ${!isPossible}`);
}

async function prepare(scene: Scene, choice: Choice, wanted: readonly Payee[]): Promise<void> {
  const batch = scene.world.reserve(wanted);
  const answers = answersOf(choice, wanted);
  if (!batch.isWaiting) send(scene, batch, answers);
  await scene.subject.prepare(wanted, batch, answers);
}

async function approve(scene: Scene, choice: Choice, batch: Batch): Promise<void> {
  batch.isWaiting = false;
  const payees = batch.payouts.map(({ payee }) => payee);
  const answers = answersOf(choice, payees);
  send(scene, batch, answers);
  await scene.subject.approve(batch, answers);
}

function send({ world }: Scene, { payouts: all }: Batch, answers: Answers): void {
  for (const payout of all) {
    if (world.isHeld(payout.payee)) {
      world.giveBack(payout);
      continue;
    }
    payout.state = 'IN_FLIGHT';
    payout.wasSent = true;
    if (answers.get(payout.payee.id) === 'refused') world.giveBack(payout);
  }
}

const ANSWERS: readonly Answer[] = ['accepted', 'accepted', 'unknown', 'refused'];

const answersOf = ({ size }: Choice, payees: readonly Payee[]): Answers =>
  new Map(payees.map(({ id }, i) => [id, ANSWERS[(size >> (2 * i)) % 4]!]));
