import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { pause, Stage, until } from '../testing/stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
beforeEach(() => stage.reset());
afterAll(() => stage.close());

const reason = (body: unknown): string =>
  (body as { failureReason: { failureCode: string } }).failureReason.failureCode;

describe('taking a deposit', () => {
  it('accepts it, pads the amount and tells its end', async () => {
    const body = stage.deposit({
      ...{ amount: '15.5', clientReferenceId: 'INV-1', customerMessage: 'Order 12' },
      metadata: [{ orderId: 'ORD-1' }, { customerId: 'c@example.com', isPII: true }],
    });
    const { status, body: reply } = await stage.pawapay('/deposits', body);
    expect(status).toBe(200);
    expect(reply).toEqual({
      depositId: body.depositId,
      status: 'ACCEPTED',
      created: expect.any(String),
      nextStep: 'FINAL_STATUS',
    });

    await until(() => stage.received.length === 1);
    const found = await stage.pawapay<{ status: string; data: Record<string, unknown> }>(`/deposits/${body.depositId}`);
    expect(found.body).toEqual({
      status: 'FOUND',
      data: {
        ...{
          depositId: body.depositId,
          status: 'COMPLETED',
          amount: '15.50',
          currency: 'ZMW',
          country: 'ZMB',
          payer: body.payer,
        },
        ...{ customerMessage: 'Order 12', clientReferenceId: 'INV-1', created: reply.created },
        ...{
          providerTransactionId: expect.stringMatching(/^\d{10}$/),
          metadata: { orderId: 'ORD-1', customerId: 'c@example.com' },
        },
      },
    });
    const { clientReferenceId: _reference, ...told } = found.body.data;
    expect(stage.received[0]).toMatchObject({ path: '/api/v1/payments/webhook/pawapay', body: told });
    expect(stage.received[0]!.body).not.toHaveProperty('clientReferenceId');
  });

  it('ignores a second request with the same id, whatever it says', async () => {
    const body = stage.deposit();
    const first = await stage.pawapay('/deposits', body);
    const second = await stage.pawapay('/deposits', { ...body, amount: '16' });
    expect(second).toMatchObject({
      status: 200,
      body: { depositId: body.depositId, status: 'DUPLICATE_IGNORED', created: first.body.created },
    });
    expect((await stage.depositStatus(body.depositId)).amount).toBe('15.00');
  });

  it('does not know a deposit that was never made, or was rejected', async () => {
    const body = stage.deposit({ currency: 'USD' });
    await stage.pawapay('/deposits', body);
    for (const id of [body.depositId, randomUUID()]) {
      expect(await stage.pawapay(`/deposits/${id}`)).toMatchObject({ status: 200, body: { status: 'NOT_FOUND' } });
    }
  });
});

describe('validation', () => {
  const account = (change: object) => ({
    payer: { type: 'MMO', accountDetails: { phoneNumber: '260763456789', provider: 'MTN_MOMO_ZMB', ...change } },
  });

  it.each([
    ['an unknown field', { callbackUrl: 'https://x.zm' }, 400, 'UNSUPPORTED_PARAMETER'],
    ['an unknown field of the payer', account({ name: 'A' }), 400, 'UNSUPPORTED_PARAMETER'],
    ['no amount', { amount: undefined }, 400, 'MISSING_PARAMETER'],
    ['no payer', { payer: undefined }, 400, 'MISSING_PARAMETER'],
    ['no phone number', account({ phoneNumber: undefined }), 400, 'MISSING_PARAMETER'],
    ['no id', { depositId: undefined }, 400, 'MISSING_PARAMETER'],
    ['an id that is no UUID', { depositId: 'order-1' }, 400, 'INVALID_PARAMETER'],
    ['a UUID of version 7', { depositId: '019a0000-0000-7000-8000-000000000000' }, 400, 'INVALID_PARAMETER'],
    ['a number for an amount', { amount: 15 }, 400, 'INVALID_PARAMETER'],
    ['a leading zero', { amount: '015' }, 400, 'INVALID_PARAMETER'],
    ['a negative amount', { amount: '-1' }, 400, 'INVALID_PARAMETER'],
    ['a comma', { amount: '1,5' }, 400, 'INVALID_PARAMETER'],
    ['a trailing zero', { amount: '15.50' }, 400, 'INVALID_PARAMETER'],
    ['too long an amount', { amount: '1'.repeat(24) }, 400, 'INVALID_PARAMETER'],
    ['another kind of payer', { payer: { type: 'BANK', accountDetails: {} } }, 400, 'INVALID_PARAMETER'],
    ['too short a message', { customerMessage: 'abc' }, 400, 'INVALID_PARAMETER'],
    ['a message with a hash sign', { customerMessage: 'Order #12' }, 400, 'INVALID_PARAMETER'],
    ['a redirect address', { successfulUrl: 'https://x.zm' }, 400, 'INVALID_PARAMETER'],
    [
      'metadata of the old shape, twice',
      {
        metadata: [
          { fieldName: 'a', fieldValue: '1' },
          { fieldName: 'b', fieldValue: '2' },
        ],
      },
      400,
      'DUPLICATE_METADATA_FIELD',
    ],
    [
      'eleven metadata entries',
      { metadata: Array.from({ length: 11 }, (_, at) => ({ [`k${at}`]: '1' })) },
      400,
      'INVALID_PARAMETER',
    ],
    ['a provider nobody knows', account({ provider: 'ZAMTEL_MOMO_ZMB' }), 200, 'INVALID_PROVIDER'],
    ['another currency', { currency: 'USD' }, 200, 'INVALID_CURRENCY'],
    ['a short number', account({ phoneNumber: '2607634' }), 200, 'INVALID_PHONE_NUMBER'],
    ['a plus sign', account({ phoneNumber: '+260763456789' }), 200, 'INVALID_PHONE_NUMBER'],
    ['a local number', account({ phoneNumber: '0763456789' }), 200, 'INVALID_PHONE_NUMBER'],
    ['a number of another operator', account({ phoneNumber: '260973456789' }), 200, 'INVALID_PHONE_NUMBER'],
    ['three decimals', { amount: '15.123' }, 200, 'INVALID_AMOUNT'],
  ])('refuses %s', async (_name, change, http, code) => {
    const body = stage.deposit(change);
    const reply = await stage.pawapay('/deposits', body);
    expect(reply).toMatchObject({ status: http, body: { status: 'REJECTED' } });
    expect(reason(reply.body)).toBe(code);
    expect(reply.body.depositId).toBe(body.depositId ?? null);
  });

  it.each(['0', '0.5', '1', '20000', '20000.01', '99999999'])(
    'refuses %s as out of bounds and forgets the id',
    async (amount) => {
      const { status, body } = await stage.pawapay('/deposits', stage.deposit({ amount }));
      expect({ status, id: body.depositId, code: reason(body) }).toEqual({
        status: 200,
        id: null,
        code: 'AMOUNT_OUT_OF_BOUNDS',
      });
    },
  );

  it.each(['1.01', '19999.99', '2', '1.5'])('takes %s', async (amount) => {
    expect((await stage.pawapay('/deposits', stage.deposit({ amount }))).body.status).toBe('ACCEPTED');
  });

  it('takes limits and trailing zeros as the settings have it', async () => {
    await stage.control('/pawapay/settings', {
      inclusiveLimits: true,
      rejectTrailingZeros: false,
      minAmount: '5',
      maxAmount: '10',
    });
    for (const [amount, status] of [
      ['5', 'ACCEPTED'],
      ['10.00', 'ACCEPTED'],
      ['4.99', 'REJECTED'],
    ]) {
      expect((await stage.pawapay('/deposits', stage.deposit({ amount }))).body.status).toBe(status);
    }
  });

  it.each(['{"depositId":', 'hello', '[]', '', '"text"', 'null'])('cannot read %j', async (text) => {
    const { status, body } = await stage.pawapay('/deposits', text);
    expect({ status, code: reason(body) }).toEqual({ status: 400, code: 'INVALID_INPUT' });
  });

  it('wants its token', async () => {
    const none = await stage.call<object>('/pawapay/v2/deposits/1');
    expect(none).toMatchObject({ status: 401, body: { status: 'REJECTED' } });
    expect(reason(none.body)).toBe('NO_AUTHENTICATION');
    const wrong = await stage.pawapay('/deposits/1', undefined, { authorization: 'Bearer nope' });
    expect(wrong).toMatchObject({ status: 401, body: { status: 'REJECTED' } });
    expect(reason(wrong.body)).toBe('AUTHENTICATION_ERROR');
    expect((await stage.call('/pawapay/v2/availability')).status).toBe(200);
    expect((await stage.call('/pawapay/v2/wallet-balances')).status).toBe(401);
  });

  it('turns a closed operator down and takes it again afterwards', async () => {
    await stage.control('/pawapay/settings', {
      operators: { MTN_MOMO_ZMB: 'CLOSED', AIRTEL_OAPI_ZMB: { PAYOUT: 'CLOSED' } },
    });
    const closed = await stage.pawapay('/deposits', stage.deposit());
    expect(reason(closed.body)).toBe('PROVIDER_TEMPORARILY_UNAVAILABLE');
    const airtel = { phoneNumber: '260973456789', provider: 'AIRTEL_OAPI_ZMB' };
    expect((await stage.pawapay('/deposits', stage.deposit({}, airtel))).body.status).toBe('ACCEPTED');
  });
});

describe('published numbers', () => {
  const MTN = 'MTN_MOMO_ZMB';
  const AIRTEL = 'AIRTEL_OAPI_ZMB';
  const ZAMTEL = 'ZAMTEL_ZMB';

  it.each([
    [MTN, '260763456789', 'COMPLETED'],
    [MTN, '260763456019', 'PAYER_LIMIT_REACHED'],
    [MTN, '260763456029', 'PAYER_NOT_FOUND'],
    [MTN, '260763456039', 'PAYMENT_NOT_APPROVED'],
    [MTN, '260763456069', 'UNSPECIFIED_FAILURE'],
    [AIRTEL, '260973456789', 'COMPLETED'],
    [AIRTEL, '260973456019', 'PAYER_LIMIT_REACHED'],
    [AIRTEL, '260973456039', 'PAYMENT_NOT_APPROVED'],
    [AIRTEL, '260973456049', 'INSUFFICIENT_BALANCE'],
    [AIRTEL, '260973456069', 'UNSPECIFIED_FAILURE'],
    [ZAMTEL, '260953456700', 'COMPLETED'],
    [ZAMTEL, '260953456704', 'INSUFFICIENT_BALANCE'],
    [ZAMTEL, '260953456712', 'UNSPECIFIED_FAILURE'],
  ])('%s %s ends with %s', async (provider, phoneNumber, outcome) => {
    const id = await stage.deposited({}, { provider, phoneNumber });
    await until(() => stage.received.length === 1);
    const data = await stage.depositStatus(id);
    if (outcome === 'COMPLETED')
      expect(data).toMatchObject({ status: 'COMPLETED', providerTransactionId: expect.any(String) });
    else
      expect(data).toMatchObject({
        status: 'FAILED',
        failureReason: { failureCode: outcome, failureMessage: expect.any(String) },
      });
    expect(stage.received[0]!.body.status).toBe(data.status);
  });

  it.each([
    [MTN, '260763456129'],
    [AIRTEL, '260973456129'],
    [ZAMTEL, '260953456789'],
  ])('%s %s never ends', async (provider, phoneNumber) => {
    const id = await stage.deposited({}, { provider, phoneNumber });
    await pause(80);
    expect((await stage.depositStatus(id)).status).toBe('PROCESSING');
    expect(stage.received).toEqual([]);
  });
});

describe('the phone of a customer', () => {
  const phoneNumber = '260961112223';
  const asked = (): Promise<string> => stage.deposited({}, { phoneNumber });

  it.each([
    ['approve', 'COMPLETED', undefined],
    ['wrongPin', 'FAILED', 'PAYMENT_NOT_APPROVED'],
    ['insufficientFunds', 'FAILED', 'INSUFFICIENT_BALANCE'],
  ])('%s leads to %s', async (answer, status, failureCode) => {
    const id = await asked();
    await pause(40);
    expect((await stage.depositStatus(id)).status).toBe('PROCESSING');
    expect((await stage.control('/pawapay/prompts', { phone: phoneNumber, answer })).body).toEqual({
      depositId: id,
      answer,
    });
    await until(() => stage.received.length === 1);
    const data = await stage.depositStatus(id);
    expect(data.status).toBe(status);
    expect((data.failureReason as { failureCode?: string } | undefined)?.failureCode).toBe(failureCode);
  });

  it('lets an unanswered or ignored prompt run out', async () => {
    await stage.control('/pawapay/settings', { promptTimeoutMs: 50 });
    const ids = [await asked(), await asked()];
    await stage.control('/pawapay/prompts', { depositId: ids[1], answer: 'ignore' });
    await until(() => stage.received.length === 2);
    for (const id of ids)
      expect(await stage.depositStatus(id)).toMatchObject({
        status: 'FAILED',
        failureReason: { failureCode: 'PAYMENT_NOT_APPROVED' },
      });
    expect((await stage.control('/pawapay/prompts', { depositId: ids[0], answer: 'approve' })).status).toBe(404);
  });

  it('shows the prompt on the page, whose buttons work', async () => {
    const id = await asked();
    const page = await stage.call<string>('/phones');
    expect(page.body).toContain('+260 96 111 2223');
    expect(page.body).toContain(id);
    expect(await stage.form('/phones/answer', { id, answer: 'approve' })).toMatchObject({
      status: 303,
      location: '/phones',
    });
    await until(async () => (await stage.depositStatus(id)).status === 'COMPLETED');
    expect((await stage.call<string>('/phones/grid')).body).not.toContain(id);
  });

  it('says yes by itself where that is set', async () => {
    await stage.control('/pawapay/settings', { autoApprove: true, autoApproveMs: 10 });
    const id = await asked();
    await until(async () => (await stage.depositStatus(id)).status === 'COMPLETED');
  });

  it('takes one prompt at a time where that is set', async () => {
    await stage.control('/pawapay/settings', { singlePrompt: true });
    await asked();
    const second = await asked();
    await until(() => stage.received.length === 1);
    expect(await stage.depositStatus(second)).toMatchObject({ failureReason: { failureCode: 'PAYMENT_IN_PROGRESS' } });
  });
});
