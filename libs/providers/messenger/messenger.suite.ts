import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CallRecord } from '../http.js';
import type { Verdict } from '../outcome.js';
import { closedAddress, type RecordedReply, RecordedServer } from '../provider.server.js';
import type { ReceivedHeaders } from '../secrets.js';
import type { Handed, Report, Standing } from './messenger.js';

/** A client of the company, seen through the one thing that every message needs. */
export interface MessengerClient {
  send(): Promise<Handed>;
  close(): Promise<void>;
}

interface Webhook {
  headers: ReceivedHeaders;
  rawBody: Uint8Array;
}

/** What the suite has to know of one company. Only documented replies in here. */
export interface MessengerUnderTest {
  name: string;
  connect(baseUrl: string, options: { timeoutMs: number; log: (record: CallRecord) => void }): MessengerClient;
  /** Token, number, address and code; never in a log or in what a call tells. */
  secrets: string[];
  accepted: RecordedReply;
  /** The reply with its outcome, for each kind of refusal. */
  refusals: Record<string, [RecordedReply, Handed]>;
  /** Documented replies that do not say whether the message was taken. */
  open: Record<string, RecordedReply>;
  /** A genuine webhook about a delivery, made at the time of the tests. */
  webhook(): Webhook;
  verify(webhook: Webhook): Verdict;
  read(rawBody: Uint8Array): Report | undefined;
  /** The word of the company for `delivered`, and what each of its words means. */
  delivered: string;
  standings: Record<string, Standing>;
}

const GARBAGE: Record<string, RecordedReply> = {
  'no JSON': { text: '<html>It works</html>', type: 'application/json' },
  'an empty body': { text: '' },
  'JSON of another kind': { json: ['sent', null] },
  'a success without an id': { json: { status: 'queued' } },
  'a redirect': { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
  silence: { fault: 'hang' },
  'a reset': { fault: 'reset' },
};

/** What every company that carries messages must do, run on each. */
export function messengerSuite(company: MessengerUnderTest): void {
  describe(`${company.name} as a carrier of messages`, () => {
    const server = new RecordedServer();
    const log: CallRecord[] = [];
    let client: MessengerClient;
    /** For replies that never come. */
    let impatient: MessengerClient;

    beforeAll(async () => {
      const baseUrl = await server.start();
      client = company.connect(baseUrl, { timeoutMs: 5_000, log: (record) => log.push(record) });
      impatient = company.connect(baseUrl, { timeoutMs: 200, log: (record) => log.push(record) });
    });
    afterAll(async () => {
      await Promise.all([client.close(), impatient.close()]);
      await server.stop();
    });

    const send = (reply: RecordedReply): Promise<Handed> => {
      server.reply(reply);
      return (reply.fault === 'hang' ? impatient : client).send();
    };

    it('hands a message over once', async () => {
      expect(await send(company.accepted)).toMatchObject({ kind: 'accepted' });
      expect(server.seen).toHaveLength(1);
    });

    it.each(Object.entries(company.refusals))('knows a refusal: %s', async (_, [reply, outcome]) => {
      expect(await send(reply)).toEqual(outcome);
    });

    it.each([...Object.entries(GARBAGE), ...Object.entries(company.open)])(
      'knows nothing after %s',
      async (_, reply) => {
        expect(await send(reply)).toMatchObject({ kind: 'unclear' });
        expect(server.seen).toHaveLength(1);
      },
    );

    it('knows nothing from half a reply, or from the words of a broken server', async () => {
      expect(await send({ ...company.accepted, fault: 'half' })).toMatchObject({ kind: 'unclear' });
      for (const status of [500, 502, 503]) {
        expect(await send({ ...company.accepted, status })).toMatchObject({ kind: 'unclear' });
      }
    });

    it('takes 401 and 429 without words for refusals, and hears when to come back', async () => {
      expect(await send({ status: 401, text: '' })).toMatchObject({ kind: 'refused', fault: 'account' });
      const limited = { status: 429, text: '', headers: { 'retry-after': '7' } };
      expect(await send(limited)).toMatchObject({ kind: 'refused', fault: 'later', retryAfterMs: 7_000 });
    });

    it('proves that nothing was taken when nobody listens', async () => {
      const options = { timeoutMs: 5_000, log: (record: CallRecord) => log.push(record) };
      const nobody = company.connect(await closedAddress(), options);
      expect(await nobody.send()).toEqual({ kind: 'refused', code: 'not-sent', fault: 'later' });
      await nobody.close();
    });

    it('tells neither token nor person nor code', async () => {
      const outcomes = [await send(company.accepted), await send(Object.values(company.refusals)[0]![0])];
      expect(log.length).toBeGreaterThan(5);
      const told = JSON.stringify([log, outcomes]);
      for (const secret of company.secrets) expect(told).not.toContain(secret);
    });

    webhooks(company);
  });
}

function webhooks(company: MessengerUnderTest): void {
  describe('its webhooks', () => {
    const verified = (change: Partial<Webhook>) => company.verify({ ...company.webhook(), ...change });

    it('are believed when they are genuine', () => {
      expect(company.verify(company.webhook())).toMatchObject({ ok: true });
    });

    it('are refused without a signature, with an empty, a doubled or another one', () => {
      const { headers } = company.webhook();
      const each = (change: (value: string) => string | string[]) =>
        Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(String(value))]));
      const forged = [{}, each(() => ''), each((value) => [value, value]), each((value) => `${value}x`)];
      for (const one of forged) expect(verified({ headers: one })).toMatchObject({ ok: false });
    });

    it('are refused when a byte of the body was changed', () => {
      const { rawBody } = company.webhook();
      for (const at of [0, Math.floor(rawBody.length / 2), rawBody.length - 1]) {
        const flipped = Buffer.from(rawBody);
        flipped[at]! ^= 1;
        expect(verified({ rawBody: flipped })).toMatchObject({ ok: false });
      }
    });

    it.each(Object.entries(company.standings))('say %s', (word, standing) => {
      const body = Buffer.from(company.webhook().rawBody).toString().replaceAll(company.delivered, word);
      expect(company.read(Buffer.from(body))).toMatchObject({ standing });
    });

    it('say nothing in words that are not known, or that are none', () => {
      const { rawBody } = company.webhook();
      for (const word of ['constructor', '__proto__', 'maybe']) {
        const body = Buffer.from(rawBody).toString().replaceAll(company.delivered, word);
        expect(company.read(Buffer.from(body))).toBeUndefined();
      }
      for (const body of ['', '{', 'null', '[]', '{}', '"x"']) expect(company.read(Buffer.from(body))).toBeUndefined();
    });
  });
}
