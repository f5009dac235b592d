import type { Route } from './access.market.js';
import type { Caller } from './access.people.js';
import { isKind, type Kind } from './access.things.js';
import type { Role } from '../../libs/backend/auth/auth.permissions.js';

/** What the table says of a route. */
export interface Row {
  readonly route: string;
  readonly kind: Kind;
  /** Who may, by group or role. */
  readonly who: readonly string[];
  readonly marks: ReadonlySet<string>;
  /** What those are answered who may, about their own thing, another's, and nothing. */
  readonly status: Readonly<Record<Whose, number | undefined>>;
  /** Who may see everybody's. */
  readonly all: readonly string[];
  /** Who is answered something else about their own. */
  readonly except: ReadonlyMap<string, number>;
}

export const WHOSE = ['own', 'other', 'none'] as const;
export type Whose = (typeof WHOSE)[number];

const MARKS = ['+fresh', '+enrolling', '+turns', '+counts', '+told'];

const STAFF: readonly Role[] = ['PLATFORM_ADMIN', 'MODERATOR', 'FRAUD_ANALYST', 'FINANCE_ADMIN', 'SUPPORT_AGENT'];
const CITIZENS: readonly Role[] = [
  ...(['CUSTOMER', 'SELLER', 'SHOP_OWNER', 'SERVICE_PROVIDER'] as const),
  ...(['DELIVERY_AGENT', 'FLEET_MANAGER', 'SYSTEM'] as const),
];
const people = [...CITIZENS, ...STAFF, 'elsewhere'];

/** Words of the table. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  anybody: ['nobody', 'guest', ...people, 'unenrolled'],
  buyer: ['guest', ...people],
  shopper: ['guest', ...CITIZENS, 'elsewhere'],
  person: people,
  citizen: [...CITIZENS, 'elsewhere'],
  vendor: ['SHOP_OWNER', 'SERVICE_PROVIDER'],
  agent: ['DELIVERY_AGENT'],
  fleet: ['FLEET_MANAGER'],
  staff: STAFF,
  admin: ['PLATFORM_ADMIN'],
  moderator: ['MODERATOR'],
  fraud: ['FRAUD_ANALYST'],
  finance: ['FINANCE_ADMIN'],
  support: ['SUPPORT_AGENT'],
  provider: [],
  guest: ['guest'],
  customer: ['CUSTOMER'],
  seller: ['SELLER'],
  system: ['SYSTEM'],
  elsewhere: ['elsewhere'],
  unenrolled: ['unenrolled'],
};

/** Reads the table; a word that it does not know is a mistake in it. */
export function rowsOf(table: string): Row[] {
  const lines = table.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [route = '', kind = '', words = '', answers = '', more = ''] = line.split('|').map((cell) => cell.trim());
    const [own, other, none] = answers.split(/\s+/).map((one) => (one === '-' ? undefined : Number(one)));
    const list = words.split(/\s+/);
    if (!isKind(kind) || [own, other, none].some(Number.isNaN)) throw new Error(`the table cannot be read: ${line}`);
    return {
      route: route.replace(/\s+/, ' '),
      kind,
      who: list.filter((word) => !MARKS.includes(word)).flatMap((word) => groupOf(word, line)),
      marks: new Set(list.filter((word) => MARKS.includes(word)).map((word) => word.slice(1))),
      status: { own, other, none },
      ...exceptionsOf(more.split(/\s+/).filter(Boolean), line),
    };
  });
}

/** `all:staff` may see everybody's; `admin=409` is answered otherwise. */
function exceptionsOf(words: readonly string[], line: string): Pick<Row, 'all' | 'except'> {
  const all = words.filter((word) => word.startsWith('all:')).flatMap((word) => groupOf(word.slice(4), line));
  const except = words
    .filter((word) => word.includes('='))
    .map((word) => word.split('=') as [string, string])
    .flatMap(([word, status]) => groupOf(word, line).map((who): [string, number] => [who, Number(status)]));
  return { all, except: new Map(except) };
}

function groupOf(word: string, line: string): readonly string[] {
  const group = GROUPS[word];
  if (!group) throw new Error(`the table says "${word}", which is nobody: ${line}`);
  return group;
}

/** What a caller is answered; undefined where the question makes no sense. */
export function answerTo(
  { who, marks, status, all, except }: Row,
  caller: Caller,
  whose: Whose,
  route: Route,
): Expected {
  if (route.operation['x-audience'] === 'provider') return { status: status.own };
  if (caller.who === 'suspended') return answerToSuspended(who.includes('SHOP_OWNER'));
  const isEnrolling = caller.who === 'unenrolled' && marks.has('enrolling');
  if (!who.includes(caller.who.replace('stale ', '')) && !isEnrolling) {
    if (caller.userId === undefined) return { status: 401, codes: ['AUTH_001'], refused: true };
    const codes = caller.who === 'unenrolled' ? ['MFA_001', 'AUTH_002'] : ['AUTH_002'];
    return { status: 403, codes, refused: true };
  }
  if (caller.who.startsWith('stale ')) return { status: 401, codes: ['auth.step_up_required'], refused: true };
  const seesAll = whose === 'other' && all.includes(caller.who);
  return { status: (whose === 'own' ? except.get(caller.who) : undefined) ?? (seesAll ? status.own : status[whose]) };
}

/** A shop owner's token is refused by its surface, before anybody looks whose it is, where no seller ever may. */
const answerToSuspended = (isForSellers: boolean): Expected => ({
  status: isForSellers ? 401 : 403,
  codes: [isForSellers ? 'AUTH_001' : 'AUTH_002'],
  refused: true,
});

export interface Expected {
  readonly status: number | undefined;
  readonly codes?: readonly string[];
  /** By the guard: no handler ran. */
  readonly refused?: boolean;
}
