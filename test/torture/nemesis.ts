import type { Marketplace } from '../e2e/marketplace.js';
import type { Process } from '../e2e/processes.js';
import { until } from '../e2e/processes.js';
import type { Fault } from '../e2e/sandbox.js';
import type { OwnServices } from '../e2e/services.js';
import { pause } from './caller.js';
import type { Figures } from './figures.js';
import type { Random } from './random.js';

/** How often each kind of process fault happens, in relation to the others. */
const FAULTS = {
  'api killed': 6,
  'worker killed': 8,
  'worker stalled': 3,
  'Redis emptied': 4,
  'Redis killed': 2,
  'PostgreSQL killed': 2,
  'connections cut': 3,
} as const;
type FaultKind = keyof typeof FAULTS;

/** What the providers do wrong: [operation, kind, weight, further fields]. */
const PROVIDER_FAULTS: readonly (readonly [string, string, number, Partial<Fault>?])[] = [
  ['deposit', 'resetAfterApply', 6],
  ['deposit', 'reset', 3],
  ['deposit', 'http500AfterApply', 4],
  ['deposit', 'http503BeforeApply', 3],
  ['deposit', 'garbage', 3],
  ['deposit', 'timeoutAfterApply', 1],
  ['payout', 'resetAfterApply', 3],
  ['payout', 'http500AfterApply', 2],
  ['payout', 'http503BeforeApply', 1],
  ['payout', 'fail', 1, { code: 'RECIPIENT_NOT_FOUND' }],
  // Our side has given up when the request arrives: the provider does not know it, and pays all the same.
  ['payout', 'lateApply', 1, { ms: 2_000 }],
  ['payout.bulk', 'lateApply', 2, { ms: 2_000 }],
  ['payout.bulk', 'resetAfterApply', 1],
  ['refund', 'resetAfterApply', 3],
  ['refund', 'http500AfterApply', 2],
  ['refund', 'http503BeforeApply', 1],
  ['refund', 'lateApply', 1, { ms: 2_000 }],
  ['callback', 'duplicate', 10, { count: 2 }],
  ['callback', 'drop', 4],
  ['callback', 'delay', 4, { ms: 3_000 }],
  ['callback', 'reorder', 3, { ms: 2_000 }],
  ['callback', 'forge', 4, { variant: 'signature' }],
  ['callback', 'forge', 2, { variant: 'amount', amount: '1.00' }],
  ['payment', 'resetAfterApply', 1, { provider: 'flutterwave' }],
  ['payment', 'http500AfterApply', 1, { provider: 'flutterwave' }],
  ['refund', 'resetAfterApply', 1, { provider: 'flutterwave' }],
  ['callback', 'drop', 1, { provider: 'flutterwave' }],
  ['callback', 'duplicate', 1, { provider: 'flutterwave', count: 2 }],
  ['callback', 'forge', 1, { provider: 'flutterwave', variant: 'signature' }],
];

/** Does harm, by a plan that follows from the seed, until it is told to stop; and mends what it broke. */
export class Nemesis {
  private isOver = false;
  private work: Promise<void>[] = [];

  constructor(
    private readonly market: Marketplace,
    private readonly services: OwnServices,
    private readonly victims: { readonly apis: readonly Process[]; readonly workers: readonly Process[] },
    private readonly random: Random,
    private readonly figures: Figures,
  ) {}

  /** @param rate faults of providers per second */
  start(rate: number): void {
    this.work = [this.breakProcesses(this.random.fork()), this.breakProviders(this.random.fork(), rate)];
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.work);
    await this.market.sandbox.clearFaults();
    await this.market.sandbox.flushCallbacks();
  }

  private async breakProcesses(random: Random): Promise<void> {
    // The rare ones come once whatever the dice say, early, so that a short run has them too.
    const first: FaultKind[] = ['worker killed', 'Redis emptied', 'api killed', 'PostgreSQL killed', 'Redis killed'];
    while (!this.isOver) {
      await pause(random.between(1_000, 2_500));
      if (this.isOver) return;
      const kind = first.shift() ?? random.weighted(FAULTS);
      const begun = performance.now();
      await this.strike(kind, random);
      this.figures.add(`fault ${kind}`);
      this.figures.time(`back after ${kind}`, performance.now() - begun);
    }
  }

  private async strike(kind: FaultKind, random: Random): Promise<void> {
    const { apis, workers } = this.victims;
    switch (kind) {
      case 'api killed':
        return random.pick(apis).restart();
      case 'worker killed':
        return random.pick(workers).restart();
      case 'worker stalled':
        return stall(random.pick(workers), random.between(3_000, 6_000));
      case 'Redis emptied':
        return this.services.emptyRedis();
      case 'Redis killed':
        await this.services.killRedis();
        await pause(random.between(300, 1_500));
        return this.services.startRedis();
      case 'PostgreSQL killed':
        await this.services.killPostgres();
        return this.services.startPostgres();
      case 'connections cut':
        return this.cutConnections();
    }
  }

  private async cutConnections(): Promise<void> {
    await until('the connections are cut', () =>
      this.market.db.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pakashop' AND pid <> pg_backend_pid()`,
      ),
    );
  }

  private async breakProviders(random: Random, rate: number): Promise<void> {
    const weights = Object.fromEntries(PROVIDER_FAULTS.map(([, , weight], index) => [String(index), weight]));
    // Payouts are few in a short run: the first ones fail, whatever the dice say.
    const first = PROVIDER_FAULTS.filter(([operation, kind]) => operation === 'payout' && kind === 'fail');
    while (!this.isOver) {
      await pause(1_000 / rate);
      const next = first.shift() ?? PROVIDER_FAULTS[Number(random.weighted(weights))]!;
      const [operation, kind, , more = {}] = next;
      await this.market.sandbox.fault({ provider: 'pawapay', operation, kind, ...more });
      this.figures.add(`provider fault ${more.provider === undefined ? '' : `${more.provider} `}${operation} ${kind}`);
    }
  }
}

/** The process stands still, longer than its leases last, and then goes on as if nothing had been. */
async function stall(victim: Process, milliseconds: number): Promise<void> {
  victim.signal('SIGSTOP');
  await pause(milliseconds);
  victim.signal('SIGCONT');
}
