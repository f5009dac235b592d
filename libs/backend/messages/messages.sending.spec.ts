import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, Outbox, sql } from '@pakashop/platform';
import { drain } from '@pakashop/platform/testing';
import { FollowMessage, followKey } from './messages.jobs.js';
import { MessagesStage, Recipient } from './messages.fixtures.js';
import { MessageSender } from './messages.sender.js';
import { Messages } from './messages.service.js';

let stage: MessagesStage;
beforeAll(async () => void (stage = await MessagesStage.open()));
afterAll(() => stage.close());
afterEach(() => stage.sandbox.bench.faults.clear());

const posts = (carrier: 'twilio' | 'whatsapp', { phone }: Recipient): number =>
  stage.sandbox.bench.posts.of(carrier, 'message', phone);
const mails = ({ email }: Recipient) => stage.sandbox.messages.to(email);

describe('a code', () => {
  it('goes by WhatsApp and by nothing else once it is delivered', async () => {
    const person = new Recipient();
    const id = await stage.send(person);
    await stage.untilStates(id, 'whatsapp DELIVERED');
    expect(stage.received(person)).toMatchObject([
      { channel: 'whatsapp', template: 'pakashop_code', params: [person.code], state: 'delivered' },
    ]);
    await stage.untilMessage(id, 'DONE');
  });

  it('goes by SMS when the person is not on WhatsApp', async () => {
    const person = new Recipient();
    stage.fault({ provider: 'whatsapp', operation: 'message', kind: 'rejected', code: '131026' });
    const id = await stage.send(person);
    await stage.untilStates(id, 'whatsapp FAILED', 'twilio DELIVERED');
    expect(stage.received(person)).toMatchObject([{ channel: 'sms', text: expect.stringContaining(person.code) }]);
  });

  it('goes by SMS when WhatsApp took it and then reports that it failed', async () => {
    const person = new Recipient();
    stage.fault({ provider: 'whatsapp', operation: 'delivery', kind: 'fail', code: '131026' });
    const id = await stage.send(person);
    await stage.untilStates(id, 'whatsapp FAILED', 'twilio DELIVERED');
    expect(stage.received(person)).toHaveLength(1);
  });

  it('goes by mail when neither phone channel delivers', async () => {
    const person = new Recipient();
    stage.fault({ provider: 'whatsapp', operation: 'message', kind: 'rejected', code: '131026' });
    stage.fault({ provider: 'twilio', operation: 'delivery', kind: 'fail', code: '30003' });
    const id = await stage.send(person);
    await stage.untilStates(id, 'whatsapp FAILED', 'twilio FAILED', 'resend DELIVERED');
    expect(stage.received(person)).toMatchObject([{ channel: 'email', subject: 'Your code' }]);
  });

  it('passes over a channel for which there is no address', async () => {
    const person = new Recipient();
    const mailOnly = new Recipient({ to: { email: person.email } });
    const id = await stage.send(mailOnly);
    await stage.untilStates(id, 'resend DELIVERED');
  });

  it('is not sent when it is too late, or not wanted any more', async () => {
    const late = new Recipient();
    const id = await stage.order(late, undefined, 0);
    const unwanted = new Recipient();
    unwanted.forget();
    const other = await stage.order(unwanted);
    await stage.untilMessage(id, 'EXPIRED');
    await stage.untilMessage(other, 'WITHDRAWN');
    expect([...stage.received(late), ...stage.received(unwanted)]).toEqual([]);
  });

  it('fails when every way is closed for good', async () => {
    const person = new Recipient({ to: { phone: '+260971' } });
    const id = await stage.send(person);
    await stage.untilStates(id, 'whatsapp FAILED', 'twilio FAILED');
    await stage.untilMessage(id, 'FAILED');
  });

  it('is tried again later when nobody could be reached', async () => {
    const person = new Recipient();
    stage.fault({ provider: 'twilio', operation: 'message', kind: 'rateLimited' });
    const id = await stage.send(person, ['sms']);
    await stage.untilStates(id, 'twilio FAILED');
    await stage.untilMessage(id, 'OPEN');
    await stage.pass(5, id);
    await stage.untilStates(id, 'twilio FAILED', 'twilio DELIVERED');
    expect(stage.received(person)).toHaveLength(1);
  });

  it('is ordered only for a purpose that an area composes', async () => {
    const order = { purpose: 'nobody.knows', reference: newId(), channels: ['sms'] as const, validSeconds: 60 };
    await expect(stage.db.transaction((tx) => stage.api.get(Messages).order(tx, order))).rejects.toThrow(
      'nobody.knows',
    );
  });

  it.each(['+260971234567', 'a@example.com', '260971234567', 'two words'])(
    'cannot be ordered with %s as its reference',
    async (reference) => {
      const order = { purpose: 'test.code', reference, channels: ['sms'] as const, validSeconds: 60 };
      const ordering = stage.db.transaction((tx) => stage.api.get(Messages).order(tx, order));
      await expect(ordering).rejects.toMatchObject({ constraint: 'messages_reference_is_an_id' });
    },
  );
});

describe('doubt over WhatsApp', () => {
  it('is settled by the webhook that names our attempt, and no SMS follows', async () => {
    const person = new Recipient();
    stage.fault({ provider: 'whatsapp', operation: 'message', kind: 'timeoutAfterApply' });
    const id = await stage.send(person);
    await stage.untilStates(id, 'whatsapp DELIVERED');
    await stage.pass(3600, id);
    expect(stage.received(person)).toMatchObject([{ channel: 'whatsapp' }]);
  });

  it('lasts a minute before an SMS follows', async () => {
    const person = new Recipient();
    stage.fault({ provider: 'whatsapp', operation: 'message', kind: 'timeout' });
    const id = await stage.send(person);
    await stage.pass(55, id);
    await stage.untilStates(id, 'whatsapp UNKNOWN');
    await stage.pass(10, id);
    await stage.untilStates(id, 'whatsapp FAILED', 'twilio DELIVERED');
    expect(stage.received(person)).toMatchObject([{ channel: 'sms' }]);
  });

  it('does not end an attempt when no other channel is left', async () => {
    const person = new Recipient();
    stage.fault({ provider: 'whatsapp', operation: 'message', kind: 'http500BeforeApply' });
    const id = await stage.send(person, ['whatsapp']);
    await stage.pass(300, id);
    await stage.untilStates(id, 'whatsapp UNKNOWN');
  });

  it('does not take a message for failed that was taken and is not delivered yet', async () => {
    const person = new Recipient();
    stage.fault({ provider: 'whatsapp', operation: 'delivery', kind: 'stuck' });
    const id = await stage.send(person);
    await stage.pass(300, id);
    await stage.untilStates(id, 'whatsapp SENT');
    expect(posts('twilio', person)).toBe(0);
  });
});

describe('an SMS of which nobody knows', () => {
  it.each(['timeoutAfterApply', 'resetAfterApply', 'http500AfterApply', 'garbage'])(
    'is looked up after %s and never sent twice, though no callback comes',
    async (kind) => {
      const person = new Recipient();
      stage.fault({ provider: 'twilio', operation: 'message', kind });
      stage.fault({ provider: 'twilio', operation: 'callback', kind: 'drop', times: 'always' });
      const id = await stage.send(person, ['sms', 'email']);
      await stage.pass(10, id);
      await stage.until(() => stage.received(person).every(({ state }) => state === 'delivered'));
      await stage.pass(60, id);
      await stage.untilStates(id, 'twilio DELIVERED');
      expect(posts('twilio', person)).toBe(1);
      expect(stage.received(person)).toMatchObject([{ channel: 'sms' }]);
    },
  );

  it.each(['timeout', 'reset', 'http503BeforeApply', 'garbageBeforeApply'])(
    'is sent again after %s, once it is certain that it is not listed',
    async (kind) => {
      const person = new Recipient();
      stage.fault({ provider: 'twilio', operation: 'message', kind });
      const id = await stage.send(person, ['sms']);
      await stage.pass(10, id);
      expect(posts('twilio', person)).toBe(1);
      await stage.pass(10, id);
      await stage.pass(10, id);
      await stage.untilStates(id, 'twilio FAILED', 'twilio DELIVERED');
      expect(stage.received(person)).toHaveLength(1);
    },
  );

  it('is asked about again soon when Twilio does not answer', async () => {
    const person = new Recipient();
    stage.fault({ provider: 'twilio', operation: 'callback', kind: 'drop', times: 'always' });
    stage.fault({ provider: 'twilio', operation: 'message.status', kind: 'http503BeforeApply', times: 'always' });
    const id = await stage.send(person, ['sms']);
    await stage.pass(10, id);
    const { seconds } = await stage.db.one<{ seconds: number }>(sql`
      SELECT extract(epoch FROM d.next_at - now())::float8 AS seconds
      FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
      WHERE d.done_at IS NULL AND m.name = 'messages.follow' AND m.aggregate_id = ${id}`);
    expect(seconds).toBeLessThanOrEqual(20);
    stage.sandbox.bench.faults.clear();
    await stage.pass(30, id);
    await stage.untilStates(id, 'twilio DELIVERED');
  });

  it('is not confused with another one to the same number', async () => {
    const person = new Recipient();
    const first = await stage.send(person, ['sms']);
    await stage.untilStates(first, 'twilio DELIVERED');
    stage.fault({ provider: 'twilio', operation: 'message', kind: 'timeout' });
    const second = await stage.send(person, ['sms']);
    await stage.pass(20, second);
    await stage.pass(10, second);
    await stage.untilStates(second, 'twilio FAILED', 'twilio DELIVERED');
    expect(stage.received(person)).toHaveLength(2);
  });

  it('is looked up when the process died between its row and the call', async () => {
    const person = new Recipient();
    const id = await stage.order(person, ['sms']);
    const attemptId = newId();
    await stage.db.transaction(async (tx) => {
      await tx.execute(sql`
        INSERT INTO backend.message_attempts (id, message_id, position, channel, carrier)
        VALUES (${attemptId}, ${id}, 1, 'sms', 'twilio')`);
      await stage.worker.get(Outbox).enqueue(tx, FollowMessage, { attemptId }, { key: followKey(attemptId) });
    });
    await drain(stage.worker);
    expect([await stage.states(id), posts('twilio', person)]).toEqual([['twilio QUEUED'], 0]);
    await stage.pass(30, id);
    await stage.pass(10, id);
    await stage.untilStates(id, 'twilio FAILED', 'twilio DELIVERED');
    expect(stage.received(person)).toHaveLength(1);
  });

  it('leaves once when two workers have the same message in hand', async () => {
    const person = new Recipient();
    const id = await stage.order(person, ['sms']);
    const once = { deliveryId: 0, correlationId: newId(), round: 0, close: async () => {}, putOff: async () => {} };
    const work = { payload: { messageId: id }, ...once };
    const sender = stage.worker.get(MessageSender);
    await Promise.all(Array.from({ length: 8 }, () => sender.send(work)));
    await stage.untilStates(id, 'twilio DELIVERED');
    expect(posts('twilio', person)).toBe(1);
  });
});

describe('a mail', () => {
  it.each(['timeoutAfterApply', 'resetAfterApply', 'http500AfterApply', 'garbage', 'http503BeforeApply'])(
    'is asked for again under its key after %s, and comes once',
    async (kind) => {
      const person = new Recipient();
      stage.fault({ provider: 'resend', operation: 'email', kind });
      const id = await stage.send(person, ['email']);
      await stage.pass(20, id);
      await stage.untilStates(id, 'resend DELIVERED');
      expect(mails(person)).toHaveLength(1);
      expect(mails(person)[0]).toMatchObject({ carrier: 'resend' });
    },
  );

  it.each([
    ['the rate limit', { kind: 'rateLimited' }],
    ['a quota that is used up', { kind: 'rejected', code: 'daily_quota_exceeded' }],
    ['a wrong key', { kind: 'unauthorized' }],
  ])('falls to SMTP at %s, since Resend did not take it', async (_, fault) => {
    const person = new Recipient();
    stage.fault({ provider: 'resend', operation: 'email', ...fault });
    const id = await stage.send(person, ['email']);
    await stage.untilStates(id, 'resend FAILED', 'smtp SENT');
    const [attempt] = (await stage.attempts(id)).slice(1);
    expect(mails(person)).toMatchObject([
      {
        carrier: 'smtp',
        subject: 'Your code',
        reference: `<${attempt!.id}@127.0.0.1>`,
        text: expect.stringContaining(person.code),
      },
    ]);
    await stage.untilMessage(id, 'DONE');
  });

  it('does not fall to SMTP when the repetition is turned away, since that says nothing about the first', async () => {
    const person = new Recipient();
    stage.fault({ provider: 'resend', operation: 'email', kind: 'http500AfterApply' });
    stage.fault({ provider: 'resend', operation: 'email', kind: 'rateLimited' });
    stage.fault({ provider: 'resend', operation: 'email', kind: 'unauthorized' });
    stage.fault({ provider: 'resend', operation: 'callback', kind: 'drop', times: 'always' });
    const id = await stage.send(person, ['email']);
    await stage.until(async () => {
      await stage.pass(20, id);
      return (await stage.states(id)).join() !== 'resend UNKNOWN';
    });
    await stage.untilStates(id, 'resend SENT');
    expect(mails(person)).toHaveLength(1);
  });

  it('does not fall to SMTP while Resend may have taken it', async () => {
    const person = new Recipient();
    stage.fault({ provider: 'resend', operation: 'email', kind: 'http500AfterApply', times: 'always' });
    stage.fault({ provider: 'resend', operation: 'callback', kind: 'drop', times: 'always' });
    const id = await stage.send(person, ['email']);
    await stage.pass(120, id);
    await stage.pass(120, id);
    await stage.untilStates(id, 'resend UNKNOWN');
    expect(mails(person)).toHaveLength(1);
  });

  it.each(['resetAfterApply', 'timeoutAfterApply'])('is not repeated over SMTP after %s', async (kind) => {
    const person = new Recipient();
    stage.fault({ provider: 'resend', operation: 'email', kind: 'unauthorized' });
    stage.fault({ provider: 'smtp', operation: 'mail', kind });
    const id = await stage.send(person, ['email']);
    await stage.pass(120, id);
    await stage.untilStates(id, 'resend FAILED', 'smtp UNKNOWN');
    expect(mails(person)).toHaveLength(1);
  });

  it('is tried again when the mail server said to come later', async () => {
    const person = new Recipient();
    stage.fault({ provider: 'resend', operation: 'email', kind: 'unauthorized' });
    stage.fault({ provider: 'smtp', operation: 'mail', kind: 'rejected', code: '451' });
    const id = await stage.send(person, ['email']);
    await stage.pass(10, id);
    await stage.untilStates(id, 'resend FAILED', 'smtp FAILED', 'smtp SENT');
    expect(mails(person)).toHaveLength(1);
  });
});
