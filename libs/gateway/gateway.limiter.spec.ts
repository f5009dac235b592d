import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, networkOf, sql } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { backendRow, bearer, CUSTOMER, gatewayEnv, gatewayRow, keyed, until } from './gateway.fixtures.js';
import { CHARGE_ALL, charge, rateOf, type Rate, unitsLeft, untilNextUnit } from './gateway.gcra.js';
import { GuardedLedger } from './gateway.guarded.js';
import type { Demand } from './gateway.policies.js';

/**
 * The limit by its definition: a request at b passes unless, for some arrival a, the interval [a, b] would then hold
 * more than the quota and one request for each interval between.
 */
function conforms(passed: readonly number[], b: number, { interval, window }: Rate): boolean {
  const all = [...passed, b];
  return all.every((a) => all.filter((t) => t >= a).length * interval <= window + (b - a));
}

/** Whether each arrival passes when only one number is kept. */
function decisions(arrivals: readonly number[], rate: Rate, costs: readonly number[] = []): boolean[] {
  let paidAt = 0;
  return arrivals.map((now, i) => {
    const debt = charge(Math.max(paidAt - now, 0), rate, costs[i] ?? 1);
    if (debt !== undefined) paidAt = now + debt;
    return debt !== undefined;
  });
}

const SECOND = 1e6;
const START = 1_800_000_000 * SECOND;
/** Quotas of up to 6 in up to 12 minutes, and arrivals that are whole multiples of 10 s apart, often together. */
const cases = fc.record({
  rate: fc.record({ quota: fc.integer({ min: 1, max: 6 }), minutes: fc.integer({ min: 1, max: 12 }) }),
  gaps: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 })), { minLength: 1, maxLength: 40 }),
});
const arrivalsOf = (gaps: readonly number[]): number[] => {
  let now = START;
  return gaps.map((gap) => (now += gap * 10 * SECOND));
};

describe('the rule', () => {
  it('decides like its definition', () => {
    fc.assert(
      fc.property(cases, ({ rate: { quota, minutes }, gaps }) => {
        const rate = rateOf(quota, minutes * 60);
        const arrivals = arrivalsOf(gaps);
        const passed: number[] = [];
        const wanted = arrivals.map((now) => conforms(passed, now, rate) && passed.push(now) > 0);
        expect(decisions(arrivals, rate)).toEqual(wanted);
      }),
    );
  });

  it('takes a request that costs several units for as many requests at once', () => {
    const withCosts = fc.record({
      base: cases,
      costs: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 40, maxLength: 40 }),
    });
    fc.assert(
      fc.property(
        withCosts,
        ({
          base: {
            rate: { quota, minutes },
            gaps,
          },
          costs,
        }) => {
          const rate = rateOf(quota, minutes * 60);
          const arrivals = arrivalsOf(gaps);
          const passed: number[] = [];
          const wanted = arrivals.map((now, i) => {
            const units = Array<number>(costs[i]!).fill(now);
            const fits = units.every((_, n) => conforms([...passed, ...units.slice(0, n)], now, rate));
            if (fits) passed.push(...units);
            return fits;
          });
          expect(decisions(arrivals, rate, costs)).toEqual(wanted);
        },
      ),
    );
  });

  it('does not let a quota through twice at the edge of a window', () => {
    const arrivals = [...Array<number>(10).fill(9.9 * SECOND), ...Array<number>(10).fill(10.1 * SECOND)];
    const passed = decisions(arrivals, rateOf(10, 10)).filter(Boolean).length;
    expect(passed).toBeGreaterThanOrEqual(10);
    expect(passed).toBeLessThanOrEqual(11);
  });

  it('names the time after which one request more passes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (quota, part) => {
        const rate = rateOf(quota, 60);
        const debt = Math.floor(rate.window * part);
        const left = unitsLeft(debt, rate);
        const wait = untilNextUnit(debt, rate);
        if (left < quota) expect(unitsLeft(debt - wait, rate)).toBe(left + 1);
        if (left === 0) expect(charge(Math.max(debt - wait, 0), rate, 1)).toBeDefined();
      }),
    );
  });
});

describe('the script', () => {
  const redis = new Redis(process.env.REDIS_URL!);
  const timed = CHARGE_ALL.replace("redis.call('TIME')", '{ ARGV[#ARGV - 1], ARGV[#ARGV] }');
  const run = async (keys: readonly string[], args: readonly number[], now: number): Promise<number[]> =>
    (await redis.eval(timed, keys.length, ...keys, ...args, Math.floor(now / 1e6), now % 1e6)) as number[];

  afterAll(() => redis.quit());

  it('decides like the rule', async () => {
    expect(timed).not.toBe(CHARGE_ALL);
    await fc.assert(
      fc.asyncProperty(cases, async ({ rate: { quota, minutes }, gaps }) => {
        const rate = rateOf(quota, minutes * 60);
        const arrivals = arrivalsOf(gaps);
        const key = `limiter-spec:${randomUUID()}`;
        const answers = [];
        for (const now of arrivals) answers.push((await run([key], [1, rate.interval, rate.window, 1], now))[0] === 1);
        expect(answers).toEqual(decisions(arrivals, rate));
      }),
      { numRuns: 40 },
    );
  });

  it('charges all keys of a set or none, and gives back what a negative cost says', async () => {
    const keys = [`limiter-spec:${randomUUID()}`, `limiter-spec:${randomUUID()}`];
    const [wide, narrow] = [rateOf(100, 100), rateOf(1, 100)];
    const both = [2, wide.interval, wide.window, 1, narrow.interval, narrow.window, 1];
    expect(await run(keys, both, START)).toEqual([2, SECOND, 100 * SECOND]);
    expect(await run(keys, both, START)).toEqual([0, SECOND, 100 * SECOND]);
    expect(await run(keys.slice(0, 1), [1, ...both.slice(1, 4)], START)).toEqual([1, 2 * SECOND]);
    expect(await run(keys.slice(0, 1), [1, wide.interval, wide.window, -1], START)).toEqual([1, SECOND]);
    expect(await run(keys.slice(0, 1), [1, wide.interval, wide.window, -1], START + 5 * SECOND)).toEqual([1, 0]);
  });

  it('charges the first set also when the second is exhausted, and the second only after the first', async () => {
    const keys = [`limiter-spec:${randomUUID()}`, `limiter-spec:${randomUUID()}`];
    const [wide, narrow] = [rateOf(3, 3), rateOf(1, 100)];
    const sets = [1, wide.interval, wide.window, 1, narrow.interval, narrow.window, 1];
    expect(await run(keys, sets, START)).toEqual([2, SECOND, 100 * SECOND]);
    expect(await run(keys, sets, START)).toEqual([1, 2 * SECOND, 100 * SECOND]);
    expect(await run(keys, sets, START)).toEqual([1, 3 * SECOND, 100 * SECOND]);
    expect(await run(keys, sets, START)).toEqual([0, 3 * SECOND, 100 * SECOND]);
    expect(await run([keys[0]!, `limiter-spec:${randomUUID()}`], sets, START)).toEqual([0, 3 * SECOND, 0]);
  });
});

describe('networks', () => {
  it.each([
    ['41.72.1.9', '41.72.1.9'],
    ['::ffff:41.72.1.9', '41.72.1.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

const boot = (env: NodeJS.ProcessEnv): Promise<NestFastifyApplication> =>
  bootApp('api', [gatewayRow, backendRow], {
    ...gatewayEnv,
    REDIS_PREFIX: `limiter-${randomUUID().slice(0, 8)}`,
    ...env,
  });

describe('two processes', () => {
  // Of a larger limit each may hold a hundredth that it has charged ahead and not used.
  it.each([
    [100, 0],
    [1_000, 20],
  ])('share one limit of %d', async (quota, held) => {
    // A busy test machine must not pass for a slow Redis.
    const env = {
      RATE_LIMIT_ADDRESS: String(quota),
      REDIS_TIMEOUT_MS: '5000',
      REDIS_PREFIX: `limiter-${randomUUID().slice(0, 8)}`,
    };
    const apps = await Promise.all([boot(env), boot(env)]);
    const remaining = async (app: NestFastifyApplication) => {
      const { headers } = await app.inject({ url: '/api/v1/anybody', headers: keyed, remoteAddress: '10.3.0.9' });
      return Number(/r=(\d+)/.exec(String(headers.ratelimit))![1]);
    };
    try {
      await until(async () => (await remaining(apps[0]!)) === (await remaining(apps[1]!)) + 1); // both have found Redis
      const start = Date.now();
      const statuses: number[] = [];
      for (let wave = 0; wave < 20 + quota / 40; wave++) {
        const answers = Array.from({ length: 40 }, (_, i) =>
          apps[i % 2]!.inject({ url: '/api/v1/anybody', headers: keyed, remoteAddress: '10.3.0.1' }),
        );
        statuses.push(...(await Promise.all(answers)).map(({ statusCode }) => statusCode));
      }
      const refilled = Math.ceil(((Date.now() - start) * quota) / 900_000);
      const passed = statuses.filter((status) => status === 200).length;
      expect(passed).toBeGreaterThanOrEqual(quota - held);
      expect(passed).toBeLessThanOrEqual(quota + refilled);
      expect(statuses.filter((status) => status === 429)).toHaveLength(statuses.length - passed);
    } finally {
      await Promise.all(apps.map((app) => app.close()));
    }
  });
});

describe('without Redis', () => {
  let line: Line;
  let app: NestFastifyApplication;
  const ask = (url: string, method: 'GET' | 'POST' = 'GET', headers: Record<string, string> = keyed) =>
    app.inject({ method, url: `/api/v1/${url}`, headers, remoteAddress: '10.3.0.2' });
  const redisIs = (state: string) => async () =>
    (await app.inject('/health/ready')).json<{ redis: string }>().redis === state;
  const left = async () => Number(/r=(\d+)/.exec(String((await ask('anybody')).headers.ratelimit))![1]);

  beforeAll(async () => {
    line = await Line.to(process.env.REDIS_URL!);
    app = await boot({ REDIS_URL: line.url, RATE_LIMIT_ADDRESS: '100' });
  });
  afterAll(async () => {
    line.mend();
    await until(redisIs('ready'));
    await app.close();
    await line.close();
  });

  it('counts in the process while Redis is silent, never waits for it, and comes back', async () => {
    await until(async () => (await left()) < 95); // some requests that only Redis knows of
    line.silence();
    const start = performance.now();
    expect((await ask('anybody')).statusCode).toBe(200);
    expect(performance.now() - start).toBeLessThan(1_000);
    const alone = await left();
    expect(alone).toBeGreaterThanOrEqual(95); // a count of its own, by the same numbers
    expect(await left()).toBe(alone - 1);
    line.speak();
    await until(async () => (await left()) < 95);
  });

  it('goes on counting guesses and payments with all processes when Redis is gone, and limits reads alone', async () => {
    const other = await boot({ REDIS_URL: line.url });
    try {
      line.cut();
      await until(redisIs('away'));
      const burst = async (url: string, headers: Record<string, string>) => {
        const statuses = [];
        for (let i = 0; i < 21; i++) {
          const to = i % 2 ? app : other;
          const request = { method: 'POST', url: `/api/v1/${url}`, headers, remoteAddress: '10.3.0.2' } as const;
          const { statusCode, headers: said } = await to.inject(request);
          statuses.push(statusCode === 429 ? said['ratelimit-policy'] : statusCode);
        }
        return statuses;
      };
      const twenty = Array<number>(20).fill(201);
      expect(await burst('auth/login', keyed)).toEqual([...twenty, '"auth";q=20;w=60']);
      expect(await burst('payments/initiate', bearer(CUSTOMER))).toEqual([...twenty, '"payments";q=20;w=900']);
      const reads = [];
      for (let i = 0; i < 110; i++) reads.push((await ask('anybody')).statusCode);
      expect([reads.at(0), reads.at(-1)]).toEqual([200, 429]);
    } finally {
      await other.close();
    }
  });

  it('lets nobody guess or pay where neither Redis nor PostgreSQL can count', async () => {
    line.cut();
    await until(redisIs('away'));
    const db = app.get(Database);
    const rows = jest.spyOn(db, 'rows').mockRejectedValue(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));
    try {
      const from = { headers: keyed, remoteAddress: '10.3.0.3' };
      expect((await app.inject({ method: 'POST', url: '/api/v1/auth/login', ...from })).statusCode).toBe(503);
      expect((await app.inject({ url: '/api/v1/anybody', ...from })).statusCode).toBe(200);
    } finally {
      rows.mockRestore();
    }
  });
});

describe('in PostgreSQL', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => void (app = await boot({})));
  afterAll(() => app.close());

  it('a limit is charged, refused and forgotten like anywhere', async () => {
    const ledger = app.get(GuardedLedger);
    const db = app.get(Database);
    const rate = rateOf(5, 100);
    const demand = (key: string, cost = 1): Demand => ({
      policy: { ...rate, name: key, header: '', counts: '', isGuarded: true, charge: [], refund: [] },
      key,
      cost,
    });
    const [one, other] = [randomUUID(), randomUUID()];
    const left = async (...demands: Demand[]) => {
      const { allowed, quota } = await ledger.take(demands);
      return [allowed, quota?.remaining, quota?.policy.name];
    };
    expect(await left(demand(one, 3))).toEqual([true, 2, one]);
    expect(await left(demand(one), demand(other))).toEqual([true, 1, one]);
    expect(await left(demand(one, 2), demand(other))).toEqual([false, 1, one]);
    expect(await left(demand(one))).toEqual([true, 0, one]);
    expect(await left(demand(one))).toEqual([false, 0, one]);
    await db.execute(sql`UPDATE gateway.limits SET paid_at = now() - interval '1 second' WHERE key = ${one}`);
    expect(await left(demand(other))).toEqual([true, 2, other]);
    expect(await db.rows(sql`SELECT FROM gateway.limits WHERE key = ${one}`)).toEqual([]);
    expect(await left(demand(one))).toEqual([true, 4, one]);
  });

  it('as many pass at once as the limit says', async () => {
    const ledger = app.get(GuardedLedger);
    const policy = { ...rateOf(10, 1_000), name: 'x', header: '', counts: '', isGuarded: true, charge: [], refund: [] };
    const key = randomUUID();
    const all = await Promise.all(Array.from({ length: 40 }, () => ledger.take([{ policy, key, cost: 1 }])));
    expect(all.filter(({ allowed }) => allowed)).toHaveLength(10);
  });
});

/** A connection to Redis that can fall silent or be cut. */
class Line {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async to(redisUrl: string): Promise<Line> {
    const url = new URL(redisUrl);
    const { hostname, port } = url;
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url.port = String((server.address() as AddressInfo).port);
    const line = new Line(server, url.href);
    server.on('connection', (near) => {
      if (line.isCut) return near.destroy();
      const far = connect(Number(port), hostname);
      near.pipe(far).pipe(near);
      for (const socket of [near, far]) {
        line.sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => line.sockets.delete(socket));
      }
      return undefined;
    });
    return line;
  }

  silence(): void {
    for (const socket of this.sockets) socket.pause();
  }

  speak(): void {
    for (const socket of this.sockets) socket.resume();
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
