import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { JsonObject } from '../json.js';
import { type RecordedReply, RecordedServer } from '../provider.server.js';
import { providerSuite } from '../provider.suite.js';
import { webhookSuite, type WebhookUnderTest } from '../webhook.suite.js';
import {
  coverage,
  type CreatePaymentInput,
  FlutterwaveClient,
  parseReturn,
  parseWebhook,
  verifyFlutterwaveWebhook,
  withoutCardTokens,
  type ZambiaChargeInput,
} from './index.js';
import { toTransaction } from './flutterwave.wire.js';

const text = (name: string) => readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8');
const fixture = (name: string) => JSON.parse(text(name)) as JsonObject;

const REF = 'pk_0198c7a2';
const KEY = 'FLWSECK_TEST-not-for-logs-X';
const HASH = 'the secret hash';
const TRANSACTION = fixture('transaction.found')['data'] as JsonObject;
const PAYMENT: CreatePaymentInput = {
  txRef: REF,
  amount: 15_050,
  currency: 'ZMW',
  redirectUrl: 'https://shop.example/payment/callback',
  customer: { email: 'c@example.com', name: 'Chanda M', phone: '+260971234556' },
  methods: ['card', 'mobilemoneyzambia'],
  sessionMinutes: 30,
  maxRetries: 3,
  title: 'Pakashop',
  meta: { orderId: '1001' },
};
const CHARGE: ZambiaChargeInput = {
  txRef: REF,
  amount: 15_050,
  currency: 'ZMW',
  email: 'c@example.com',
  network: 'Airtel',
  phone: '+260971234556',
  fullName: 'Chanda M',
  redirectUrl: 'https://shop.example/payment/callback',
};

const found = (change: JsonObject): RecordedReply => ({
  json: { ...fixture('transaction.found'), data: { ...TRANSACTION, ...change } },
});
const signed = (rawBody: Uint8Array, secret = HASH) => createHmac('sha256', secret).update(rawBody).digest('base64');
const WEBHOOK = Buffer.from(text('charge.completed'));

const BY_HASH: WebhookUnderTest = {
  scheme: 'verif-hash',
  success: 'successful',
  webhook: () => ({ headers: { 'verif-hash': HASH }, rawBody: WEBHOOK, receivedAt: new Date() }),
  verify: (webhook) => Promise.resolve(verifyFlutterwaveWebhook(webhook, [HASH])),
  keyOf: (rawBody) => parseWebhook(rawBody)?.key,
  signsBody: false,
};

providerSuite({
  name: 'flutterwave',
  connect(baseUrl, options) {
    const client = new FlutterwaveClient({ baseUrl: `${baseUrl}/v3`, secretKey: KEY, ...options });
    return {
      start: () => client.createPayment(PAYMENT),
      look: () => client.verifyByReference(REF),
      close: () => client.close(),
    };
  },
  reference: REF,
  secrets: [KEY, '260971234556', '971234556', 'reusable-token'],
  started: { json: fixture('payment.created') },
  refused: { status: 400, json: fixture('payment.refused') },
  duplicate: { status: 400, json: fixture('payment.duplicate') },
  unauthorised: [
    { status: 401, json: fixture('unauthorised') },
    { status: 403, json: { ...fixture('unauthorised'), data: { status: 'REJECTED' } } },
  ],
  notFound: { status: 404, json: fixture('transaction.missing') },
  found: (status, { amount, currency = 'ZMW', other }) =>
    found({ status, amount, currency, ...(other ? { tx_ref: 'pk_other' } : {}) }),
  standings: { successful: 'succeeded', failed: 'failed', pending: 'pending', succeeded: 'unrecognised' },
  amounts: [150.5, '150.5', '150.50'],
  unreadable: [150.505, 150.50000000000003, '', null, undefined, [150.5]],
  ...BY_HASH,
});

webhookSuite({
  ...BY_HASH,
  scheme: 'flutterwave-signature',
  webhook: () => ({ ...BY_HASH.webhook(), headers: { 'flutterwave-signature': signed(WEBHOOK) } }),
  signsBody: true,
});

describe('Flutterwave', () => {
  const server = new RecordedServer();
  let client: FlutterwaveClient;

  beforeAll(async () => {
    client = new FlutterwaveClient({ baseUrl: `${await server.start()}/v3`, secretKey: KEY, timeoutMs: 5_000 });
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });
  const replies = (status: number, json: unknown) => server.reply({ status, json });
  const sentBody = () => JSON.parse(server.seen[0]?.body ?? '') as unknown;

  describe('hosted page', () => {
    it('is made with the documented fields, the currency and an exact amount', async () => {
      replies(200, fixture('payment.created'));
      expect(await client.createPayment(PAYMENT, { requestId: 'r-1' })).toEqual({
        kind: 'succeeded',
        value: { link: 'https://checkout.example/v3/hosted/pay/flwlnk-01hd0000' },
      });
      const [request] = server.seen;
      expect(request).toMatchObject({ method: 'POST', path: '/v3/payments' });
      expect(request?.headers).toMatchObject({ authorization: `Bearer ${KEY}`, 'x-request-id': 'r-1' });
      expect(sentBody()).toEqual(fixture('payment.request'));
      expect(request?.body).toContain('"amount":150.5,');
    });

    it.each([
      ['INVALID_AMOUNT', { amount: 0 }],
      ['INVALID_CURRENCY', { currency: 'NGN' as 'ZMW' }],
      ['INVALID_PARAMETER', { txRef: '' }],
      ['INVALID_PARAMETER', { txRef: 'x'.repeat(101) }],
      ['INVALID_PARAMETER', { customer: { email: '' } }],
      ['INVALID_PARAMETER', { methods: [] }],
      ['INVALID_PARAMETER', { sessionMinutes: 1441 }],
      ['INVALID_PARAMETER', { sessionMinutes: 0 }],
    ])('is refused here as %s for %j', async (code, change: Partial<CreatePaymentInput>) => {
      replies(200, fixture('payment.created'));
      expect(await client.createPayment({ ...PAYMENT, ...change })).toMatchObject({
        kind: 'failed',
        code,
        sent: false,
      });
      expect(server.seen).toHaveLength(0);
    });

    it('needs a link that a browser can follow', async () => {
      for (const link of ['javascript:alert(1)', 'no address', '', null, 5]) {
        replies(200, { status: 'success', message: 'Hosted Link', data: { link } });
        expect(await client.createPayment(PAYMENT)).toMatchObject({ kind: 'unknown', reason: 'unreadable' });
      }
    });

    it('masks what a refusal says', async () => {
      replies(400, fixture('payment.refused'));
      const message = 'redirect_url is required for +26097*****56';
      expect(await client.createPayment(PAYMENT)).toMatchObject({ kind: 'failed', code: 'REFUSED', message });
    });

    it('is not made after their gateway gave up', async () => {
      replies(503, { status: 'error', message: 'An error occurred. Please contact support', data: null });
      expect(await client.createPayment(PAYMENT)).toMatchObject({
        kind: 'unknown',
        reason: 'server-error',
        sent: true,
      });
    });

    it.each([
      [200, { status: 'error', message: 'no', data: null }],
      [200, { ...fixture('payment.created'), status: 'error' }],
      [404, { status: 'error', message: 'no route', data: null }],
      [409, { status: 'error', message: 'conflict', data: null }],
      [400, { message: 'from a proxy' }],
    ])('is neither made nor refused after HTTP %i %j', async (status, json) => {
      replies(status, json);
      expect(await client.createPayment(PAYMENT)).toMatchObject({ kind: 'unknown', sent: true });
    });

    it('is closed, also when it was closed already', async () => {
      const link = 'https://checkout.example/v3/hosted/pay/flwlnk-01hd0000';
      replies(200, { status: 'success', message: 'LINK DISABLED', data: null });
      expect(await client.disableLink(link)).toEqual({ kind: 'succeeded', value: { wasInactive: false } });
      expect(server.seen).toMatchObject([{ method: 'POST', path: '/v3/payments/link/disable' }]);
      expect(sentBody()).toEqual({ link });
      replies(400, { status: 'error', message: 'This payment link is currently inactive', data: null });
      expect(await client.disableLink(link)).toEqual({ kind: 'succeeded', value: { wasInactive: true } });
    });

    it('is not known to be closed after anything else', async () => {
      replies(400, { status: 'error', message: 'Link not found', data: null });
      expect(await client.disableLink('https://x.example')).toMatchObject({ kind: 'failed' });
      for (const status of [401, 500]) {
        replies(status, { status: 'error', message: 'This payment link is currently inactive' });
        expect(await client.disableLink('https://x.example')).toMatchObject({ kind: 'unknown' });
      }
    });

    it('sends customers back with hints', () => {
      const query = new URLSearchParams(`status=cancelled&tx_ref=${REF}`);
      expect(parseReturn(query)).toEqual({ status: 'cancelled', txRef: REF, transactionId: null });
    });
  });

  describe('verification', () => {
    it('asks by transaction and reads everything but secrets and personal data', async () => {
      server.reply(found({}));
      expect(await client.verify('288200108')).toEqual({
        kind: 'found',
        value: {
          id: '288200108',
          txRef: REF,
          flwRef: 'FLW-MOCK-72544e',
          status: 'successful',
          standing: 'succeeded',
          amount: 15_050,
          currency: 'ZMW',
          chargedAmount: 15_472,
          appFee: 422,
          merchantFee: 0,
          amountSettled: 15_050,
          paymentType: 'card',
          processorResponse: 'Approved',
          createdAt: '2026-10-19T11:17:01.000Z',
          card: {
            first6: '553188',
            last4: '2950',
            issuer: 'MASTERCARD CREDIT',
            country: 'NG',
            type: 'MASTERCARD',
            expiry: '09/32',
          },
        },
      });
      expect(server.seen).toMatchObject([{ method: 'GET', path: '/v3/transactions/288200108/verify' }]);
    });

    it('asks by reference', async () => {
      server.reply(found({}));
      expect(await client.verifyByReference(REF)).toMatchObject({ kind: 'found' });
      expect(server.seen).toMatchObject([{ path: `/v3/transactions/verify_by_reference?tx_ref=${REF}` }]);
    });

    it('does not take one transaction for another', async () => {
      server.reply(found({ id: 5 }));
      expect(await client.verify('288200108')).toMatchObject({ kind: 'unknown', reason: 'mismatch' });
    });

    it('reads the payment from the inner status, not from the outer', async () => {
      server.reply(found({ status: 'failed' }));
      expect(await client.verify('288200108')).toMatchObject({ value: { standing: 'failed' } });
      replies(200, { ...fixture('transaction.found'), status: 'error' });
      expect(await client.verify('288200108')).toMatchObject({ kind: 'unknown', reason: 'unreadable' });
    });

    it('knows not found by its message, with HTTP 400 or 404', async () => {
      for (const status of [400, 404]) {
        replies(status, fixture('transaction.missing'));
        expect(await client.verifyByReference(REF)).toEqual({ kind: 'notFound' });
        replies(status, { status: 'error', message: 'Merchant is not enabled', data: null });
        expect(await client.verifyByReference(REF)).toMatchObject({ kind: 'unknown', reason: 'unexpected-status' });
      }
    });

    it('accepts value only for the right reference, currency and amount', () => {
      const transaction = toTransaction(TRANSACTION)!;
      const expected = { txRef: REF, amount: 15_050, currency: 'ZMW' };
      expect(coverage(transaction, expected)).toBe('exact');
      expect(coverage({ ...transaction, amount: 15_051 }, expected)).toBe('over');
      expect(coverage({ ...transaction, amount: 15_049 }, expected)).toBe('under');
      for (const change of [{ txRef: 'x' }, { currency: 'NGN' }, { standing: 'failed' as const }, { amount: null }]) {
        expect(coverage({ ...transaction, ...change }, expected)).toBe('no');
      }
      expect(coverage({ ...transaction, amount: 14_000, chargedAmount: 15_050 }, expected)).toBe('under');
    });
  });

  describe('list of attempts', () => {
    const page = (rows: unknown[], total_pages = 1): RecordedReply => ({
      json: { status: 'success', message: 'Fetched', meta: { page_info: { total_pages } }, data: rows },
    });
    const row = (change: JsonObject) => ({ ...TRANSACTION, ...change });

    it('always says the currency, and reads all pages', async () => {
      server.reply(page([row({ id: 1, status: 'failed' })], 2), page([row({ id: 2 })], 2));
      const answer = await client.listTransactions({ txRef: REF });
      expect(answer).toMatchObject({
        value: [
          { id: '1', standing: 'failed' },
          { id: '2', standing: 'succeeded' },
        ],
      });
      expect(server.seen.map((request) => request.path)).toEqual([
        `/v3/transactions?tx_ref=${REF}&currency=ZMW&page=1`,
        `/v3/transactions?tx_ref=${REF}&currency=ZMW&page=2`,
      ]);
    });

    it('reads the recorded page', async () => {
      replies(200, fixture('transactions.page'));
      expect(await client.listTransactions({ txRef: REF })).toMatchObject({ value: [{ id: '288200108' }] });
    });

    it('leaves out attempts of other payments', async () => {
      server.reply(page([row({ tx_ref: 'other' }), row({ id: 7 })]));
      expect(await client.listTransactions({ txRef: REF })).toMatchObject({ value: [{ id: '7' }] });
    });

    it('is unknown if one entry, one page or the filter fails', async () => {
      server.reply(page([row({}), row({ amount: 'much' })]));
      expect(await client.listTransactions({ txRef: REF })).toMatchObject({ kind: 'unknown' });
      server.reply(page([row({}), null]));
      expect(await client.listTransactions({ txRef: REF })).toMatchObject({ kind: 'unknown' });
      server.reply(page([row({})], 2), { status: 500 });
      expect(await client.listTransactions({ txRef: REF })).toMatchObject({ kind: 'unknown' });
      server.reply(page([row({})], 900));
      expect(await client.listTransactions({ txRef: REF })).toMatchObject({ kind: 'unknown' });
      expect(server.seen).toHaveLength(1);
    });

    it('may be empty', async () => {
      server.reply(page([]));
      expect(await client.listTransactions({ txRef: REF })).toEqual({ kind: 'succeeded', value: [] });
    });
  });

  describe('Zambian mobile money', () => {
    it('gives a page to send the customer to, and no transaction', async () => {
      replies(200, fixture('charge.initiated'));
      expect(await client.chargeZambiaMobileMoney(CHARGE)).toEqual({
        kind: 'succeeded',
        value: { redirectUrl: 'https://checkout.example/captcha/verify/288200108' },
      });
      expect(server.seen).toMatchObject([{ method: 'POST', path: '/v3/charges?type=mobile_money_zambia' }]);
      expect(sentBody()).toEqual({
        tx_ref: REF,
        amount: 150.5,
        currency: 'ZMW',
        email: 'c@example.com',
        network: 'Airtel',
        phone_number: '260971234556',
        fullname: 'Chanda M',
        redirect_url: 'https://shop.example/payment/callback',
      });
    });

    it('is unknown without such a page', async () => {
      for (const authorization of [undefined, { mode: 'callback' }, { mode: 'redirect', redirect: 'x' }]) {
        replies(200, { status: 'success', message: 'Charge initiated', meta: { authorization } });
        expect(await client.chargeZambiaMobileMoney(CHARGE)).toMatchObject({ kind: 'unknown' });
      }
    });

    it('refuses numbers that no operator has', async () => {
      const outcome = await client.chargeZambiaMobileMoney({ ...CHARGE, phone: '0971234556' });
      expect(outcome).toMatchObject({ kind: 'failed', code: 'INVALID_PHONE_NUMBER', sent: false });
    });
  });

  describe('webhooks', () => {
    const check = (headers: Record<string, string>, secrets = [HASH]) =>
      verifyFlutterwaveWebhook({ headers, rawBody: WEBHOOK }, secrets);

    it('accepts the hash alone, under either of two secrets', () => {
      expect(check({ 'verif-hash': HASH }, ['new', HASH])).toEqual({ ok: true, scheme: 'verif-hash' });
    });

    it('decides by the signature where there is one', () => {
      const signature = signed(WEBHOOK);
      expect(check({ 'flutterwave-signature': signature })).toEqual({ ok: true, scheme: 'flutterwave-signature' });
      expect(check({ 'flutterwave-signature': 'AAAA', 'verif-hash': HASH })).toMatchObject({ ok: false });
      expect(check({ 'flutterwave-signature': '', 'verif-hash': HASH })).toMatchObject({ ok: false });
      const hex = Buffer.from(signature, 'base64').toString('hex');
      expect(check({ 'flutterwave-signature': hex })).toMatchObject({ ok: false });
    });

    it('protects the body where it is signed', () => {
      const headers = { 'flutterwave-signature': signed(WEBHOOK) };
      const rawBody = Buffer.from(WEBHOOK.toString().replace('150.5', '950.5'));
      expect(verifyFlutterwaveWebhook({ headers, rawBody }, [HASH])).toMatchObject({ ok: false });
    });

    it('accepts nothing when no secret is configured', () => {
      expect(check({ 'verif-hash': '' }, [''])).toMatchObject({ ok: false });
      expect(check({ 'verif-hash': HASH }, [])).toMatchObject({ ok: false });
      expect(check({ 'flutterwave-signature': signed(WEBHOOK, '') }, [''])).toMatchObject({ ok: false });
    });

    it('reads a charge, a failed one too', () => {
      expect(parseWebhook(WEBHOOK)).toMatchObject({
        event: 'charge.completed',
        eventType: 'CARD_TRANSACTION',
        key: 'charge.completed:288200108:successful',
        transaction: { id: '288200108', txRef: REF, standing: 'succeeded', amount: 15_050, amountSettled: null },
      });
      const failed = WEBHOOK.toString().replace('"successful"', '"failed"');
      expect(parseWebhook(Buffer.from(failed))).toMatchObject({
        key: 'charge.completed:288200108:failed',
        transaction: { standing: 'failed' },
      });
    });

    it('recognises other events without reading them', () => {
      const body = { event: 'transfer.completed', 'event.type': 'Transfer', data: { id: 9, status: 'SUCCESSFUL' } };
      expect(parseWebhook(Buffer.from(JSON.stringify(body)))).toEqual({
        event: 'transfer.completed',
        eventType: 'Transfer',
        key: 'transfer.completed:9:SUCCESSFUL',
        transaction: null,
      });
    });

    it('never keeps a card token', () => {
      expect(JSON.stringify(parseWebhook(WEBHOOK))).not.toContain('reusable-token');
      const stored = withoutCardTokens(WEBHOOK) ?? '';
      expect(stored).not.toContain('reusable-token');
      expect(parseWebhook(Buffer.from(stored))).toEqual(parseWebhook(WEBHOOK));
      expect(withoutCardTokens(Buffer.from('no json'))).toBeNull();
    });
  });
});
