import { describe, expect, it } from '@jest/globals';
import type { Verdict } from './outcome.js';
import type { ReceivedHeaders } from './secrets.js';

export interface ReceivedWebhook {
  headers: ReceivedHeaders;
  rawBody: Uint8Array;
  receivedAt: Date;
}

/** One way of checking webhooks. */
export interface WebhookUnderTest {
  scheme: string;
  /** The provider's word for success, as it stands in the body. */
  success: string;
  webhook(): ReceivedWebhook;
  verify(webhook: ReceivedWebhook): Promise<Verdict>;
  /** The key under which two deliveries are one. */
  keyOf(rawBody: Uint8Array): string | undefined;
  /** Whether a signature covers the body and the time (pawaPay) or only repeats a secret (Flutterwave). */
  signsBody: boolean;
}

/** What every way of checking a webhook must do. */
export function webhookSuite(provider: WebhookUnderTest): void {
  describe(`webhooks by ${provider.scheme}`, () => {
    const verified = (change: Partial<ReceivedWebhook>) => provider.verify({ ...provider.webhook(), ...change });

    it('accepts a genuine one', async () => {
      expect(await provider.verify(provider.webhook())).toMatchObject({ ok: true });
    });

    it('refuses one without a signature, with an empty or a doubled one', async () => {
      const { headers } = provider.webhook();
      const each = (change: (value: unknown) => string | string[] | undefined) =>
        Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(value)]));
      expect(await verified({ headers: {} })).toMatchObject({ ok: false, retry: false });
      expect(await verified({ headers: each(() => '') })).toMatchObject({ ok: false, retry: false });
      const doubled = each((value) => [String(value), String(value)]);
      expect(await verified({ headers: doubled })).toMatchObject({ ok: false, retry: false });
    });

    it('refuses a forged one', async () => {
      const { headers } = provider.webhook();
      for (const [name, value] of Object.entries(headers)) {
        if (name === 'content-type') continue;
        const text = String(value);
        const last = text.search(/.[=:]*$/);
        const forged = text.slice(0, last) + ('Aa'.includes(text.charAt(last)) ? 'B' : 'A') + text.slice(last + 1);
        expect(await verified({ headers: { ...headers, [name]: forged } })).toMatchObject({
          ok: false,
          retry: false,
        });
      }
    });

    it('gives two deliveries of one fact the same key, and another fact another', () => {
      const { rawBody } = provider.webhook();
      const key = provider.keyOf(rawBody);
      const respaced = Buffer.from(JSON.stringify(JSON.parse(Buffer.from(rawBody).toString()), null, 2));
      expect(key).toBeDefined();
      expect(provider.keyOf(respaced)).toBe(key);
      const other = Buffer.from(rawBody).toString().replaceAll(provider.success, 'other');
      expect(provider.keyOf(Buffer.from(other))).not.toBe(key);
    });

    it('reads no key from garbage', () => {
      for (const body of ['', '{', 'null', '[]', '{}', '"x"', '{"data":1}']) {
        expect(provider.keyOf(Buffer.from(body))).toBeUndefined();
      }
    });

    if (!provider.signsBody) return;

    it('refuses an altered body, by one byte or only by its spacing', async () => {
      const { rawBody } = provider.webhook();
      const flipped = Buffer.from(rawBody);
      flipped[flipped.length - 3]! ^= 1;
      const respaced = Buffer.from(JSON.stringify(JSON.parse(Buffer.from(rawBody).toString()), null, 2));
      expect(await verified({ rawBody: flipped })).toMatchObject({ ok: false });
      expect(await verified({ rawBody: respaced })).toMatchObject({ ok: false });
    });
  });
}
