import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { Stage, until } from '../testing/stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
beforeEach(() => stage.reset());
afterAll(() => stage.close());

type Json = Record<string, unknown>;

const payout = (change: Json = {}, phoneNumber = '260763456789'): Json & { payoutId: string } => ({
  ...{ payoutId: randomUUID(), amount: '100', currency: 'ZMW' },
  ...{ recipient: { type: 'MMO', accountDetails: { phoneNumber, provider: 'MTN_MOMO_ZMB' } }, ...change },
});
const code = (body: unknown): string => (body as { failureReason: { failureCode: string } }).failureReason.failureCode;
const balance = async (): Promise<string> => {
  const { body } = await stage.pawapay<{ balances: { balance: string }[] }>('/wallet-balances?country=ZMB');
  return body.balances[0]!.balance;
};

describe('payouts', () => {
  it('reserve their amount at once and cost a fee when they complete', async () => {
    const body = payout();
    await stage.control('/pawapay/settings', { finishMs: 250 });
    expect((await stage.pawapay('/payouts', body)).body).toEqual({
      payoutId: body.payoutId,
      status: 'ACCEPTED',
      created: expect.any(String),
    });
    expect(await balance()).toBe('49900.00');
    await until(() => stage.received.length === 1);
    expect(stage.received[0]!.body).toMatchObject({
      payoutId: body.payoutId,
      status: 'COMPLETED',
      recipient: body.recipient,
      amount: '100.00',
    });
    expect(await balance()).toBe('49899.00');
  });

  it.each([
    ['260763456079', 'RECIPIENT_NOT_FOUND'],
    ['260763456119', 'UNSPECIFIED_FAILURE'],
  ])('to %s fail with %s and give the money back', async (phone, failureCode) => {
    await stage.pawapay('/payouts', payout({}, phone));
    await until(() => stage.received.length === 1);
    expect(code(stage.received[0]!.body)).toBe(failureCode);
    expect(await balance()).toBe('50000.00');
  });

  it('are refused when the wallet is too small', async () => {
    await stage.control('/pawapay/settings', { openingBalance: 9_999 });
    expect(code((await stage.pawapay('/payouts', payout())).body)).toBe('PAWAPAY_WALLET_OUT_OF_FUNDS');
  });

  it('wait while the operator is delayed, and can then be cancelled', async () => {
    await stage.control('/pawapay/settings', { operators: { MTN_MOMO_ZMB: 'DELAYED' } });
    const [first, second] = [payout(), payout()];
    for (const body of [first, second]) await stage.pawapay('/payouts', body);
    expect((await stage.pawapay<{ data: Json }>(`/payouts/${first.payoutId}`)).body.data.status).toBe('ENQUEUED');
    expect((await stage.pawapay(`/payouts/fail-enqueued/${first.payoutId}`, {})).body.status).toBe('ACCEPTED');
    await until(() => stage.received.length === 1);
    expect(code(stage.received[0]!.body)).toBe('MANUALLY_CANCELLED');
    await stage.control('/pawapay/settings', { operators: {} });
    await until(() => stage.received.length === 2);
    expect(stage.received[1]!.body).toMatchObject({ payoutId: second.payoutId, status: 'COMPLETED' });
    expect(code((await stage.pawapay(`/payouts/fail-enqueued/${second.payoutId}`, {})).body)).toBe('INVALID_STATE');
    expect(code((await stage.pawapay(`/payouts/fail-enqueued/${randomUUID()}`, {})).body)).toBe('NOT_FOUND');
  });

  it('in bulk are answered one by one', async () => {
    const [good, poor] = [payout(), payout({ currency: 'USD' })];
    await stage.pawapay('/payouts', good);
    const { body } = await stage.pawapay<Json[]>('/payouts/bulk', [good, poor, payout()]);
    expect(body.map((one) => one.status)).toEqual(['DUPLICATE_IGNORED', 'REJECTED', 'ACCEPTED']);
  });

  it('in bulk are all refused when one is malformed or there are more than twenty', async () => {
    const good = payout();
    const malformed = await stage.pawapay('/payouts/bulk', [good, { ...payout(), amount: 5 }]);
    expect(malformed).toMatchObject({ status: 400, body: { status: 'REJECTED' } });
    expect(
      (
        await stage.pawapay(
          '/payouts/bulk',
          Array.from({ length: 21 }, () => payout()),
        )
      ).status,
    ).toBe(400);
    expect((await stage.pawapay(`/payouts/${good.payoutId}`)).body).toEqual({ status: 'NOT_FOUND' });
  });
});

describe('refunds', () => {
  const refund = (depositId: string, amount?: string): Json & { refundId: string } => ({
    refundId: randomUUID(),
    depositId,
    amount,
    currency: 'ZMW',
  });
  const paid = async (): Promise<string> => {
    const id = await stage.deposited({ amount: '50' });
    await until(() => stage.received.length > 0);
    stage.received.length = 0;
    return id;
  };

  it('come in parts, one at a time, up to the whole', async () => {
    const depositId = await paid();
    await stage.control('/pawapay/settings', { finishMs: 250 });
    const first = refund(depositId, '20');
    expect((await stage.pawapay('/refunds', first)).body).toMatchObject({
      refundId: first.refundId,
      status: 'ACCEPTED',
    });
    expect(code((await stage.pawapay('/refunds', refund(depositId, '5'))).body)).toBe('REFUND_IN_PROGRESS');
    await until(() => stage.received.length === 1);
    expect(stage.received[0]!.body).toMatchObject({
      refundId: first.refundId,
      status: 'COMPLETED',
      recipient: { type: 'MMO' },
    });
    expect(code((await stage.pawapay('/refunds', refund(depositId, '30.01'))).body)).toBe('AMOUNT_TOO_LARGE');
    await stage.pawapay('/refunds', refund(depositId));
    await until(() => stage.received.length === 2);
    expect(stage.received[1]!.body.amount).toBe('30.00');
    expect(code((await stage.pawapay('/refunds', refund(depositId, '1'))).body)).toBe('DEPOSIT_ALREADY_REFUNDED');
    const { body } = await stage.pawapay<{ status: string; data: Json }>(`/refunds/${first.refundId}`);
    expect(body).toMatchObject({ status: 'FOUND', data: { status: 'COMPLETED', amount: '20.00' } });
  });

  it('need a deposit that was paid', async () => {
    expect(code((await stage.pawapay('/refunds', refund(randomUUID(), '1'))).body)).toBe('NOT_FOUND');
    const open = await stage.deposited({}, { phoneNumber: '260961112223' });
    expect(code((await stage.pawapay('/refunds', refund(open, '1'))).body)).toBe('INVALID_STATE');
  });
});

describe('statements', () => {
  const order = (change: Json = {}): Json => ({
    ...{
      wallet: { country: 'ZMB', currency: 'ZMW' },
      callbackUrl: `${stage.sandbox.bench.config.callbackUrl}/statements`,
    },
    ...{
      startDate: new Date(Date.now() - 3_600_000).toISOString(),
      endDate: new Date(Date.now() + 60_000).toISOString(),
      ...change,
    },
  });

  it.each([false, true])('list every movement (compressed: %s)', async (compressed) => {
    const id = await stage.deposited({ amount: '100', metadata: [{ orderId: 'A,1' }] });
    await until(() => stage.received.length === 1);
    const { body } = await stage.pawapay<{ statementId: string; status: string }>('/statements', order({ compressed }));
    expect(body.status).toBe('ACCEPTED');
    await until(() => stage.received.length === 2);
    const told = stage.received[1]!;
    expect(told).toMatchObject({
      path: '/statements',
      body: { statementId: body.statementId, status: 'COMPLETED', fileSize: expect.any(Number) },
    });
    const found = await stage.pawapay<{ data: { downloadUrl: string } }>(`/statements/${body.statementId}`);
    expect(found.body.data).toEqual(told.body);
    const bytes = Buffer.from(await (await fetch(found.body.data.downloadUrl)).arrayBuffer());
    const lines = (compressed ? gunzipSync(bytes) : bytes).toString().trim().split('\n');
    expect(lines[0]).toBe('Creation Date,MSISDN,Transaction ID,Amount,Currency,Country,MNO,Type,Metadata');
    expect(lines[1]).toContain(`,260763456789,${id},100.00,ZMW,ZMB,MTN_MOMO_ZMB,DEPOSIT,"{""orderId"":""A,1""}"`);
    expect(lines[2]).toContain(`,${id},-1.50,ZMW,ZMB,MTN_MOMO_ZMB,DEPOSIT_FEE,`);
    expect(lines).toHaveLength(3);
  });

  it.each([
    ['32 days', { startDate: '2026-01-01T00:00:00', endDate: '2026-02-02T00:00:00' }, 'INVALID_DATE_RANGE'],
    [
      'an end before the start',
      { startDate: '2026-01-02T00:00:00', endDate: '2026-01-01T00:00:00' },
      'INVALID_DATE_RANGE',
    ],
    ['no URL', { callbackUrl: 'statements' }, 'INVALID_CALLBACK_URL'],
    ['another wallet', { wallet: { country: 'UGA', currency: 'UGX' } }, 'WALLET_NOT_FOUND'],
    ['an unknown field', { format: 'pdf' }, 'UNSUPPORTED_PARAMETER'],
  ])('refuse %s', async (_name, change, failureCode) => {
    const { status, body } = await stage.pawapay('/statements', order(change));
    expect({ status, rejected: body.status, code: code(body) }).toEqual({
      status: 400,
      rejected: 'REJECTED',
      code: failureCode,
    });
  });
});

describe('the toolkit', () => {
  it('tells limits and states of operators in both spellings', async () => {
    const operators = { MTN_MOMO_ZMB: { DEPOSIT: 'CLOSED' }, ZAMTEL_ZMB: 'DELAYED' };
    await stage.control('/pawapay/settings', { operators });
    type Conf = {
      signatureConfiguration: Json;
      countries: { providers: { currencies: { operationTypes: Json & Json[] }[] }[] }[];
    };
    const guide = (await stage.pawapay<Conf>('/active-conf?country=ZMB&operationType=DEPOSIT')).body;
    expect(guide.signatureConfiguration).toEqual({ signedRequestsOnly: false, signedCallbacks: true });
    const types = guide.countries[0]!.providers.map((one) => one.currencies[0]!.operationTypes);
    expect(types[0]).toEqual({
      DEPOSIT: expect.objectContaining({
        status: 'CLOSED',
        minAmount: '1',
        maxAmount: '20000',
        decimalsInAmount: 'TWO_PLACES',
      }),
    });
    await stage.control('/pawapay/settings', { dialect: 'postman' });
    const postman = (await stage.pawapay<Conf>('/active-conf')).body;
    const list = postman.countries[0]!.providers[0]!.currencies[0]!.operationTypes;
    expect(list[0]).toMatchObject({ DEPOSIT: { status: 'CLOSED', minTransactionLimit: '1' } });
    expect(list[1]).toMatchObject({ operationType: 'PAYOUT', status: 'OPERATIONAL', maxTransactionLimit: '20000' });
    expect((await stage.pawapay<Conf>('/active-conf?country=KEN')).body.countries).toEqual([]);
  });

  it('tells availability', async () => {
    await stage.control('/pawapay/settings', { operators: { ZAMTEL_ZMB: 'DELAYED' } });
    const { body } = await stage.pawapay<{ country: string; providers: unknown[] }[]>(
      '/availability?country=ZMB&operationType=PAYOUT',
    );
    expect(body).toEqual([
      {
        country: 'ZMB',
        providers: [
          { provider: 'MTN_MOMO_ZMB', operationTypes: [{ operationType: 'PAYOUT', status: 'OPERATIONAL' }] },
          { provider: 'AIRTEL_OAPI_ZMB', operationTypes: [{ operationType: 'PAYOUT', status: 'OPERATIONAL' }] },
          { provider: 'ZAMTEL_ZMB', operationTypes: [{ operationType: 'PAYOUT', status: 'DELAYED' }] },
        ],
      },
    ]);
  });

  it.each([
    ['+260 763-456789', 'MTN_MOMO_ZMB'],
    ['260971234567', 'AIRTEL_OAPI_ZMB'],
    ['260551234567', 'ZAMTEL_ZMB'],
  ])('predicts the operator of %s', async (phoneNumber, provider) => {
    const { body } = await stage.pawapay('/predict-provider', { phoneNumber });
    expect(body).toEqual({ country: 'ZMB', provider, phoneNumber: phoneNumber.replace(/\D/g, '') });
  });

  it('predicts nothing for a bad number, and follows a ported one', async () => {
    const bad = await stage.pawapay('/predict-provider', { phoneNumber: '0961234567' });
    expect({ status: bad.status, code: code(bad.body) }).toEqual({ status: 400, code: 'INVALID_PHONE_NUMBER' });
    await stage.control('/pawapay/settings', { ported: { '260971234567': 'MTN_MOMO_ZMB' } });
    expect((await stage.pawapay('/predict-provider', { phoneNumber: '260971234567' })).body.provider).toBe(
      'MTN_MOMO_ZMB',
    );
    const moved = await stage.pawapay('/deposits', stage.deposit({}, { phoneNumber: '260971234567' }));
    expect(moved.body.status).toBe('ACCEPTED');
  });
});
