import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pause, Stage, until } from '../testing/stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
beforeEach(() => stage.reset());
afterAll(() => stage.close());

type Json = Record<string, unknown>;
type Envelope<Data = Json> = { status: string; message: string; data: Data };

const payment = (change: Json = {}): Json => ({
  tx_ref: 'pk_1',
  amount: 150,
  currency: 'ZMW',
  customer: { email: 'a@b.zm' },
  meta: { order: '7' },
  ...change,
});

async function paid(txRef = 'pk_1', amount: unknown = 150): Promise<number> {
  await stage.flutterwave('/payments', payment({ tx_ref: txRef, amount }));
  return (await stage.control<{ id: number }>('/flutterwave/pay', { tx_ref: txRef })).body.id;
}

describe('opening a payment', () => {
  it('gives a link and nothing else', async () => {
    const { status, body } = await stage.flutterwave<Envelope<{ link: string }>>('/payments', payment());
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'success',
      message: 'Hosted Link',
      data: { link: expect.stringContaining('/flutterwave/hosted/pay/flwlnk-') },
    });
    const none = {
      status: 400,
      body: { status: 'error', message: 'No transaction was found for this id', data: null },
    };
    expect(await stage.flutterwave('/transactions/verify_by_reference?tx_ref=pk_1')).toMatchObject(none);
    expect(await stage.flutterwave('/transactions/900000001/verify')).toMatchObject(none);
  });

  it('takes naira for granted', async () => {
    await stage.flutterwave('/payments', payment({ currency: undefined }));
    const { body } = await stage.control('/flutterwave/pay', { tx_ref: 'pk_1' });
    expect(body.currency).toBe('NGN');
  });

  it('refuses a known tx_ref, or not, as the settings have it', async () => {
    await stage.flutterwave('/payments', payment());
    expect(await stage.flutterwave('/payments', payment())).toMatchObject({
      status: 400,
      body: { status: 'error', data: null },
    });
    await stage.control('/flutterwave/settings', { reuse: 'allow' });
    expect((await stage.flutterwave('/payments', payment())).status).toBe(200);
  });

  it.each([
    [{ tx_ref: undefined }, 'tx_ref'],
    [{ tx_ref: 'x'.repeat(101) }, 'tx_ref'],
    [{ amount: 0 }, 'amount'],
    [{ amount: '1.234' }, 'amount'],
    [{ amount: undefined }, 'amount'],
    [{ customer: {} }, 'email'],
    [{ redirect_url: 'javascript:alert(1)' }, 'redirect_url'],
    [{ configurations: { session_duration: 1_441 } }, 'session_duration'],
  ])('refuses %j', async (change, word) => {
    const { status, body } = await stage.flutterwave('/payments', payment(change));
    expect({ status, envelope: body.status, data: body.data }).toEqual({ status: 400, envelope: 'error', data: null });
    expect(body.message).toContain(word);
  });

  it('wants its key', async () => {
    expect(await stage.call('/flutterwave/v3/transactions')).toMatchObject({
      status: 401,
      body: { status: 'error', data: null },
    });
  });
});

describe('verification', () => {
  it('tells amounts as numbers in kwacha, and a token that must not be kept', async () => {
    const id = await paid('pk_1', '98.60');
    for (const path of [`/transactions/${id}/verify`, '/transactions/verify_by_reference?tx_ref=pk_1']) {
      const { body } = await stage.flutterwave<Envelope>(path);
      expect(body).toMatchObject({
        status: 'success',
        data: {
          id,
          tx_ref: 'pk_1',
          amount: 98.6,
          charged_amount: 98.6,
          app_fee: 2.47,
          amount_settled: 96.13,
          currency: 'ZMW',
          status: 'successful',
          meta: { order: '7' },
        },
      });
      expect(body.data.card).toMatchObject({
        first_6digits: '553188',
        last_4digits: '2950',
        expiry: '09/32',
        token: expect.any(String),
      });
    }
  });

  it('tells the latest attempt of several, or the first', async () => {
    await stage.flutterwave('/payments', payment());
    await stage.control('/flutterwave/pay', { tx_ref: 'pk_1', card: '5258585922666506' });
    await stage.control('/flutterwave/pay', { tx_ref: 'pk_1' });
    const status = async () =>
      (await stage.flutterwave<Envelope>('/transactions/verify_by_reference?tx_ref=pk_1')).body.data.status;
    expect(await status()).toBe('successful');
    await stage.control('/flutterwave/settings', { referenceReturns: 'first' });
    expect(await status()).toBe('failed');
  });

  it('lists by status, currency, day and page', async () => {
    for (let at = 0; at < 12; at++) await paid(`pk_${at}`);
    const today = new Date().toISOString().slice(0, 10);
    const counted = async (query: string) =>
      (await stage.flutterwave<{ data: unknown[] }>(`/transactions?${query}`)).body.data.length;
    expect(await counted('status=successful&currency=ZMW')).toBe(10);
    expect(await counted(`page=2&from=${today}&to=${today}`)).toBe(2);
    expect(await counted('currency=NGN')).toBe(0);
    expect(await counted('from=2999-01-01')).toBe(0);
  });

  it('resends the webhook', async () => {
    const id = await paid();
    await until(() => stage.received.length === 1);
    expect((await stage.flutterwave(`/transactions/${id}/resend-hook`, {})).body.status).toBe('success');
    await until(() => stage.received.length === 2);
    expect(stage.received[1]!.raw).toBe(stage.received[0]!.raw);
  });
});

describe('faults', () => {
  it('answers 503 after applying, in the envelope of the gateway', async () => {
    await stage.fault({ provider: 'flutterwave', operation: 'payment', kind: 'http503AfterApply' });
    const reply = await stage.flutterwave('/payments', payment());
    expect(reply).toEqual({
      status: 503,
      body: { status: 'error', message: 'An error occurred. Please contact support', data: null },
      location: undefined,
    });
    expect((await stage.flutterwave('/payments', payment())).status).toBe(400);
  });

  it('verifies another amount, or nothing', async () => {
    const id = await paid();
    await stage.fault({ provider: 'flutterwave', operation: 'verify', kind: 'wrongAmount', amount: 1 });
    expect((await stage.flutterwave<Envelope>(`/transactions/${id}/verify`)).body.data.amount).toBe(1);
    await stage.fault({
      provider: 'flutterwave',
      operation: 'verify.reference',
      kind: 'notFound',
      match: { reference: 'pk_1' },
    });
    expect((await stage.flutterwave('/transactions/verify_by_reference?tx_ref=pk_1')).status).toBe(400);
  });

  it('leaves an attempt pending, or fails it', async () => {
    await stage.fault({ provider: 'flutterwave', operation: 'attempt', kind: 'stuck' });
    await stage.fault({ provider: 'flutterwave', operation: 'attempt', kind: 'fail', code: 'Issuer unavailable' });
    await stage.flutterwave('/payments', payment());
    expect((await stage.control('/flutterwave/pay', { tx_ref: 'pk_1' })).body.status).toBe('pending');
    expect((await stage.control('/flutterwave/pay', { tx_ref: 'pk_1' })).body).toMatchObject({
      status: 'failed',
      processor_response: 'Issuer unavailable',
    });
  });

  it('forges webhooks', async () => {
    await stage.flutterwave('/payments', payment());
    const forge = (order: Json) => stage.control('/flutterwave/callbacks/forge', { tx_ref: 'pk_1', ...order });
    await forge({ variant: 'signature' });
    await forge({ variant: 'unsigned' });
    await forge({ variant: 'amount', amount: 5 });
    expect(stage.received.map((one) => one.headers['verif-hash'])).toEqual([
      'not sandbox-flutterwave-hash',
      undefined,
      'sandbox-flutterwave-hash',
    ]);
    expect(stage.received[2]!.body.data).toMatchObject({ tx_ref: 'pk_1', status: 'successful', amount: 5 });
    expect((await forge({ variant: 'magic' })).status).toBe(400);
  });

  it('tells a success before the failure that came first', async () => {
    await stage.fault({ provider: 'flutterwave', operation: 'callback', kind: 'reorder' });
    await stage.flutterwave('/payments', payment());
    await stage.control('/flutterwave/pay', { tx_ref: 'pk_1', card: '5258585922666506' });
    await stage.control('/flutterwave/pay', { tx_ref: 'pk_1' });
    await until(() => stage.received.length === 2);
    expect(stage.received.map((one) => (one.body.data as Json).status)).toEqual(['successful', 'failed']);
  });
});

describe('refunds', () => {
  it('are taken from what is spendable, up to the whole', async () => {
    const id = await paid();
    const first = await stage.flutterwave<Envelope>(`/transactions/${id}/refund`, { amount: 100, comments: 'broken' });
    expect(first.body.data).toMatchObject({ tx_id: id, amount_refunded: 100, status: 'completed' });
    expect((await stage.flutterwave(`/transactions/${id}/refund`, { amount: 50.01 })).status).toBe(400);
    expect((await stage.flutterwave<Envelope>(`/transactions/${id}/refund`, {})).body.data.amount_refunded).toBe(50);
    expect((await stage.flutterwave(`/transactions/${id}/refund`, {})).status).toBe(400);
    expect((await stage.flutterwave<{ data: unknown[] }>('/refunds')).body.data).toHaveLength(2);
    expect((await stage.flutterwave<Envelope>(`/refunds/${String(first.body.data.id)}`)).body.data.tx_id).toBe(id);
  });
});

describe('transfers', () => {
  const transfer = (change: Json = {}): Json => ({
    ...{ account_bank: 'MPS', account_number: '260961234567', amount: 40, currency: 'ZMW', debit_currency: 'ZMW' },
    ...{ reference: 'po_1', narration: 'sales', beneficiary_name: 'Chanda', ...change },
  });
  const statusOf = async (reference: string) =>
    (await stage.flutterwave<{ data: Json[] }>(`/transfers?reference=${reference}`)).body.data[0]?.status;

  it('stay pending without a suffix', async () => {
    const { body } = await stage.flutterwave<Envelope>('/transfers', transfer());
    expect(body).toMatchObject({
      message: 'Transfer Queued Successfully',
      data: { status: 'NEW', reference: 'po_1', full_name: 'Chanda', requires_approval: 0 },
    });
    await until(async () => (await statusOf('po_1')) === 'PENDING');
    await pause(30);
    expect(stage.received).toEqual([]);
    await stage.control(`/flutterwave/transfers/${String(body.data.id)}`, { status: 'SUCCESSFUL' });
    await until(() => stage.received.length === 1);
  });

  it.each([
    ['po_PMCKDU_1', 'SUCCESSFUL'],
    ['po_PMCK', 'SUCCESSFUL'],
    ['po_PMCK_ST_FDU_2', 'FAILED'],
    ['po_PMCK_ST_F', 'FAILED'],
  ])('end as their reference asks: %s %s', async (reference, status) => {
    await stage.control('/flutterwave/settings', { minuteMs: 3 });
    await stage.flutterwave('/transfers', transfer({ reference }));
    await until(() => stage.received.length === 1);
    expect(stage.received[0]!.body).toMatchObject({
      event: 'transfer.completed',
      'event.type': 'Transfer',
      data: { reference, status, fullname: 'Chanda' },
    });
    expect(await statusOf(reference)).toBe(status);
  });

  it('fail later without a name, and at once where they cannot be sent', async () => {
    await stage.flutterwave('/transfers', transfer({ beneficiary_name: undefined, reference: 'po_2' }));
    expect((await stage.flutterwave('/transfers', transfer({ reference: 'po_2' }))).status).toBe(400);
    expect((await stage.flutterwave('/transfers', transfer({ reference: 'po_3', amount: 60_000 }))).status).toBe(400);
    expect(
      (
        await stage.flutterwave(
          '/transfers',
          transfer({ reference: 'po_4', account_bank: '044', account_number: '0690000036' }),
        )
      ).status,
    ).toBe(400);
    await until(() => stage.received.length === 1);
    expect(stage.received[0]!.body.data).toMatchObject({
      status: 'FAILED',
      complete_message: 'beneficiary_name is required',
    });
  });
});

describe('balances and settlements', () => {
  it('make collections spendable by settlement', async () => {
    const id = await paid('pk_1', 200);
    const balance = async () => (await stage.flutterwave<Envelope>('/balances/ZMW')).body.data;
    expect(await balance()).toEqual({ currency: 'ZMW', available_balance: 50_000, ledger_balance: 50_195 });
    await stage.control('/flutterwave/settle', {});
    expect(await balance()).toEqual({ currency: 'ZMW', available_balance: 50_195, ledger_balance: 50_195 });
    const { body } = await stage.flutterwave<Envelope<Json[]>>('/settlements');
    expect(body.data[0]).toMatchObject({
      gross_amount: 200,
      app_fee: 5,
      net_amount: 195,
      transaction_count: 1,
      meta: [id],
    });
    const single = await stage.flutterwave<Envelope>(`/settlements/${String(body.data[0]!.id)}`);
    expect(single.body.data).toMatchObject({
      meta: `[${id}]`,
      transactions: [{ id, tx_ref: 'pk_1', settlement_amount: 195 }],
    });
  });

  it('know banks and fees', async () => {
    expect((await stage.flutterwave<{ data: unknown[] }>('/banks/ZM')).body.data).toContainEqual(
      expect.objectContaining({ code: 'MPS' }),
    );
    expect(
      (await stage.flutterwave<Envelope<Json[]>>('/transfers/fee?amount=1&currency=ZMW')).body.data[0],
    ).toMatchObject({ fee: 8.5 });
    expect((await stage.flutterwave<Envelope>('/transactions/fee?amount=100&currency=ZMW')).body.data).toMatchObject({
      fee: 2.5,
    });
  });
});

describe('books', () => {
  it('tell links, attempts and how often they were asked for', async () => {
    const id = await paid();
    await until(() => stage.received.length === 1);
    await stage.flutterwave('/payments', payment());
    const { body } = await stage.control<{ flutterwave: Record<string, Json[]> }>('/books?reference=pk_1');
    expect(body.flutterwave.links).toMatchObject([
      { reference: 'pk_1', amount: 15_000, currency: 'ZMW', status: 'paid', attempts: 1, posts: 2 },
    ]);
    expect(body.flutterwave.transactions).toMatchObject([
      {
        id,
        reference: 'pk_1',
        amount: 15_000,
        status: 'successful',
        fee: 375,
        callbacks: [{ state: 'delivered', answers: [200] }],
      },
    ]);
    expect(body.flutterwave.wallet).toMatchObject({
      collected: 15_000,
      fees: 375,
      ledger: 5_014_625,
      available: 5_000_000,
    });
  });
});
