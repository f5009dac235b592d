import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CallRecord } from './http.js';
import type { Lookup, Outcome, Standing } from './outcome.js';
import { closedAddress, type RecordedReply, RecordedServer } from './provider.server.js';
import { webhookSuite, type WebhookUnderTest } from './webhook.suite.js';

/** A client of the provider, seen through the two things that every payment needs. */
export interface ProviderClient {
  start(): Promise<Outcome<unknown>>;
  look(): Promise<Lookup<{ standing: Standing; amount: number | null; currency: string | null }>>;
  close(): Promise<void>;
}

/** What the suite has to know of one provider. Only documented replies in here. */
export interface ProviderUnderTest extends WebhookUnderTest {
  name: string;
  connect(baseUrl: string, options: { timeoutMs: number; log: (record: CallRecord) => void }): ProviderClient;
  /** Our id of the payment in all replies. */
  reference: string;
  /** The token and the customer's number; never in a log or an outcome. */
  secrets: string[];
  started: RecordedReply;
  /** A definite refusal. */
  refused: RecordedReply;
  /** The reference is known already. */
  duplicate: RecordedReply;
  /** Refused because of our credentials. */
  unauthorised: RecordedReply[];
  notFound: RecordedReply;
  /** The state of the payment; `other` names a payment that we did not ask about. */
  found(status: string, fields: { amount?: unknown; currency?: unknown; other?: boolean }): RecordedReply;
  standings: Record<string, Standing>;
  /** How the provider writes 150.50 kwacha: all of these are the same amount. */
  amounts: unknown[];
  /** Amounts that cannot be read exactly. */
  unreadable: unknown[];
}

const GARBAGE: Record<string, RecordedReply> = {
  'no JSON': { text: '<html>It works</html>', type: 'application/json' },
  'cut JSON': { text: '{"status":"ACC', type: 'application/json' },
  'an empty body': { text: '' },
  'JSON of another kind': { json: ['ACCEPTED', 'success', null] },
  null: { text: 'null' },
  'an unexpected word': { json: { status: 'MAYBE', data: { status: 'MAYBE' } } },
  'a redirect': { status: 302, headers: { location: 'http://127.0.0.1:1/' }, json: { status: 'ACCEPTED' } },
  'a reply above the limit': { text: JSON.stringify({ status: 'ACCEPTED', filler: 'x'.repeat(1_100_000) }) },
};

const FAULTS: Record<string, RecordedReply> = {
  silence: { fault: 'hang' },
  'a reset': { fault: 'reset' },
};

/** What every payment provider must do, run on each. */
export function providerSuite(provider: ProviderUnderTest): void {
  describe(`${provider.name} as a payment provider`, () => {
    const server = new RecordedServer();
    const log: CallRecord[] = [];
    let baseUrl: string;
    let client: ProviderClient;
    /** For replies that never come. */
    let impatient: ProviderClient;

    beforeAll(async () => {
      baseUrl = await server.start();
      client = provider.connect(baseUrl, { timeoutMs: 5_000, log: (record) => log.push(record) });
      impatient = provider.connect(baseUrl, { timeoutMs: 200, log: (record) => log.push(record) });
    });

    afterAll(async () => {
      await Promise.all([client.close(), impatient.close()]);
      await server.stop();
    });

    async function start(reply: RecordedReply): Promise<Outcome<unknown>> {
      server.reply(reply);
      return (reply.fault === 'hang' ? impatient : client).start();
    }

    async function look(reply: RecordedReply) {
      server.reply(reply);
      return (reply.fault === 'hang' ? impatient : client).look();
    }

    const changed = (reply: RecordedReply, change: RecordedReply): RecordedReply => ({ ...reply, ...change });
    const good = provider.found(provider.success, { amount: provider.amounts[0] });

    it('starts a payment under the id that was stored before', async () => {
      expect(await start(provider.started)).toMatchObject({ kind: 'succeeded' });
      expect(server.seen).toHaveLength(1);
      expect(server.seen[0]?.body).toContain(provider.reference);
    });

    it('takes a documented refusal for a refusal', async () => {
      expect(await start(provider.refused)).toMatchObject({ kind: 'failed', sent: true });
    });

    it('does not take a known id for a success or a failure', async () => {
      expect(await start(provider.duplicate)).toMatchObject({ kind: 'unknown', reason: 'duplicate', sent: true });
    });

    it.each(Object.entries(provider.standings))('knows the status %s', async (status, standing) => {
      const found = await look(provider.found(status, { amount: provider.amounts[0] }));
      expect(found).toMatchObject({ kind: 'found', value: { standing, amount: 15_050, currency: 'ZMW' } });
    });

    it.each(['SETTLED', 'REJECTED', 'constructor', 'completed ', '__proto__'])(
      'leaves the unknown status %s open',
      async (status) => {
        const found = await look(provider.found(status, { amount: provider.amounts[0] }));
        expect(found).toMatchObject({ kind: 'found', value: { standing: 'unrecognised' } });
      },
    );

    it('reads the same amount however it is written', async () => {
      for (const amount of provider.amounts) {
        expect(await look(provider.found(provider.success, { amount }))).toMatchObject({ value: { amount: 15_050 } });
      }
    });

    it('does not believe a success without an exact amount or a currency', async () => {
      for (const amount of provider.unreadable) {
        expect(await look(provider.found(provider.success, { amount }))).toMatchObject({ kind: 'unknown' });
      }
      const nowhere = provider.found(provider.success, { amount: provider.amounts[0], currency: null });
      expect(await look(nowhere)).toMatchObject({ kind: 'unknown' });
    });

    it('does not believe a reply about another payment', async () => {
      const other = provider.found(provider.success, { amount: provider.amounts[0], other: true });
      expect(await look(other)).toMatchObject({ kind: 'unknown', reason: 'mismatch' });
    });

    it('tells not found apart from failed', async () => {
      expect(await look(provider.notFound)).toEqual({ kind: 'notFound' });
    });

    it.each([...Object.entries(GARBAGE), ...Object.entries(FAULTS)])('knows nothing after %s', async (_, reply) => {
      expect(await start(reply)).toMatchObject({ kind: 'unknown', sent: true });
      expect(await look(reply)).toMatchObject({ kind: 'unknown', sent: true });
      expect(server.seen).toHaveLength(1);
    });

    it('knows nothing from half a reply', async () => {
      expect(await start(changed(provider.started, { fault: 'half' }))).toMatchObject({ kind: 'unknown', sent: true });
      expect(await start(changed(provider.refused, { fault: 'half' }))).toMatchObject({ kind: 'unknown', sent: true });
      expect(await look(changed(good, { fault: 'half' }))).toMatchObject({ kind: 'unknown', sent: true });
    });

    it('knows nothing from a good body of the wrong content type', async () => {
      for (const type of ['text/html', 'application/octet-stream']) {
        expect(await start(changed(provider.started, { type }))).toMatchObject({
          kind: 'unknown',
          reason: 'unreadable',
        });
        expect(await look(changed(good, { type }))).toMatchObject({ kind: 'unknown', reason: 'unreadable' });
      }
      expect(await look(changed(good, { type: 'application/json;charset=UTF-8' }))).toMatchObject({ kind: 'found' });
    });

    it.each([500, 502, 503, 504])('knows nothing after HTTP %i, whatever the body says', async (status) => {
      const bodies = [provider.started, provider.refused, provider.duplicate];
      for (const body of bodies) {
        const outcome = await start(changed(body, { status }));
        expect(outcome).toMatchObject({ kind: 'unknown', reason: 'server-error', sent: true });
      }
      expect(await look(changed(good, { status }))).toMatchObject({ kind: 'unknown', reason: 'server-error' });
      expect(await look(changed(provider.notFound, { status }))).toMatchObject({ kind: 'unknown' });
    });

    it('never takes trouble with our credentials for a failed payment', async () => {
      for (const reply of provider.unauthorised) {
        expect(await start(reply)).toMatchObject({ kind: 'unknown', reason: 'unauthorised', sent: true });
        expect(await look(reply)).toMatchObject({ kind: 'unknown', reason: 'unauthorised', sent: true });
      }
    });

    it('hears that it should ask less often', async () => {
      const reply = changed(provider.refused, { status: 429, headers: { 'retry-after': '7' } });
      expect(await start(reply)).toMatchObject({ kind: 'unknown', reason: 'rate-limited', retryAfterMs: 7_000 });
      expect(await look(reply)).toMatchObject({ kind: 'unknown', reason: 'rate-limited' });
    });

    it('proves that nothing was sent when nobody listens', async () => {
      const nobody = provider.connect(await closedAddress(), { timeoutMs: 5_000, log: (record) => log.push(record) });
      expect(await nobody.start()).toMatchObject({ kind: 'unknown', reason: 'not-sent', sent: false });
      expect(await nobody.look()).toMatchObject({ kind: 'unknown', reason: 'not-sent', sent: false });
      await nobody.close();
    });

    it('logs every call, but neither token nor number', async () => {
      const before = log.length;
      const outcomes = [await start(provider.refused), await start({ fault: 'reset' })];
      expect(log.slice(before)).toMatchObject([
        { provider: provider.name, method: 'POST', status: expect.any(Number), latencyMs: expect.any(Number) },
        { provider: provider.name, method: 'POST', fault: 'reset', sent: true },
      ]);
      const told = JSON.stringify([log, outcomes]);
      for (const secret of provider.secrets) expect(told).not.toContain(secret);
    });

    webhookSuite(provider);
  });
}
