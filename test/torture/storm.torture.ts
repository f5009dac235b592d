import { expect, it } from '@jest/globals';
import { Marketplace } from '../e2e/marketplace.js';
import { OwnServices } from '../e2e/services.js';
import { assemble } from './cast.js';
import { Desk } from './desk.js';
import { Figures } from './figures.js';
import { Life, LIVES } from './life.js';
import { Nemesis } from './nemesis.js';
import { Payday } from './payday.js';
import { Random } from './random.js';
import { report } from './report.js';
import { settings } from './settings.js';
import { Watch } from './watch.js';

/** Short times, by configuration alone, so that what waits is over within the storm. */
const PACE = {
  LEASE_SECONDS: '3',
  PAYMENT_POLL_SECONDS: '1',
  // Longer than any process stands still, and than a request that was lost from sight can be on its way.
  PAYMENT_NOT_FOUND_SECONDS: '8',
  PAYOUT_COOLING_HOURS: '0',
  DELIVERY_ASSIGNMENT: 'MANUAL',
  DELIVERY_CAPACITY: '100',
  REFUND_RETRY_SECONDS: '1',
  REFUND_APPROVAL_ABOVE: '100000000',
  REFUND_DAY_ABOVE: '100000000',
  PAYOUT_STOP_PERCENT: '100',
};
const AUTOMATIC = { autoApprove: true, autoApproveMs: 50, processingMs: 20, finishMs: 20 };
/** Pages for cards are paid by themselves, too. */
const CARDS = { autoApprove: true, autoApproveMs: 50, openingBalance: 1_000_000_000 };
const AGENTS = 8;
/** Faults of providers per second. */
const RATE = 5;
/** How long everything that is under way may take to come to its end once nothing is broken any more. */
const CALM = settings.mutant ? 90_000 : 120_000;

it(`${settings.orders} orders through a storm, seed ${settings.seed}`, async () => {
  const figures = new Figures();
  const begun = performance.now();
  const services = await OwnServices.start();
  const market = await Marketplace.start({
    ...services,
    env: PACE,
    database: services.database,
    redis: services.redis,
  });
  if (settings.mutation) await market.db.query(settings.mutation);
  const close = (broken: readonly string[], failure?: string) =>
    report({ figures, broken, failure, seconds: (performance.now() - begun) / 1_000 });
  try {
    await storm(market, services, figures);
    await market.converge(CALM);
    const broken = [...(await market.broken()), ...(await contradicted(market))];
    close(broken);
    expect(broken).toEqual([]);
  } catch (error) {
    const { message } = error as Error;
    if (!(error as { matcherResult?: object }).matcherResult) close(await market.broken().catch(() => []), message);
    throw error;
  } finally {
    await market.stop();
    await services.stop();
  }
});

async function storm(market: Marketplace, services: OwnServices, figures: Figures): Promise<void> {
  const random = new Random(settings.seed);
  await market.sandbox.settings('pawapay', AUTOMATIC);
  await market.sandbox.settings('flutterwave', CARDS);
  const [apis, workers] = [
    [market.api, await market.addApi()],
    [market.worker, await market.addWorker()],
  ];
  const cast = await assemble({ market, apis, random: random.fork(), figures }, AGENTS);
  await market.db.query(`UPDATE settlement.policies SET hold_seconds = 2, payout_every = 'MANUAL', payout_minimum = 0`);
  const watch = new Watch(market.db);
  const desk = new Desk();
  const payday = new Payday(cast, figures);
  payday.start(15_000);
  const nemesis = new Nemesis(market, services, { apis, workers }, random.fork(), figures);
  if (settings.faults) nemesis.start(RATE);
  const telling = setInterval(() => tell(figures, watch), 10_000);
  const refreshing = setInterval(() => void cast.refresh(), 240_000);
  try {
    await inParallel(settings.orders, settings.clients, async () => {
      const name = random.weighted(LIVES);
      await new Life({ market, cast, desk, watch, figures }, random.fork(), name).live();
      figures.add(`life ${name}`);
    });
    await desk.empty();
  } finally {
    clearInterval(telling);
    clearInterval(refreshing);
    payday.abandon();
    await nemesis.stop();
    watch.stop();
  }
  await market.converge(CALM);
  await payday.stop();
}

/** No provider of the storm takes back what it said: where one says the opposite of ours, we concluded too early. */
async function contradicted(market: Marketplace): Promise<string[]> {
  const found = await market.rows<{ what: string }>(`
    SELECT 'INV-07 payout ' || payout_id || ': ' || kind || ': ' || detail AS what FROM settlement.payout_breaks
    UNION ALL
    SELECT 'INV-19 refund ' || reference || ': ' || kind || ': ' || detail FROM backend.payment_breaks
    WHERE kind IN ('REFUND_LATE_SUCCESS', 'REFUND_REVERSED', 'REFUND_MISMATCH')`);
  return found.map(({ what }) => what);
}

/** Does so many pieces of work, some of them at once; the first failure ends it. */
async function inParallel(count: number, clients: number, work: () => Promise<void>): Promise<void> {
  let left = count;
  const client = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(
    Array.from({ length: clients }, () =>
      client().catch((error: unknown) => {
        left = 0;
        throw error;
      }),
    ),
  );
}

/** A line on the way, so that a person sees it live. */
function tell(figures: Figures, { left }: Watch): void {
  const faults = Object.values(figures.under('fault ')).reduce((sum, count) => sum + count, 0);
  const [placed, paid] = [figures.of('orders acknowledged'), figures.of('orders paid')];
  process.stdout.write(`${placed} orders placed, ${paid} paid, ${faults} faults, ${left.length} waited for\n`);
}
