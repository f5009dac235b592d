import type { CarrierName, RefusalFault, Standing } from './messages.carrier.js';
import type { Channel } from './messages.service.js';

export type AttemptState = 'QUEUED' | 'UNKNOWN' | 'SENT' | 'SUPPRESSED' | 'FAILED' | 'DELIVERED' | 'READ';

/** An earlier hand-over, as far as the next step depends on it. */
export interface Tried {
  readonly carrier: CarrierName;
  readonly channel: Channel;
  readonly state: AttemptState;
  readonly fault: RefusalFault | null;
  /** Seconds until the carrier may be asked again; null for never. */
  readonly retryIn: number | null;
}

/** A carrier in the order of a message's channels. */
export interface Way {
  readonly name: CarrierName;
  readonly channel: Channel;
}

export type Step =
  | { readonly kind: 'try'; readonly carrier: CarrierName }
  /** An earlier attempt may still reach the person. */
  | { readonly kind: 'follow' }
  | { readonly kind: 'reached' }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'give-up' };

/** What a standing at the company means for the attempt. `waiting` says that it was taken. */
export const STATE_OF: Readonly<Record<Standing, AttemptState>> = {
  waiting: 'SENT',
  sent: 'SENT',
  delivered: 'DELIVERED',
  read: 'READ',
  failed: 'FAILED',
};

export const isLive = (state: AttemptState): boolean => ['QUEUED', 'UNKNOWN', 'SENT'].includes(state);
export const isReached = (state: AttemptState): boolean => state === 'DELIVERED' || state === 'READ';

/** A carrier that keeps refusing for a while is asked so often, waiting 5, 10, 20 … 900 seconds: over two hours. */
const MAX_TRIES = 12;

/** Seconds before a carrier that refused for the `tries`th time is asked again. */
export const backoff = (tries: number): number => Math.min(5 * 2 ** (tries - 1), 900);

/** Seconds before the next look at an attempt that was taken. */
export const pollDelay = (round: number): number => [5, 10, 20, 40, 60, 120, 300, 600, 1800][Math.min(round, 8)]!;

/** A refusal that another carrier of the same channel may not share: the address itself is in order. */
const isCarriersOwn = ({ state, fault }: Tried): boolean =>
  state === 'FAILED' && fault !== null && ['later', 'account', 'request'].includes(fault);

/**
 * The next step of a message: nothing while an attempt may reach the person; then the first carrier that was not tried;
 * then those that said "later". A channel ends with an address that is dead, and with an attempt that was taken and
 * failed, or may have been taken.
 *
 * @param ways the carriers in the order of the message's channels
 */
export function nextStep(ways: readonly Way[], tried: readonly Tried[]): Step {
  if (tried.some(({ state }) => isReached(state))) return { kind: 'reached' };
  if (tried.some(({ state }) => isLive(state))) return { kind: 'follow' };
  const closed = new Set(tried.filter((one) => !isCarriersOwn(one)).map(({ channel }) => channel));
  const open = ways.filter(({ channel }) => !closed.has(channel));
  const fresh = open.find(({ name }) => !tried.some(({ carrier }) => carrier === name));
  if (fresh) return { kind: 'try', carrier: fresh.name };
  return retry(open, tried);
}

function retry(open: readonly Way[], tried: readonly Tried[]): Step {
  const willing = open.flatMap(({ name }) => {
    const own = tried.filter(({ carrier }) => carrier === name);
    const retryIn = own.at(-1)?.retryIn ?? null;
    return retryIn === null || own.length >= MAX_TRIES ? [] : [{ name, retryIn }];
  });
  const [first] = willing.toSorted((a, b) => a.retryIn - b.retryIn);
  if (!first) return { kind: 'give-up' };
  return first.retryIn <= 0
    ? { kind: 'try', carrier: first.name }
    : { kind: 'wait', seconds: Math.max(1, Math.ceil(first.retryIn)) };
}
