import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CarrierName, RefusalFault } from './messages.carrier.js';
import { type AttemptState, backoff, nextStep, pollDelay, type Tried, type Way } from './messages.rules.js';

const WAYS: Way[] = [
  { name: 'whatsapp', channel: 'whatsapp' },
  { name: 'twilio', channel: 'sms' },
  { name: 'resend', channel: 'email' },
  { name: 'smtp', channel: 'email' },
];
const channelOf = (carrier: CarrierName) => WAYS.find(({ name }) => name === carrier)!.channel;
const tried = (
  carrier: CarrierName,
  state: AttemptState,
  fault: RefusalFault | null = null,
  retryIn: number | null = null,
): Tried => ({
  ...{ carrier, channel: channelOf(carrier), state, fault, retryIn },
});

describe('the next step of a message', () => {
  it('is the first carrier, then the next one after a refusal', () => {
    expect(nextStep(WAYS, [])).toEqual({ kind: 'try', carrier: 'whatsapp' });
    expect(nextStep(WAYS, [tried('whatsapp', 'FAILED', 'recipient')])).toEqual({ kind: 'try', carrier: 'twilio' });
    expect(nextStep(WAYS, [tried('whatsapp', 'SUPPRESSED')])).toEqual({ kind: 'try', carrier: 'twilio' });
  });

  it('is the second carrier of a channel only when the first did not take it for reasons of its own', () => {
    const mail = WAYS.slice(2);
    for (const fault of ['later', 'account', 'request'] as const) {
      expect(nextStep(mail, [tried('resend', 'FAILED', fault)])).toEqual({ kind: 'try', carrier: 'smtp' });
    }
    for (const fault of ['recipient', 'opted-out', null] as const) {
      expect(nextStep(mail, [tried('resend', 'FAILED', fault)])).toEqual({ kind: 'give-up' });
    }
  });

  it('is to wait for who said "later", once nobody else is left', () => {
    const later = [tried('whatsapp', 'FAILED', 'recipient'), tried('twilio', 'FAILED', 'later', 7.2)];
    expect(nextStep(WAYS.slice(0, 2), later)).toEqual({ kind: 'wait', seconds: 8 });
    const due = [tried('whatsapp', 'FAILED', 'later', 9), tried('twilio', 'FAILED', 'later', -1)];
    expect(nextStep(WAYS.slice(0, 2), due)).toEqual({ kind: 'try', carrier: 'twilio' });
    const often = Array.from({ length: 12 }, () => tried('twilio', 'FAILED', 'later', 0));
    expect(nextStep(WAYS.slice(1, 2), often)).toEqual({ kind: 'give-up' });
  });

  const anyTried = fc
    .tuple(
      fc.constantFrom(...WAYS),
      fc.constantFrom<AttemptState>('QUEUED', 'UNKNOWN', 'SENT', 'SUPPRESSED', 'FAILED', 'DELIVERED', 'READ'),
      fc.constantFrom<RefusalFault | null>('later', 'opted-out', 'recipient', 'account', 'request', null),
      fc.constantFrom(null, -5, 0, 30),
    )
    .map(([{ name }, state, fault, retryIn]) => tried(name, state, fault, retryIn));

  it('is never another message while one may still reach the person, or has', () => {
    fc.assert(
      fc.property(fc.array(anyTried), (all) => {
        const step = nextStep(WAYS, all);
        const mayReach = all.some(({ state }) => ['QUEUED', 'UNKNOWN', 'SENT', 'DELIVERED', 'READ'].includes(state));
        expect(step.kind === 'follow' || step.kind === 'reached').toBe(mayReach);
      }),
    );
  });

  it('never goes over a channel in which a message was taken, or whose address is dead', () => {
    fc.assert(
      fc.property(fc.array(anyTried), (all) => {
        const step = nextStep(WAYS, all);
        if (step.kind !== 'try') return;
        const earlier = all.filter(({ channel }) => channel === channelOf(step.carrier));
        expect(earlier.every(({ state, fault }) => state === 'FAILED' && fault !== null && fault !== 'recipient')).toBe(
          true,
        );
      }),
    );
  });
});

describe('waiting', () => {
  it('grows and ends at a limit', () => {
    expect([1, 2, 3, 8, 12].map(backoff)).toEqual([5, 10, 20, 640, 900]);
    expect([0, 1, 8, 100].map(pollDelay)).toEqual([5, 10, 1800, 1800]);
  });
});
