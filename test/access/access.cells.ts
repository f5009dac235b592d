import type { Bodies } from './access.bodies.js';
import type { Market, Request, Route } from './access.market.js';
import type { Caller, People } from './access.people.js';
import { requestFor } from './access.requests.js';
import { answerTo, type Expected, type Row, type Whose, WHOSE } from './access.rows.js';
import type { Params } from './access.makers.js';
import { type Kind, nothing, type Things } from './access.things.js';
import { type Role, ROLES } from '../../libs/backend/auth/auth.permissions.js';

/** One question to one route. */
export interface Cell {
  readonly row: Row;
  readonly route: Route;
  readonly caller: Caller;
  readonly whose: Whose;
  readonly expected: Expected & { readonly status: number };
}

/** Everybody who calls every route, each with a session that lasts as long as the test. */
export async function everybody(people: People): Promise<Caller[]> {
  const roles = Object.keys(ROLES) as Role[];
  const calling = await Promise.all([
    ...roles.map((role) => people.holder(role)),
    people.holder('SHOP_OWNER', { who: 'suspended', suspended: true }),
    people.holder('SHOP_OWNER', { who: 'unenrolled', provenBy: 'password' }),
    people.holder('SHOP_OWNER', { who: 'elsewhere', audience: 'customer' }),
  ]);
  return [people.nobody(), people.guest(), ...calling];
}

/** Those whose proof of who they are is older than a step-up takes. */
export const forgetful = (people: People): Promise<Caller[]> =>
  Promise.all(
    (Object.keys(ROLES) as Role[]).map((role) => people.holder(role, { who: `stale ${role}`, minutesAgo: 6 })),
  );

/** All that can be asked of a route. */
export function cellsOf(row: Row, route: Route, callers: readonly Caller[]): Cell[] {
  const kinds = row.kind === '-' ? (['own'] as const) : WHOSE;
  return callers.flatMap((caller) =>
    kinds.flatMap((whose) => {
      const expected = answerTo(row, caller, whose, route);
      return expected.status === undefined ? [] : [{ row, route, caller, whose, expected } as Cell];
    }),
  );
}

/** What is asked about, made when it is first needed; things that nobody may change are made once. */
export class Shelf {
  private readonly kept = new Map<string, Promise<Params | undefined>>();
  constructor(
    private readonly things: Things,
    private readonly market: Market,
    private readonly bodies: Bodies,
  ) {}

  /** The request of a cell; nothing where the caller can have no such thing. */
  async request({ row, route, caller, whose }: Cell, isNew = false): Promise<Request | undefined> {
    const params = await (isNew
      ? this.make(row.kind, caller, whose, route)
      : this.find(row.kind, caller, whose, route));
    return params && requestFor(route, this.things, this.bodies, params, caller);
  }

  private async make(kind: Kind, caller: Caller, whose: Whose, route: Route): Promise<Params | undefined> {
    if (whose === 'none') return nothing(route.path);
    return whose === 'own' ? this.things.make(kind, caller) : this.things.makeForStranger(kind);
  }

  private find(kind: Kind, caller: Caller, whose: Whose, route: Route): Promise<Params | undefined> {
    if (whose === 'none') return Promise.resolve(nothing(route.path));
    const key = `${kind} ${whose === 'own' ? caller.who : ''}`;
    const known = this.kept.get(key) ?? this.make(kind, caller, whose, route);
    this.kept.set(key, known);
    return known;
  }

  /** Somebody new like the caller, for what cannot be done twice. */
  again({ who, role }: Caller): Promise<Caller> | Caller {
    const { people } = this.market;
    if (who === 'nobody') return people.nobody();
    if (who === 'guest') return people.guest();
    if (who === 'unenrolled') return people.holder(role!, { who, provenBy: 'password' });
    return people.holder(role!, who === 'elsewhere' ? { who, audience: 'customer' } : { who });
  }
}

/** Does all jobs, a few at a time. */
export async function few<T, R>(jobs: readonly T[], work: (job: T) => Promise<R>, atOnce = 6): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < jobs.length; i = next++) results[i] = await work(jobs[i]!);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
