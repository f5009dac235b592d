import type { FastifyInstance } from 'fastify';
import { formOf } from '../core/bodies.js';
import { cardOf, declined, MOBILE_OTP, OTP, paid, PIN, testCards } from '../flutterwave/flutterwave.cards.js';
import { Trouble } from '../flutterwave/flutterwave.answers.js';
import type { FlutterwaveDesk, Method } from '../flutterwave/flutterwave.desk.js';
import type { Link, Transaction } from '../flutterwave/flutterwave.types.js';
import { verifyView, webhookView } from '../flutterwave/flutterwave.views.js';
import { whyNotForgery } from '../core/faults.rules.js';
import type { Sandbox } from '../sandbox.js';
import { orMissing, turnDown } from './control.answers.js';

interface Order {
  tx_ref?: string;
  link?: string;
  card?: string;
  phone?: string;
  network?: string;
  pin?: string;
  otp?: string;
  /** Leave the attempt waiting for the customer. */
  leave?: boolean;
}

/** Payments without a browser, forced ends and forged webhooks on the Flutterwave side. */
export function flutterwaveControl(app: FastifyInstance, sandbox: Sandbox): void {
  const { flutterwave } = sandbox;
  const view = (transaction: Transaction) => verifyView(transaction, flutterwave.store.link(transaction.linkId)!);

  app.get('/control/flutterwave/cards', () => testCards);

  app.post('/control/flutterwave/pay', (request, reply) => {
    const order = formOf(request) as Order;
    const link = linkOf(flutterwave, order);
    if (!link) return turnDown(reply, 'No such page', 404);
    try {
      return reply.send(view(pay(flutterwave, link, order)));
    } catch (error) {
      if (error instanceof Trouble) return turnDown(reply, error.message, 409);
      throw error;
    }
  });

  app.post<{ Params: { id: string } }>('/control/flutterwave/transactions/:id', (request, reply) => {
    const { status, reason } = formOf(request) as { status?: string; reason?: string };
    if (status !== 'successful' && status !== 'failed') return turnDown(reply, 'status must be successful or failed');
    const transaction = flutterwave.store.transaction(Number(request.params.id));
    if (transaction) flutterwave.conclude(transaction, status === 'successful' ? paid : declined(reason ?? 'Declined'));
    return orMissing(reply, transaction && view(transaction), 'No such transaction');
  });

  app.post('/control/flutterwave/expire', (request, reply) => {
    const link = linkOf(flutterwave, formOf(request) as Order);
    if (link?.state === 'open') flutterwave.close(link, 'expired');
    return orMissing(reply, link && { tx_ref: link.txRef, state: link.state }, 'No such page');
  });

  treasuryControl(app, sandbox);
  forgeRoute(app, sandbox);
}

function treasuryControl(app: FastifyInstance, { treasury }: Sandbox): void {
  app.post('/control/flutterwave/settle', (_request, reply) =>
    orMissing(reply, treasury.settle(), 'Nothing waits for settlement'),
  );

  app.post<{ Params: { id: string } }>('/control/flutterwave/transfers/:id', (request, reply) => {
    const { status, reason } = formOf(request) as { status?: string; reason?: string };
    if (status !== 'SUCCESSFUL' && status !== 'FAILED') return turnDown(reply, 'status must be SUCCESSFUL or FAILED');
    const transfer = treasury.transfer(Number(request.params.id));
    if (transfer) treasury.conclude(transfer, status === 'FAILED' ? (reason ?? 'Declined') : undefined);
    return orMissing(reply, transfer, 'No such transfer');
  });
}

function forgeRoute(app: FastifyInstance, { bench, flutterwave }: Sandbox): void {
  app.post('/control/flutterwave/callbacks/forge', async (request, reply) => {
    const {
      variant = 'signature',
      amount,
      status,
      ...order
    } = formOf(request) as Order & { variant?: string; amount?: number; status?: string; id?: number };
    const wrong = whyNotForgery('flutterwave', variant);
    if (wrong) return turnDown(reply, wrong);
    const transaction =
      order.id === undefined
        ? flutterwave.store.attemptsOf(order.tx_ref ?? '').at(-1)
        : flutterwave.store.transaction(order.id);
    const link = transaction ? flutterwave.store.link(transaction.linkId) : linkOf(flutterwave, order);
    if (!link) return turnDown(reply, 'No such transaction or page', 404);
    const data = webhookView(transaction ?? invented(link), link);
    const body = {
      event: 'charge.completed',
      data: { ...data, status: status ?? 'successful' },
      'event.type': 'CARD_TRANSACTION',
    };
    const callback = {
      ...{ provider: 'flutterwave' as const, operation: 'charge', id: String(data.id), reference: link.txRef },
      ...{ url: bench.settings.flutterwave.callbackUrl, body },
    };
    return reply.send(await bench.courier.forge(callback, { variant, amount, status }));
  });
}

function linkOf(desk: FlutterwaveDesk, { tx_ref, link }: Order): Link | undefined {
  if (link !== undefined) return desk.store.link(link.split('/').at(-1)!);
  return desk.store.linksFor(tx_ref ?? '').at(-1);
}

/** Walks an attempt through all its steps, as a customer would. */
function pay(desk: FlutterwaveDesk, link: Link, order: Order): Transaction {
  const open =
    link.kind === 'charge' ? desk.store.attemptsOf(link.txRef).find((one) => one.status === 'pending') : undefined;
  const transaction = open ?? desk.attempt(link, methodOf(order));
  const answers: Record<string, string> = {
    ...{ pin: order.pin ?? PIN, avs: 'yes', '3ds': order.otp ?? OTP },
    otp: order.otp ?? (transaction.paymentType === 'card' ? OTP : MOBILE_OTP),
  };
  while (!order.leave && transaction.status === 'pending' && transaction.step !== 'done')
    desk.advance(transaction, answers[transaction.step]!);
  return transaction;
}

function methodOf({ card, phone, network }: Order): Method {
  if (phone !== undefined) return { phone, network: network ?? 'MTN' };
  const known = cardOf(card ?? testCards[0]!.number);
  return { card: known?.number ?? card!, expiry: known?.expiry[0] ?? '', cvv: known?.cvv ?? '' };
}

/** A transaction nobody ever made. */
function invented(link: Link): Transaction {
  return {
    ...{
      id: 999_999_999,
      linkId: link.id,
      txRef: link.txRef,
      flwRef: 'FLW-INVENTED',
      amount: link.amount,
      currency: link.currency,
    },
    ...{
      fee: 0,
      status: 'successful',
      reason: 'Approved',
      paymentType: 'card',
      authModel: 'PIN',
      step: 'done',
      createdAt: Date.now(),
    },
  };
}
