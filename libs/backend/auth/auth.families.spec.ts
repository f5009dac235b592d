import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, sql } from '@pakashop/platform';
import fc from 'fast-check';
import { SessionsPort } from './auth.contract.js';
import type { SignedIn, Tokens } from './auth.dto.js';
import { People, TEST_PASSWORD } from './auth.fixtures.js';
import { RefreshTokens } from './auth.refresh.js';
import { Sessions } from './auth.sessions.js';
import { UsersService } from '../users/users.service.js';

let people: People;
let db: Database;

beforeAll(async () => {
  people = await People.boot();
  db = people.app.get(Database);
});
afterAll(() => people.app.close());

/** One sign-in as its owner and a thief know it. Refresh tokens are numbered as they were given. */
interface Family {
  readonly tokens: string[];
  /** Token that refreshes; none when the family has ended. */
  live: number | undefined;
  /** The last tokens of sessions that went on under another id: dead, though nobody has shown them. */
  readonly dead: Set<number>;
  /** The spent token whose answer may have been lost: it may be shown again for ten seconds. */
  graceFor: number | undefined;
  /** Tokens that another one replaced, within their ten seconds: refused, and nothing else happens. */
  readonly replaced: Set<number>;
  access: string;
}

class Model {
  readonly families: Family[] = [];
  suspended = false;
}

interface Real {
  readonly userId: string;
}

type Step = fc.AsyncCommand<Model, Real>;

const refresh = (token: string): Promise<Tokens | undefined> =>
  people.app
    .get(RefreshTokens)
    .refresh(token)
    .catch(() => undefined);

const pick = (model: Model, n: number): Family | undefined => model.families[n % Math.max(1, model.families.length)];

function spend(family: Family, next: Tokens): void {
  family.graceFor = family.live;
  family.tokens.push(next.refreshToken);
  family.live = family.tokens.length - 1;
  family.access = next.accessToken;
}

/** What showing a token must lead to. */
function expectation(family: Family, shown: number): 'next' | 'replacement' | 'refusal' | 'end' {
  if (family.live === undefined) return 'refusal';
  if (shown === family.live) return 'next';
  if (shown === family.graceFor) return 'replacement';
  if (family.replaced.has(shown) || family.dead.has(shown)) return 'refusal';
  return 'end';
}

class SignIn implements Step {
  check = (model: Model) => !model.suspended && model.families.length < 4;
  toString = () => 'sign in';
  async run(model: Model, { userId }: Real): Promise<void> {
    const account = await people.app.get(UsersService).account(userId);
    const device = { address: '192.0.2.7', userAgent: 'tests' };
    const { tokens }: SignedIn = await db.transaction((tx) =>
      people.app.get(Sessions).open(tx, { account, audience: 'customer', device, by: 'password' }),
    );
    model.families.push({
      tokens: [tokens.refreshToken],
      live: 0,
      dead: new Set(),
      graceFor: undefined,
      replaced: new Set(),
      access: tokens.accessToken,
    });
  }
}

/** Shows a token of the past or present: by its owner, by a thief, or because the answer was lost. */
class Show implements Step {
  constructor(
    private readonly which: number,
    private readonly back: number,
  ) {}
  check = (model: Model) => model.families.length > 0;
  toString = () => `show token -${this.back} of family ${this.which}`;
  async run(model: Model): Promise<void> {
    const family = pick(model, this.which)!;
    const shown = Math.max(0, family.tokens.length - 1 - this.back);
    const wanted = expectation(family, shown);
    const answer = await refresh(family.tokens[shown]!);
    expect(answer !== undefined).toBe(!model.suspended && (wanted === 'next' || wanted === 'replacement'));
    // A copy ends the family of a suspended account, too; for the rest nothing happens until it is back.
    if (model.suspended && wanted !== 'end') return;
    if (wanted === 'next') spend(family, answer!);
    if (wanted === 'end') family.live = undefined;
    if (wanted === 'replacement') {
      family.replaced.add(family.live!);
      family.tokens.push(answer!.refreshToken);
      family.live = family.tokens.length - 1;
      family.access = answer!.accessToken;
    }
  }
}

/** The ten seconds pass in which an answer may have been lost. */
class Wait implements Step {
  check = () => true;
  toString = () => 'wait eleven seconds';
  async run(model: Model, { userId }: Real): Promise<void> {
    await db.execute(sql`
      UPDATE backend.refresh_tokens SET used_at = used_at - interval '11 seconds'
      WHERE session_id IN (SELECT id FROM backend.sessions WHERE user_id = ${userId})`);
    for (const family of model.families) {
      family.graceFor = undefined;
      family.replaced.clear();
    }
  }
}

class StepUp implements Step {
  constructor(private readonly which: number) {}
  check = (model: Model) => pick(model, this.which)?.live !== undefined && !model.suspended;
  toString = () => `step up in family ${this.which}`;
  async run(model: Model, { userId }: Real): Promise<void> {
    const family = pick(model, this.which)!;
    const { sessionId } = await people.app.get(SessionsPort).verify({ token: family.access });
    const tokens = await db.transaction((tx) =>
      people.app.get(Sessions).renew(tx, { userId, sessionId, by: 'password' }),
    );
    family.tokens.push(tokens.refreshToken);
    family.dead.add(family.live!);
    family.live = family.tokens.length - 1;
    // Its answer may have been lost, but it is too late for another one.
    if (family.graceFor !== undefined) family.replaced.add(family.graceFor);
    family.graceFor = undefined;
    family.access = tokens.accessToken;
  }
}

class SignOut implements Step {
  constructor(private readonly which: number) {}
  check = (model: Model) => pick(model, this.which)?.live !== undefined && !model.suspended;
  toString = () => `sign out of family ${this.which}`;
  async run(model: Model, { userId }: Real): Promise<void> {
    const family = pick(model, this.which)!;
    const { sessionId } = await people.app.get(SessionsPort).verify({ token: family.access });
    await people.app.get(Sessions).end(userId, sessionId, 'SIGNED_OUT');
    family.live = undefined;
  }
}

class SignOutEverywhere implements Step {
  check = () => true;
  toString = () => 'sign out everywhere';
  async run(model: Model, { userId }: Real): Promise<void> {
    await db.transaction((tx) => people.app.get(Sessions).endAll(tx, userId, 'SIGNED_OUT_EVERYWHERE'));
    for (const family of model.families) family.live = undefined;
  }
}

class Suspend implements Step {
  constructor(private readonly suspended: boolean) {}
  check = (model: Model) => model.suspended !== this.suspended;
  toString = () => (this.suspended ? 'suspend' : 'reinstate');
  async run(model: Model, { userId }: Real): Promise<void> {
    const status = this.suspended ? 'SUSPENDED' : 'ACTIVE';
    await db.execute(sql`UPDATE backend.users SET status = ${status} WHERE id = ${userId}`);
    model.suspended = this.suspended;
  }
}

/** Whatever happened: of each family one session lives at most, and one token of it. */
async function prove(model: Model, { userId }: Real): Promise<void> {
  const { worst } = await db.one<{ worst: number }>(sql`
    SELECT coalesce(max(open), 0) AS worst FROM (
      SELECT count(*) AS open FROM backend.sessions s JOIN backend.refresh_tokens t ON t.session_id = s.id
      WHERE s.user_id = ${userId} AND s.revoked_at IS NULL AND t.used_at IS NULL GROUP BY s.family_id) families`);
  expect(worst).toBeLessThanOrEqual(1);
  for (const family of model.families) {
    const isSignedIn = await people.app
      .get(SessionsPort)
      .verify({ token: family.access })
      .then(
        () => true,
        () => false,
      );
    expect(isSignedIn).toBe(family.live !== undefined && !model.suspended);
  }
}

class Prove implements Step {
  check = () => true;
  toString = () => 'prove';
  run = prove;
}

describe('families of refresh tokens', () => {
  it('have one live lineage at most, whatever owners, thieves and staff do', async () => {
    const family = fc.nat(1);
    const steps = fc.commands(
      [
        fc.constant(new SignIn()),
        // Most often the owner goes on; copies and lost answers come in between.
        ...[0, 0, 0, 1, 2, 3, 5].map((back) => family.map((which) => new Show(which, back))),
        fc.constant(new Wait()),
        family.map((which) => new StepUp(which)),
        family.map((which) => new SignOut(which)),
        fc.constant(new SignOutEverywhere()),
        fc.boolean().map((suspended) => new Suspend(suspended)),
        fc.constant(new Prove()),
      ],
      { maxCommands: 40, size: 'max' },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (commands) => {
        const { user } = await people.register({ password: TEST_PASSWORD });
        await db.execute(sql`UPDATE backend.sessions SET revoked_at = now() WHERE user_id = ${user.id}`);
        const real = { userId: user.id };
        const model = new Model();
        await fc.asyncModelRun(() => ({ model, real }), commands);
        await prove(model, real);
      }),
      { numRuns: 50 },
    );
  }, 60_000);

  it('are ended as a whole by a copy, also while the owner steps up', async () => {
    const { tokens, user } = await people.register();
    const { body: next } = await people.call<Tokens>('POST', '/auth/refresh', {
      body: { refreshToken: tokens.refreshToken },
    });
    const { sessionId } = await people.actor(next.accessToken);
    await db.execute(sql`
      UPDATE backend.refresh_tokens SET used_at = used_at - interval '11 seconds' WHERE session_id = ${sessionId!}`);
    const sessions = people.app.get(Sessions);
    const [renewed] = await Promise.all([
      db
        .transaction((tx) => sessions.renew(tx, { userId: user.id, sessionId: sessionId!, by: 'password' }))
        .catch(() => undefined),
      refresh(tokens.refreshToken),
    ]);
    if (renewed) expect(await refresh(renewed.refreshToken)).toBeUndefined();
    const { live } = await db.one<{ live: number }>(sql`
      SELECT count(*) AS live FROM backend.sessions WHERE user_id = ${user.id} AND revoked_at IS NULL`);
    expect(live).toBe(0);
    const { told } = await db.one<{ told: number }>(sql`
      SELECT count(*) AS told FROM backend.messages WHERE user_id = ${user.id} AND purpose = 'security.session_copied'`);
    expect(told).toBe(1);
  });
});
