import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, newId, sql } from '@pakashop/platform';
import { Relay } from '../../libs/platform/work/relay.js';
import { bootApp } from '@pakashop/platform/testing';
import fc from 'fast-check';
import { checkLedger } from '../../libs/settlement/ledger.check.js';
import { RAILS } from '../../libs/settlement/payouts.rails.js';
import type { PayoutRail } from '../../libs/settlement/payouts.rail.js';
import { ReleaseTick } from '../../libs/settlement/release.tick.js';
import { rows } from '../../libs/settlement/settlement.fixtures.js';
import { ToldRail } from './model.database.rail.js';
import { DatabaseSubject } from './model.database.subject.js';
import { Scene } from './model.scene.js';
import { announce, seed } from './model.seed.js';
import { play, sequences, Tally } from './model.steps.js';
import { APPROVAL_ABOVE, CLASSES, PAYOUT_MINIMUM } from './model.things.js';
import { World } from './model.world.js';

const SEQUENCES = 50;
const STEPS = 40;

describe('the money in the database', () => {
  const rail = new ToldRail();
  let app: NestFastifyApplication;
  let db: Database;

  beforeAll(async () => {
    app = await bootApp('settlement', rows, {
      // The rail is asked when the model says so, and never by itself.
      ...{ PAYMENT_POLL_SECONDS: '600', PAYOUT_APPROVAL_ABOVE: String(APPROVAL_ABOVE), PAYOUT_STOP_PERCENT: '100' },
    });
    db = app.get(Database);
    app.get<PayoutRail[]>(RAILS).splice(0, 2, rail);
    // Work is done when and in the order in which the model looks, so that a seed repeats a run.
    const relay = app.get(Relay);
    Object.assign(relay, { stopped: true });
    relay.wake();
    // Releases come when the model says so.
    Object.assign(app.get(ReleaseTick), { isRunning: true });
    await db.execute(sql`
      UPDATE settlement.policies SET payout_minimum = ${PAYOUT_MINIMUM}, payout_every = 'MANUAL'`);
    for (const [name, { hold, reserve, kept }] of Object.entries(CLASSES)) {
      await db.execute(sql`
        UPDATE settlement.policies SET hold_seconds = ${hold}, reserve_bps = ${reserve}, reserve_days = ${kept / 86_400}
        WHERE class = ${name}`);
    }
  });
  afterAll(() => app.close());

  it(`is what the model says, after each of ${STEPS} steps of ${SEQUENCES} random sequences`, async () => {
    announce(`${SEQUENCES} sequences of ${STEPS} steps over the database`);
    const tally = new Tally();
    await fc.assert(
      fc.asyncProperty(sequences(STEPS), async (steps) => {
        const world = new World(newId);
        await play(new Scene(world, await new DatabaseSubject(app, rail, world).begin()), steps, tally);
        const { checks } = await checkLedger(db);
        expect(checks.flatMap(({ id, violations }) => violations.map((one) => ({ id, ...one })))).toEqual([]);
      }),
      { numRuns: SEQUENCES, seed, interruptAfterTimeLimit: 240_000, markInterruptAsFailure: true },
    );
    expect(tally.all).toBeGreaterThan(SEQUENCES * STEPS * 0.7);
    expect(tally.rarerThan(1)).toEqual([]);
  }, 300_000);
});
