import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RulesSubject } from './model.rules.subject.js';
import { announce, seed } from './model.seed.js';
import { Scene } from './model.scene.js';
import { play, sequences, Tally } from './model.steps.js';
import { World } from './model.world.js';

const SEQUENCES = 2_000;
const STEPS = 40;

/** Ids that are the same in every run of a sequence. */
function ids(): () => string {
  let last = 0;
  return () => `00000000-0000-4000-8000-${String(++last).padStart(12, '0')}`;
}

describe('the rules of the money', () => {
  it(`say what the model says, after each of ${STEPS} steps of ${SEQUENCES} random sequences`, async () => {
    announce(`${SEQUENCES} sequences of ${STEPS} steps over the rules`);
    const tally = new Tally();
    await fc.assert(
      fc.asyncProperty(sequences(STEPS), async (steps) => {
        const newId = ids();
        await play(new Scene(new World(newId), new RulesSubject(newId)), steps, tally);
      }),
      { numRuns: SEQUENCES, seed },
    );
    // What never happens is not proven.
    expect(tally.all).toBeGreaterThan(SEQUENCES * STEPS * 0.7);
    expect(tally.rarerThan(SEQUENCES / 20)).toEqual([]);
  }, 120_000);
});
