import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Stage, until, type Reply } from '../testing/stage.js';
import { testCards } from './flutterwave.cards.js';

let stage: Stage;
let count = 0;
beforeAll(async () => {
  stage = await Stage.open();
});
beforeEach(() => stage.reset());
afterAll(() => stage.close());

type Json = Record<string, unknown>;

const BACK = 'https://pakashop.zm/pay/return?cart=7';

async function open(change: Json = {}): Promise<{ txRef: string; link: string }> {
  const txRef = `pk_${++count}`;
  const body = {
    tx_ref: txRef,
    amount: '150.00',
    currency: 'ZMW',
    redirect_url: BACK,
    customer: { email: 'a@b.zm', name: 'A <B>' },
    ...change,
  };
  const reply = await stage.flutterwave<{ data: { link: string } }>('/payments', body);
  return { txRef, link: new URL(reply.body.data.link).pathname };
}

/** Enters a card and answers all that is asked, as a browser would; where the way ends is returned. */
async function payBy(link: string, number: string, values: Record<string, string> = {}): Promise<Reply<string>> {
  const card = testCards.find((one) => one.number === number)!;
  let at = await stage.form(`${link}/card`, { number, expiry: card.expiry[0]!, cvv: card.cvv });
  for (let steps = 0; steps < 4 && at.location?.includes('/attempt/'); steps++) {
    const page = await stage.call<string>(at.location);
    if (page.status !== 200) return page;
    const value = page.body.includes('Card PIN') ? (values.pin ?? '3310') : (values.otp ?? '12345');
    const attempt = at.location;
    at = await stage.form(attempt, { value });
  }
  return at;
}

const told = async (times: number): Promise<Json[]> => {
  await until(() => stage.received.length >= times);
  return stage.received.map((one) => one.body.data as Json);
};

describe('paying by card', () => {
  it('opens a page that can be read and shows the test cards', async () => {
    const { link } = await open({ customizations: { title: 'Shop <script>' } });
    const { status, body } = await stage.call<string>(`${link}?card=4187427415564246`);
    expect(status).toBe(200);
    expect(body).toContain('K 150.00');
    expect(body).toContain('Shop &lt;script&gt;');
    expect(body).toContain('value="4187427415564246"');
    for (const card of testCards) expect(body).toContain(`?card=${card.number}`);
  });

  it.each(testCards.filter((card) => !card.decline).map((card) => [card.number]))(
    '%s pays and leads back',
    async (number) => {
      const { txRef, link } = await open();
      const end = await payBy(link, number);
      const [data] = await told(1);
      expect(data).toMatchObject({
        tx_ref: txRef,
        status: 'successful',
        amount: 150,
        currency: 'ZMW',
        payment_type: 'card',
      });
      const back = new URL(end.location!);
      expect(back.origin + back.pathname).toBe('https://pakashop.zm/pay/return');
      expect(Object.fromEntries(back.searchParams)).toEqual({
        cart: '7',
        status: 'successful',
        tx_ref: txRef,
        transaction_id: String(data!.id),
      });
      expect(stage.received[0]).toMatchObject({
        path: '/api/v1/payments/webhook/flutterwave',
        headers: { 'verif-hash': 'sandbox-flutterwave-hash' },
        body: { event: 'charge.completed', 'event.type': 'CARD_TRANSACTION' },
      });
      expect(JSON.stringify(stage.received[0]!.body)).not.toContain('token');
    },
  );

  it.each(testCards.filter((card) => card.decline).map((card) => [card.number, card.decline!]))(
    '%s is declined: %s',
    async (number, reason) => {
      const { link } = await open();
      const end = await payBy(link, number);
      expect(decodeURIComponent(end.location!)).toContain(`problem=${reason}`);
      expect(await told(1)).toMatchObject([{ status: 'failed', processor_response: reason }]);
    },
  );

  it.each([
    [{ pin: '0000' }, 'Incorrect PIN'],
    [{ otp: '5548' }, 'Wrong OTP'],
    [{ otp: '6648' }, 'Insufficient funds'],
  ])('with %j: %s', async (values, reason) => {
    const { link } = await open();
    await payBy(link, '5531886652142950', values);
    expect(await told(1)).toMatchObject([{ status: 'failed', processor_response: reason }]);
  });

  it('fails with a wrong security code', async () => {
    const { link } = await open();
    await stage.form(`${link}/card`, { number: '5531 8866 5214 2950', expiry: '09/32', cvv: '000' });
    expect(await told(1)).toMatchObject([{ status: 'failed', processor_response: 'Wrong security code' }]);
  });
});

describe('one link, many attempts', () => {
  it('fails twice, then pays: three transactions under one tx_ref', async () => {
    const { txRef, link } = await open();
    await payBy(link, '5258585922666506');
    await payBy(link, '5143010522339965');
    await payBy(link, '5531886652142950');
    const all = await told(3);
    expect(all.map((one) => one.status)).toEqual(['failed', 'failed', 'successful']);
    expect(new Set(all.map((one) => one.id)).size).toBe(3);
    const list = await stage.flutterwave<{ data: Json[]; meta: Json }>(`/transactions?tx_ref=${txRef}`);
    expect(list.body.data.map((one) => one.status)).toEqual(['successful', 'failed', 'failed']);
    expect(list.body.meta).toEqual({ page_info: { total: 3, current_page: 1, total_pages: 1 } });
    const closed = await stage.call<string>(link);
    expect(closed.body).toContain('This payment is complete');
    await payBy(link, '5531886652142950');
    expect(stage.received).toHaveLength(3);
  });

  it('ends when the tries are used up', async () => {
    const { link } = await open({ configurations: { max_retry_attempt: 2 } });
    await payBy(link, '5258585922666506');
    const end = await payBy(link, '5258585922666506');
    expect(new URL(end.location!).searchParams.get('status')).toBe('failed');
    expect((await stage.call<string>(link)).body).toContain('inactive');
  });

  it('ends with the session, and with it the attempt under way', async () => {
    await stage.control('/flutterwave/settings', { minuteMs: 150 });
    const { txRef, link } = await open({ configurations: { session_duration: 2 } });
    await stage.control('/flutterwave/pay', { tx_ref: txRef, leave: true });
    expect(await told(1)).toMatchObject([{ status: 'failed', processor_response: 'Session closed' }]);
    expect((await stage.call<string>(link)).body).toContain('inactive');
  });

  it('ends when the shop disables it; an attempt under way may still succeed', async () => {
    const { txRef, link } = await open();
    const { body: begun } = await stage.control<{ id: number }>('/flutterwave/pay', { tx_ref: txRef, leave: true });
    const disable = () => stage.flutterwave('/payments/link/disable', { link: stage.url + link });
    expect(await disable()).toMatchObject({ status: 200, body: { status: 'success', message: 'LINK DISABLED' } });
    expect(await disable()).toMatchObject({
      status: 400,
      body: { status: 'error', message: 'This payment link is currently inactive', data: null },
    });
    expect((await stage.control('/flutterwave/pay', { tx_ref: txRef })).status).toBe(409);
    await stage.control(`/flutterwave/transactions/${begun.id}`, { status: 'successful' });
    expect(await told(1)).toMatchObject([{ status: 'successful', id: begun.id }]);
  });

  it('is left open when the customer cancels', async () => {
    const { txRef, link } = await open();
    const { status, location } = await stage.form(`${link}/cancel`, {});
    expect(status).toBe(303);
    expect(Object.fromEntries(new URL(location!).searchParams)).toEqual({ cart: '7', status: 'failed', tx_ref: txRef });
    await payBy(link, '5531886652142950');
    expect(await told(1)).toMatchObject([{ status: 'successful' }]);
  });

  it('pays by itself where that is set', async () => {
    await stage.control('/flutterwave/settings', { autoApprove: true, autoApproveMs: 5 });
    const { txRef } = await open();
    expect(await told(1)).toMatchObject([{ tx_ref: txRef, status: 'successful' }]);
  });
});

describe('paying by mobile money', () => {
  it.each([
    ['0961234567', '123456', 'successful'],
    ['0961234567', '999999', 'failed'],
    ['260121212121', '123456', 'failed'],
    ['260010101011', '123456', 'failed'],
  ])('%s with %s: %s', async (phone, value, status) => {
    const { link } = await open();
    const attempt = await stage.form(`${link}/mobile`, { phone, network: 'MTN' });
    await stage.form(attempt.location!, { value });
    expect(await told(1)).toMatchObject([{ status, payment_type: 'mobilemoneyzm' }]);
    expect(stage.received[0]!.body['event.type']).toBe('MOBILEMONEYZM_TRANSACTION');
  });

  it('offers only the ways that were asked for', async () => {
    const { link } = await open({ payment_options: 'mobilemoneyzambia' });
    const { body } = await stage.call<string>(link);
    expect(body).toContain('Mobile number');
    expect(body).not.toContain('Card number');
  });

  it('is charged directly by redirect, without a transaction in the answer', async () => {
    const charge = {
      tx_ref: `pk_${++count}`,
      amount: 20,
      currency: 'ZMW',
      email: 'a@b.zm',
      network: 'Airtel',
      phone_number: '0971234567',
      redirect_url: BACK,
    };
    const { body } = await stage.flutterwave<{ meta: { authorization: { mode: string; redirect: string } } }>(
      '/charges?type=mobile_money_zambia',
      charge,
    );
    expect(body).toEqual({
      status: 'success',
      message: 'Charge initiated',
      meta: { authorization: { mode: 'redirect', redirect: expect.any(String) } },
    });
    const page = new URL(body.meta.authorization.redirect).pathname;
    expect((await stage.call<string>(page)).body).toContain('One-time password');
    const end = await stage.form(page, { value: '123456' });
    const back = await stage.call(end.location!);
    expect(new URL(back.location!).searchParams.get('status')).toBe('successful');
    expect(await told(1)).toMatchObject([
      { tx_ref: charge.tx_ref, amount: 20, status: 'successful', customer: { phone_number: '0971234567' } },
    ]);
  });

  it.each([
    [{ network: 'AIRTEL' }, 'network'],
    [{ currency: undefined }, 'currency'],
    [{ email: undefined }, 'email'],
    [{ phone_number: undefined }, 'phone_number'],
  ])('refuses a charge with %j', async (change, word) => {
    const charge = {
      tx_ref: `pk_${++count}`,
      amount: 20,
      currency: 'ZMW',
      email: 'a@b.zm',
      network: 'MTN',
      phone_number: '0961234567',
      ...change,
    };
    const { status, body } = await stage.flutterwave('/charges?type=mobile_money_zambia', charge);
    expect(status).toBe(400);
    expect(body.message).toContain(word);
  });
});
