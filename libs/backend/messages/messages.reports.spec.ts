import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from '@pakashop/platform';
import fc from 'fast-check';
import type { Callback } from '../../../apps/sandbox/core/callback.js';
import type { Caller } from '../../../apps/sandbox/core/faults.js';
import type { ItemState } from '../../../apps/sandbox/messages/messages.types.js';
import { MessagesStage, Recipient } from './messages.fixtures.js';
import type { Channel } from './messages.service.js';

let stage: MessagesStage;
beforeAll(async () => void (stage = await MessagesStage.open()));
afterAll(() => stage.close());
afterEach(() => stage.sandbox.bench.faults.clear());

const CHANNEL = { twilio: 'sms', resend: 'email', whatsapp: 'whatsapp' } as const satisfies Partial<
  Record<Caller, Channel>
>;
type Carrier = keyof typeof CHANNEL;
const CARRIERS = Object.keys(CHANNEL) as Carrier[];

/** A message that was taken, and about which its carrier says nothing by itself. */
async function taken(carrier: Carrier) {
  const person = new Recipient();
  stage.fault({ provider: carrier, operation: 'delivery', kind: 'stuck' });
  const messageId = await stage.send(person, [CHANNEL[carrier]]);
  await stage.untilStates(messageId, `${carrier} SENT`);
  const [item] = stage.received(person);
  await stage.until(() => item!.state === 'sent');
  const callbackOf = (state: ItemState = item!.state): Callback => stage.sandbox.messages.callbackOf(item!, state)!;
  return { person, messageId, callbackOf };
}

const tell = async (callback: Callback): Promise<void> => {
  const { answer } = await stage.sandbox.bench.courier.forge(callback, { variant: 'none' });
  expect(answer).toBe(200);
};

describe.each(CARRIERS)('reports of %s', (carrier) => {
  it('come in without a client key, and move the attempt', async () => {
    const { messageId, callbackOf } = await taken(carrier);
    await tell(callbackOf('delivered'));
    await stage.untilStates(messageId, `${carrier} DELIVERED`);
    await stage.untilMessage(messageId, 'DONE');
  });

  it('are refused when they are forged, and change nothing', async () => {
    const { messageId, callbackOf } = await taken(carrier);
    const variants = ['signature', 'unsigned', 'body'];
    if (carrier === 'twilio') variants.push('otherPath');
    if (carrier === 'resend') variants.push('expired');
    for (const variant of variants) {
      const forgery = { variant, status: carrier === 'resend' ? 'email.delivered' : 'delivered' };
      const { answer } = await stage.sandbox.bench.courier.forge(callbackOf('failed'), forgery);
      expect({ variant, answer }).toEqual({ variant, answer: 401 });
    }
    await stage.applied();
    await stage.untilStates(messageId, `${carrier} SENT`);
  });

  it('change nothing when they come again, however often', async () => {
    const { messageId, callbackOf } = await taken(carrier);
    const delivered = callbackOf('delivered');
    await Promise.all(Array.from({ length: 20 }, () => tell(delivered)));
    await tell(callbackOf('sent'));
    await stage.applied();
    await stage.untilStates(messageId, `${carrier} DELIVERED`);
    const { count } = await stage.db.one<{ count: number }>(sql`
      SELECT count(*) FROM platform.inbox WHERE raw = (
        SELECT raw FROM platform.inbox WHERE source = ${carrier} ORDER BY received_at DESC OFFSET 1 LIMIT 1)`);
    expect(count).toBe(1);
  });

  it('lead to the same state in any order', async () => {
    const states = fc.shuffledSubarray<ItemState>(['sent', 'delivered', 'read', 'failed'], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(states, async (order) => {
        const { messageId, callbackOf } = await taken(carrier);
        for (const state of order) {
          await tell(callbackOf(state));
          await stage.applied();
        }
        const furthest = (['read', 'delivered', 'failed', 'sent'] as const).find((state) => order.includes(state))!;
        await stage.untilStates(messageId, `${carrier} ${furthest.toUpperCase()}`);
      }),
      { numRuns: 6 },
    );
  });

  it('about nothing of ours are taken and set aside', async () => {
    const { callbackOf } = await taken(carrier);
    const text = JSON.stringify(callbackOf('delivered'));
    const stranger = text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/g, '01990000-0000-7000-8000-00000000dead');
    await tell(JSON.parse(stranger) as Callback);
    await stage.applied();
    const { outcome } = await stage.db.one<{ outcome: string }>(sql`
      SELECT outcome FROM platform.inbox
      WHERE source = ${carrier} AND convert_from(raw, 'UTF8') LIKE '%00000000dead%'`);
    expect(outcome).toBe('about no message of ours');
  });
});

describe('addresses that must not be written to again', () => {
  it.each([
    ['bounced for good', 'permanent'],
    ['complained', 'complained'],
    ['stands on the list of Resend', 'suppressed'],
  ])('hold no mail after one %s', async (_, code) => {
    const { person, messageId } = await taken('resend');
    stage.sandbox.messages.force(stage.received(person)[0]!.id, 'failed', code);
    await stage.until(async () => (await stage.states(messageId))[0] !== 'resend SENT');
    const shouting = new Recipient({ to: { email: person.email.toUpperCase() } });
    const again = await stage.send(shouting, ['email']);
    await stage.untilStates(again, 'resend SUPPRESSED');
    await stage.untilMessage(again, 'FAILED');
  });

  it('do not include a full mailbox', async () => {
    const { person, messageId } = await taken('resend');
    stage.sandbox.messages.force(stage.received(person)[0]!.id, 'failed', 'transient');
    await stage.untilStates(messageId, 'resend FAILED');
    const again = await stage.send(new Recipient({ to: { email: person.email } }), ['email']);
    await stage.untilStates(again, 'resend DELIVERED');
  });

  it('are numbers that said STOP, until the carrier is asked again a month later', async () => {
    const person = new Recipient();
    stage.sandbox.bench.settings.twilio.optedOut.push(person.phone);
    const id = await stage.send(person, ['sms', 'email']);
    await stage.untilStates(id, 'twilio FAILED', 'resend DELIVERED');
    stage.sandbox.bench.settings.twilio.optedOut = [];
    const again = await stage.send(person, ['sms', 'email']);
    await stage.untilStates(again, 'twilio SUPPRESSED', 'resend DELIVERED');
    await stage.db.execute(sql`UPDATE backend.message_suppressions SET until = now() WHERE reason = 'OPT_OUT'`);
    const later = await stage.send(person, ['sms']);
    await stage.untilStates(later, 'twilio DELIVERED');
  });
});

describe('the webhook of WhatsApp', () => {
  const ask = (token: string, mode = 'subscribe') =>
    fetch(
      `${stage.url}/api/v1/messages/webhook/whatsapp?hub.mode=${mode}&hub.verify_token=${token}&hub.challenge=1158201444`,
    );

  it('answers the challenge of who knows our token', async () => {
    const answer = await ask('sandbox-whatsapp-verify');
    expect([answer.status, await answer.text()]).toEqual([200, '1158201444']);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  });

  it('answers nobody else', async () => {
    expect([(await ask('guess')).status, (await ask('')).status]).toEqual([403, 403]);
    expect((await ask('sandbox-whatsapp-verify', 'unsubscribe')).status).toBe(403);
    expect((await fetch(`${stage.url}/api/v1/messages/webhook/whatsapp`)).status).toBe(403);
  });
});
