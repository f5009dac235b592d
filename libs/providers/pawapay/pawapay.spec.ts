import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { JsonObject } from '../json.js';
import { type RecordedReply, RecordedServer } from '../provider.server.js';
import { providerSuite } from '../provider.suite.js';
import { webhookSuite, type WebhookUnderTest } from '../webhook.suite.js';
import { amountFits, type DepositInput, operatorHint, parseCallback, PawapayClient, pawapayFault } from './index.js';
import {
  PAWAPAY_OPERATORS,
  PawapaySigner,
  toCustomerMessage,
  verifyPawapayHmac,
  verifyPawapaySignature,
} from './index.js';
import { hexHmac } from './pawapay.hmac.js';

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as JsonObject;

const ID = 'f4401bd2-1568-4140-bf2d-eb77d2b2b639';
const TOKEN = 'eyJ-not-for-logs';
const DEPOSIT: DepositInput = {
  depositId: ID,
  amount: 15_050,
  currency: 'ZMW',
  phone: '+260763456789',
  operator: 'MTN_MOMO_ZMB',
  clientReferenceId: 'PK-1001',
  customerMessage: 'Pakashop: order #1001',
  metadata: [
    { key: 'orderId', value: '1001' },
    { key: 'customerEmail', value: 'c@example.com', pii: true },
  ],
};

const PAIR = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const PRIVATE_KEY = PAIR.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const RECEIVED = new Date('2026-10-19T11:17:05Z');
const CALLBACK = Buffer.from(JSON.stringify(fixture('deposit.callback')));
const signer = new PawapaySigner({ keyId: 'HTTP_EC_P256_KEY:1', privateKey: PRIVATE_KEY, now: () => RECEIVED });
const TARGET = { method: 'POST', authority: 'shop.example', path: '/api/v1/payments/webhook/pawapay' };

const SIGNED: WebhookUnderTest = {
  scheme: 'RFC 9421',
  success: 'COMPLETED',
  webhook() {
    const headers = signer.sign({ ...TARGET, body: CALLBACK.toString() });
    const { 'accept-signature': _, 'accept-digest': __, ...covered } = headers;
    return { headers: covered, rawBody: CALLBACK, receivedAt: RECEIVED };
  },
  verify: (webhook) =>
    verifyPawapaySignature({ ...TARGET, ...webhook }, { find: () => Promise.resolve(PAIR.publicKey) }),
  keyOf: (rawBody) => parseCallback(rawBody)?.key,
  signsBody: true,
};

function found(change: JsonObject): RecordedReply {
  const reply = fixture('deposit.found');
  return { json: { ...reply, data: { ...(reply['data'] as JsonObject), ...change } } };
}

providerSuite({
  name: 'pawapay',
  connect(baseUrl, options) {
    const client = new PawapayClient({ baseUrl, token: TOKEN, ...options });
    return {
      start: () => client.deposit(DEPOSIT),
      look: () => client.depositStatus(ID),
      close: () => client.close(),
    };
  },
  reference: ID,
  secrets: [TOKEN, '260763456789', '763456789'],
  started: { json: fixture('deposit.accepted') },
  refused: { json: fixture('deposit.rejected') },
  duplicate: { json: fixture('deposit.duplicate') },
  unauthorised: [401, 403].map((status) => ({ status, json: fixture('deposit.unauthorised') })),
  notFound: { json: { status: 'NOT_FOUND' } },
  found: (status, { amount, currency = 'ZMW', other }) =>
    found({ status, amount, currency, ...(other ? { depositId: '0a0a0a0a-1568-4140-bf2d-eb77d2b2b639' } : {}) }),
  standings: {
    ACCEPTED: 'pending',
    PROCESSING: 'pending',
    IN_RECONCILIATION: 'pending',
    COMPLETED: 'succeeded',
    FAILED: 'failed',
    ENQUEUED: 'unrecognised',
    SUBMITTED: 'unrecognised',
  },
  amounts: ['150.50', '150.5', '150.500', 150.5],
  unreadable: ['150.505', '150,50', '', null, undefined, '1e3', { value: '150.50' }],
  ...SIGNED,
});

webhookSuite({
  ...SIGNED,
  scheme: 'a shared secret',
  webhook: () => ({
    headers: { 'x-pawapay-signature': hexHmac('s3cret', CALLBACK) },
    rawBody: CALLBACK,
    receivedAt: RECEIVED,
  }),
  verify: (webhook) => Promise.resolve(verifyPawapayHmac(webhook, ['s3cret'])),
});

describe('pawaPay', () => {
  const server = new RecordedServer();
  let baseUrl: string;
  let client: PawapayClient;

  beforeAll(async () => {
    baseUrl = await server.start();
    client = new PawapayClient({ baseUrl, token: TOKEN, timeoutMs: 5_000 });
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  function replies(status: number, json: unknown): void {
    server.reply({ status, json });
  }
  const rejected = (failureCode: string) => ({ depositId: ID, status: 'REJECTED', failureReason: { failureCode } });

  it('asks for a deposit with the documented fields and no others', async () => {
    replies(200, fixture('deposit.accepted'));
    expect(await client.deposit(DEPOSIT, { requestId: 'r-1' })).toEqual({
      kind: 'succeeded',
      value: { depositId: ID, createdAt: '2026-10-19T11:17:01Z', nextStep: 'FINAL_STATUS' },
    });
    const [request] = server.seen;
    expect(request).toMatchObject({ method: 'POST', path: '/v2/deposits' });
    expect(request?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'x-request-id': 'r-1' });
    expect(JSON.parse(request?.body ?? '')).toEqual(fixture('deposit.request'));
    expect(request?.headers).not.toHaveProperty('signature');
  });

  it('leaves optional fields out', async () => {
    replies(200, fixture('deposit.accepted'));
    const { depositId, amount, currency, phone, operator } = DEPOSIT;
    await client.deposit({ depositId, amount, currency, phone, operator });
    const keys = Object.keys(JSON.parse(server.seen[0]?.body ?? '') as object);
    expect(keys).toEqual(['depositId', 'amount', 'currency', 'payer']);
  });

  it.each([
    ['INVALID_PARAMETER', { depositId: '0198c7a2-1568-7140-bf2d-eb77d2b2b639' }],
    ['INVALID_AMOUNT', { amount: 0 }],
    ['INVALID_AMOUNT', { amount: 10.5 }],
    ['INVALID_CURRENCY', { currency: 'USD' as 'ZMW' }],
    ['INVALID_PHONE_NUMBER', { phone: '+260981234567' }],
    ['INVALID_PROVIDER', { operator: 'ZAMTEL_MOMO_ZMB' as 'ZAMTEL_ZMB' }],
    ['INVALID_PARAMETER', { metadata: Array.from({ length: 11 }, (_, at) => ({ key: `k${at}`, value: 'v' })) }],
    ['INVALID_PARAMETER', { metadata: [{ key: 'isPII', value: 'v' }] }],
    [
      'DUPLICATE_METADATA_FIELD',
      {
        metadata: [
          { key: 'a', value: '1' },
          { key: 'a', value: '2' },
        ],
      },
    ],
  ])('refuses by itself what would be %s', async (code, change: Partial<DepositInput>) => {
    replies(200, fixture('deposit.accepted'));
    const outcome = await client.deposit({ ...DEPOSIT, ...change });
    expect(outcome).toMatchObject({ kind: 'failed', code, fault: 'request', sent: false });
    expect(server.seen).toHaveLength(0);
  });

  it('shows the phone only letters, digits and spaces, 4 to 22 of them, or nothing', () => {
    expect(toCustomerMessage('Café Zambézi & Söhne, order 17')).toBe('Cafe Zambezi Sohne ord');
    expect(toCustomerMessage('№ 1!')).toBe('No 1');
    expect(toCustomerMessage('abc')).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(toCustomerMessage(text) ?? 'none').toMatch(/^[A-Za-z0-9 ]{4,22}$/);
      }),
    );
  });

  it('takes the id from the request when a rejection has none', async () => {
    replies(200, fixture('deposit.rejected'));
    expect(await client.deposit(DEPOSIT)).toEqual({
      kind: 'failed',
      code: 'AMOUNT_OUT_OF_BOUNDS',
      message: 'Amount needs to be more than 1 and less than 20000 for MTN_MOMO_ZMB, payer +26076*****89',
      fault: 'request',
      sent: true,
    });
  });

  it.each([
    [200, 'PROVIDER_TEMPORARILY_UNAVAILABLE', 'provider'],
    [200, 'INVALID_AMOUNT', 'request'],
    [200, 'INVALID_PHONE_NUMBER', 'request'],
    [200, 'INVALID_CURRENCY', 'request'],
    [200, 'INVALID_PROVIDER', 'request'],
    [200, 'A_CODE_OF_NEXT_YEAR', 'unspecified'],
    [400, 'INVALID_INPUT', 'request'],
    [400, 'MISSING_PARAMETER', 'request'],
    [400, 'UNSUPPORTED_PARAMETER', 'request'],
    [400, 'INVALID_PARAMETER', 'request'],
    [400, 'DUPLICATE_METADATA_FIELD', 'request'],
  ])('takes HTTP %i %s for a rejection', async (status, code, fault) => {
    replies(status, rejected(code));
    expect(await client.deposit(DEPOSIT)).toMatchObject({ kind: 'failed', code, fault, sent: true });
  });

  it.each([
    [401, rejected('NO_AUTHENTICATION')],
    [403, rejected('AUTHENTICATION_ERROR')],
    [403, rejected('AUTHORISATION_ERROR')],
    [403, rejected('HTTP_SIGNATURE_ERROR')],
    [403, rejected('DEPOSITS_NOT_ALLOWED')],
    [404, rejected('INVALID_INPUT')],
    [409, rejected('INVALID_INPUT')],
    [500, { failureReason: { failureCode: 'UNKNOWN_ERROR', failureMessage: 'Unable to process' } }],
    [200, rejected('UNKNOWN_ERROR')],
    [200, { depositId: ID, status: 'REJECTED' }],
    [200, { depositId: ID, status: 'COMPLETED' }],
    [400, fixture('deposit.accepted')],
    [400, fixture('deposit.duplicate')],
    [200, { ...fixture('deposit.accepted'), depositId: '0a0a0a0a-1568-4140-bf2d-eb77d2b2b639' }],
  ])('knows nothing after HTTP %i %j', async (status, json) => {
    replies(status, json);
    expect(await client.deposit(DEPOSIT)).toMatchObject({ kind: 'unknown', sent: true });
  });

  it('reads a found deposit, with the misspelt number of the examples', async () => {
    server.reply(found({ payer: { accountDetails: { phoneNUmber: '260763456789', provider: 'MTN_MOMO_ZMB' } } }));
    expect(await client.depositStatus(ID.toUpperCase())).toEqual({
      kind: 'found',
      value: {
        depositId: ID,
        status: 'COMPLETED',
        standing: 'succeeded',
        amount: 15_050,
        currency: 'ZMW',
        phone: '+260763456789',
        operator: 'MTN_MOMO_ZMB',
        providerTransactionId: '12356789',
        failure: null,
      },
    });
    expect(server.seen).toMatchObject([{ method: 'GET', path: `/v2/deposits/${ID.toUpperCase()}` }]);
  });

  it('reads why a deposit failed', async () => {
    const failureReason = { failureCode: 'PAYMENT_NOT_APPROVED', failureMessage: 'Not approved in time' };
    server.reply(found({ status: 'FAILED', failureReason, providerTransactionId: undefined }));
    expect(await client.depositStatus(ID)).toMatchObject({
      value: { standing: 'failed', failure: { code: 'PAYMENT_NOT_APPROVED', fault: 'payer' } },
    });
  });

  it('knows whose turn it is after each documented failure of a deposit', () => {
    const payer = ['PAYMENT_NOT_APPROVED', 'INSUFFICIENT_BALANCE', 'PAYMENT_IN_PROGRESS', 'PAYER_NOT_FOUND'];
    for (const code of [...payer, 'PAYER_LIMIT_REACHED', 'WALLET_LIMIT_REACHED'])
      expect(pawapayFault(code)).toBe('payer');
    for (const code of ['UNSPECIFIED_FAILURE', 'UNKNOWN_ERROR', 'NEW']) expect(pawapayFault(code)).toBe('unspecified');
    for (const code of ['NO_AUTHENTICATION', 'DEPOSITS_NOT_ALLOWED']) expect(pawapayFault(code)).toBe('account');
  });

  it('takes only the documented words of the wrapper', async () => {
    for (const json of [{ status: 'REJECTED' }, { status: 'FAILED' }, found({}).json as JsonObject]) {
      replies(json['data'] ? 404 : 200, json);
      expect(await client.depositStatus(ID)).toMatchObject({ kind: 'unknown' });
    }
    replies(404, { status: 'NOT_FOUND' });
    expect(await client.depositStatus(ID)).toMatchObject({ kind: 'unknown', reason: 'unexpected-status' });
    replies(200, [fixture('deposit.found')]);
    expect(await client.depositStatus(ID)).toMatchObject({ kind: 'unknown', reason: 'unreadable' });
  });

  it('has a callback sent again, whatever the id is called in the reply', async () => {
    replies(200, { payoutId: ID, status: 'ACCEPTED' });
    expect(await client.resendCallback(ID)).toEqual({ kind: 'succeeded', value: { depositId: ID } });
    expect(server.seen).toMatchObject([{ method: 'POST', path: `/v2/deposits/resend-callback/${ID}` }]);
    for (const code of ['NOT_FOUND', 'INVALID_STATE']) {
      replies(200, rejected(code));
      expect(await client.resendCallback(ID)).toMatchObject({ kind: 'failed', code });
    }
    expect(await client.resendCallback('../payouts')).toMatchObject({ kind: 'failed', sent: false });
  });

  describe('toolkit', () => {
    it('reads the configuration of the guides', async () => {
      replies(200, fixture('active-conf.keyed'));
      const answer = await client.activeConfiguration();
      expect(server.seen).toMatchObject([{ path: '/v2/active-conf?country=ZMB&operationType=DEPOSIT' }]);
      expect(answer).toMatchObject({
        kind: 'succeeded',
        value: { companyName: 'Pakashop', signedRequestsOnly: false, signedCallbacks: true },
      });
      expect(answer.kind === 'succeeded' && answer.value.operators).toEqual([
        {
          country: 'ZMB',
          operator: 'MTN_MOMO_ZMB',
          currency: 'ZMW',
          displayName: 'MTN',
          nameDisplayedToCustomer: 'PAKASHOP',
          operations: [
            {
              type: 'DEPOSIT',
              status: 'OPERATIONAL',
              min: 100,
              max: 2_000_000,
              decimals: 2,
              authType: 'PROVIDER_AUTH',
              pinPrompt: 'AUTOMATIC',
              pinPromptRevivable: true,
              pinPromptInstructions: { channels: [{ type: 'USSD' }] },
              callbackUrl: 'https://shop.example/api/v1/payments/webhook/pawapay',
            },
          ],
        },
      ]);
    });

    it('reads the configuration of the examples: lists, mixed shapes, older names of the limits', async () => {
      replies(200, fixture('active-conf.listed'));
      const answer = await client.activeConfiguration();
      expect(answer).toMatchObject({ value: { signedCallbacks: null, signedRequestsOnly: null } });
      expect(answer.kind === 'succeeded' && answer.value.operators[0]?.operations).toMatchObject([
        { type: 'PAYOUT', status: 'CLOSED', min: 500, max: 10_000 },
        { type: 'DEPOSIT', status: 'DELAYED', min: 100, max: 2_000_000, decimals: 0 },
      ]);
    });

    it('reads availability in both shapes; a word it does not know is unknown', async () => {
      const operationsOf = async (name: string) => {
        replies(200, fixture(name));
        const answer = await client.availability();
        return answer.kind === 'succeeded' && answer.value[0]?.operations;
      };
      expect(await operationsOf('availability.listed')).toEqual([
        { type: 'DEPOSIT', status: 'OPERATIONAL' },
        { type: 'PAYOUT', status: 'DELAYED' },
      ]);
      expect(await operationsOf('availability.keyed')).toEqual([
        { type: 'DEPOSIT', status: 'CLOSED' },
        { type: 'PAYOUT', status: 'UNKNOWN' },
      ]);
    });

    it('survives configuration of any shape', async () => {
      for (const json of [
        { countries: [null, 1, { providers: [null, {}, { provider: 'X', currencies: 3 }] }] },
        {},
        [],
      ]) {
        replies(200, json);
        expect(['succeeded', 'unknown']).toContain((await client.activeConfiguration()).kind);
        expect(['succeeded', 'unknown']).toContain((await client.availability()).kind);
      }
    });

    it('checks an amount against limits and decimals', () => {
      const limits = { type: 'DEPOSIT', status: 'OPERATIONAL', min: 100, max: 2_000, decimals: 0 } as const;
      const operation = {
        ...limits,
        authType: null,
        pinPrompt: null,
        pinPromptRevivable: false,
        pinPromptInstructions: null,
        callbackUrl: null,
      };
      const verdicts = [99, 100, 150, 2_000, 2_100].map((amount) => amountFits(operation, amount));
      expect(verdicts).toEqual(['too-small', 'ok', 'decimals', 'ok', 'too-large']);
      expect(amountFits({ ...operation, min: null, max: null, decimals: 2 }, 1)).toBe('ok');
    });

    it.each(['phoneNumber', 'msisdn'])('predicts the operator (number under %s)', async (name) => {
      replies(200, { country: 'ZMB', provider: 'MTN_MOMO_ZMB', [name]: '260763456789' });
      expect(await client.predictProvider('+260 763-456789')).toEqual({
        kind: 'succeeded',
        value: { country: 'ZMB', operator: 'MTN_MOMO_ZMB', phone: '+260763456789' },
      });
      expect(server.seen).toMatchObject([{ path: '/v2/predict-provider', body: '{"phoneNumber":"+260 763-456789"}' }]);
    });

    it('hears that a number is wrong', async () => {
      replies(400, { failureReason: { failureCode: 'INVALID_INPUT' } });
      expect(await client.predictProvider('12')).toMatchObject({ kind: 'failed', code: 'INVALID_INPUT' });
      replies(400, { message: 'no' });
      expect(await client.predictProvider('12')).toMatchObject({ kind: 'failed', code: 'INVALID_PHONE_NUMBER' });
    });

    it('suggests the operator of a prefix', () => {
      const hints = ['96', '77', '55', '98'].map((prefix) => operatorHint(`+260${prefix}1234567`));
      expect(hints).toEqual(['MTN_MOMO_ZMB', 'AIRTEL_OAPI_ZMB', 'ZAMTEL_ZMB', null]);
      expect(PAWAPAY_OPERATORS).toHaveLength(3);
    });

    it('reads public keys from a list', async () => {
      replies(200, [{ id: 'HTTP_EC_P256_KEY:1', key: 'PEM' }, { id: 'no key' }, null]);
      expect(await client.publicKeys()).toEqual({
        kind: 'succeeded',
        value: [{ id: 'HTTP_EC_P256_KEY:1', pem: 'PEM' }],
      });
      expect(server.seen).toMatchObject([{ path: '/v2/public-key/http' }]);
      replies(200, []);
      expect(await client.publicKeys()).toMatchObject({ kind: 'unknown' });
    });
  });

  describe('signed requests', () => {
    it('signs the exact bytes of a deposit so that pawaPay can check them', async () => {
      const key = new PawapaySigner({ keyId: 'OURS:1', privateKey: PRIVATE_KEY, now: () => RECEIVED });
      const signing = new PawapayClient({ baseUrl, token: TOKEN, signer: key });
      replies(200, fixture('deposit.accepted'));
      await signing.deposit(DEPOSIT);
      await signing.close();
      const { headers, body } = server.seen[0]!;
      const digest = createHash('sha512').update(body).digest('base64');
      expect(headers['content-digest']).toBe(`sha-512=:${digest}:`);
      const created = RECEIVED.getTime() / 1000;
      const params =
        '("@method" "@authority" "@path" "signature-date" "content-digest" "content-type")' +
        `;alg="ecdsa-p256-sha256";keyid="OURS:1";created=${created};expires=${created + 60}`;
      expect(headers['signature-input']).toBe(`sig-pp=${params}`);
      const base = [
        '"@method": POST',
        `"@authority": ${new URL(baseUrl).host}`,
        '"@path": /v2/deposits',
        '"signature-date": 2026-10-19T11:17:05.000Z',
        `"content-digest": sha-512=:${digest}:`,
        '"content-type": application/json',
        `"@signature-params": ${params}`,
      ].join('\n');
      const signature = Buffer.from(String(headers['signature']).slice('sig-pp=:'.length, -1), 'base64');
      expect(signature[0]).toBe(0x30);
      expect(verify('sha256', Buffer.from(base), { key: PAIR.publicKey, dsaEncoding: 'der' }, signature)).toBe(true);
      expect(headers).toMatchObject({
        'accept-signature': 'ecdsa-p256-sha256,ecdsa-p384-sha384,rsa-pss-sha512,rsa-v1_5-sha256',
        'accept-digest': 'sha-256,sha-512',
      });
    });

    it('signs nothing but requests that move money', async () => {
      const signing = new PawapayClient({ baseUrl, token: TOKEN, signer });
      replies(200, { status: 'NOT_FOUND' });
      await signing.depositStatus(ID);
      await signing.resendCallback(ID);
      await signing.predictProvider('+260763456789');
      await signing.close();
      for (const { headers } of server.seen) expect(headers).not.toHaveProperty('signature');
    });

    it.each([
      ['ecdsa-p384-sha384', generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey, undefined],
      ['rsa-pss-sha512', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, undefined],
      ['rsa-v1_5-sha256', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, 'rsa-v1_5-sha256'],
    ])('signs with %s', async (name, key, algorithm) => {
      const privateKey = key.export({ type: 'pkcs8', format: 'pem' }) as string;
      const headers = new PawapaySigner({ keyId: 'K', privateKey, algorithm, now: () => RECEIVED }).sign({
        ...TARGET,
        body: CALLBACK.toString(),
      });
      expect(headers['signature-input']).toContain(`alg="${name}"`);
      const received = { ...TARGET, headers, rawBody: CALLBACK, receivedAt: RECEIVED };
      const keys = { find: () => Promise.resolve(createPublicKey(key)) };
      expect(await verifyPawapaySignature(received, keys)).toMatchObject({ ok: true });
    });

    it('says at start, without showing it, that a key cannot be used', () => {
      const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
      for (const privateKey of [ed25519, 'a secret that is no key']) {
        expect(() => new PawapaySigner({ keyId: 'K', privateKey })).toThrow(/^The signing key/);
      }
      const options = { keyId: 'K', privateKey: PRIVATE_KEY, algorithm: 'rsa-pss-sha512' };
      expect(() => new PawapaySigner(options)).toThrow(TypeError);
    });
  });

  describe('the shared secret', () => {
    const webhook = (signature: string) => ({ headers: { 'x-pawapay-signature': signature }, rawBody: CALLBACK });
    const good = hexHmac('s3cret', CALLBACK);

    it('accepts hex over the raw body, under either of two secrets', () => {
      expect(verifyPawapayHmac(webhook(good), ['s3cret'])).toEqual({ ok: true, scheme: 'hmac-sha256' });
      expect(verifyPawapayHmac(webhook(good.toUpperCase()), ['new', 's3cret'])).toMatchObject({ ok: true });
    });

    it('refuses everything else', () => {
      const base64 = Buffer.from(good, 'hex').toString('base64');
      for (const signature of [
        '',
        good.slice(1),
        `${good}0`,
        base64,
        hexHmac('other', CALLBACK),
        hexHmac('', CALLBACK),
      ]) {
        expect(verifyPawapayHmac(webhook(signature), ['s3cret', ''])).toMatchObject({ ok: false, retry: false });
      }
      expect(verifyPawapayHmac({ ...webhook(good), rawBody: Buffer.from(`${CALLBACK} `) }, ['s3cret'])).toMatchObject({
        ok: false,
      });
      expect(verifyPawapayHmac(webhook(good), [])).toMatchObject({ ok: false });
      expect(verifyPawapayHmac({ headers: {}, rawBody: CALLBACK }, ['s3cret'])).toMatchObject({ ok: false });
    });
  });

  it('reads a callback: the data of the status call without its wrapper', () => {
    expect(parseCallback(CALLBACK)).toMatchObject({
      key: `deposit:${ID}:COMPLETED`,
      deposit: { standing: 'succeeded', amount: 15_050, providerTransactionId: '12356789' },
    });
    expect(parseCallback(Buffer.from(JSON.stringify({ payoutId: ID, status: 'COMPLETED' })))).toBeNull();
  });
});
