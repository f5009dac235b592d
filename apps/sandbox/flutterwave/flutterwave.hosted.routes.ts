import type { FastifyInstance, FastifyReply } from 'fastify';
import { formOf } from '../core/bodies.js';
import { sendPage } from '../core/page.js';
import type { Workbench } from '../core/workbench.js';
import type { FlutterwaveDesk, Method } from './flutterwave.desk.js';
import { choicePage, endPage, stepPage } from './flutterwave.hosted.pages.js';
import { attemptPath, HOSTED, pagePath, returnAddress } from './flutterwave.hosted.paths.js';
import { hostedStyle } from './flutterwave.hosted.style.js';
import type { Link, Transaction } from './flutterwave.types.js';

interface OnPage {
  Params: { id: string };
  Querystring: { way?: string; card?: string; problem?: string };
}

interface OnAttempt {
  Params: { id: string; attempt: string };
}

/** The pages a customer sees: choose, enter, confirm, return to the shop. They work without scripts. */
export function hostedRoutes(app: FastifyInstance, bench: Workbench, desk: FlutterwaveDesk): void {
  app.get<OnPage>(`${HOSTED}/:id`, ({ params, query }, reply) =>
    withOpenLink(desk, params.id, reply, (link) => show(reply, 'Checkout', choicePage(link, query))),
  );

  app.post<OnPage>(`${HOSTED}/:id/card`, (request, reply) => {
    const { number, expiry, cvv } = formOf(request) as Record<string, string | undefined>;
    const card = (number ?? '').replace(/\s/g, '');
    return begin(reply, request.params.id, { card, expiry: (expiry ?? '').trim(), cvv: (cvv ?? '').trim() });
  });

  app.post<OnPage>(`${HOSTED}/:id/mobile`, (request, reply) => {
    const { phone, network } = formOf(request) as Record<string, string | undefined>;
    return begin(reply, request.params.id, { phone: (phone ?? '').replace(/[\s+-]/g, ''), network: network ?? 'MTN' });
  });

  app.post<OnPage>(`${HOSTED}/:id/cancel`, ({ params }, reply) => {
    const link = desk.store.link(params.id);
    if (!link) return unknownPage(reply);
    const back = returnAddress(link, bench.settings.flutterwave.cancelStatus);
    return back
      ? reply.redirect(back, 303)
      : show(reply, 'Cancelled', endPage(link, 'The payment was cancelled.', false));
  });

  app.get<OnAttempt>(`${HOSTED}/:id/attempt/:attempt`, ({ params }, reply) =>
    withAttempt(params, reply, (link, transaction) => goOn(reply, link, transaction)),
  );

  app.post<OnAttempt>(`${HOSTED}/:id/attempt/:attempt`, (request, reply) =>
    withAttempt(request.params, reply, (link, transaction) => {
      const { value } = formOf(request);
      desk.advance(transaction, typeof value === 'string' ? value.trim() : '');
      return reply.redirect(attemptPath(link, transaction), 303);
    }),
  );

  function begin(reply: FastifyReply, id: string, method: Method): FastifyReply {
    return withOpenLink(desk, id, reply, (link) => reply.redirect(attemptPath(link, desk.attempt(link, method)), 303));
  }

  function withAttempt(
    { id, attempt }: OnAttempt['Params'],
    reply: FastifyReply,
    work: (link: Link, transaction: Transaction) => FastifyReply,
  ): FastifyReply {
    const link = desk.store.link(id);
    const transaction = desk.store.transaction(Number(attempt));
    return link && transaction?.linkId === link.id ? work(link, transaction) : unknownPage(reply);
  }
}

function withOpenLink(
  desk: FlutterwaveDesk,
  id: string,
  reply: FastifyReply,
  work: (link: Link) => FastifyReply,
): FastifyReply {
  const link = desk.store.link(id);
  if (!link) return unknownPage(reply);
  if (link.state === 'open') return work(link);
  const isPaid = link.state === 'paid';
  const message = isPaid ? 'This payment is complete.' : 'This payment link is inactive. Nothing can be paid here.';
  return show(reply, 'Checkout', endPage(link, message, isPaid, returnAddress(link, isPaid ? 'successful' : 'failed')));
}

/** Shows the step an attempt waits at, or sends the customer where its end leads. */
function goOn(reply: FastifyReply, link: Link, transaction: Transaction): FastifyReply {
  if (transaction.status === 'pending') return show(reply, 'Confirm', stepPage(link, transaction));
  const isPaid = transaction.status === 'successful';
  if (!isPaid && link.state === 'open') {
    const way = transaction.paymentType === 'card' ? 'card' : 'mobilemoneyzambia';
    return reply.redirect(`${pagePath(link)}?way=${way}&problem=${encodeURIComponent(transaction.reason)}`, 303);
  }
  const back = returnAddress(link, isPaid ? 'successful' : 'failed', transaction);
  if (back) return reply.redirect(back, 303);
  return show(reply, 'Checkout', endPage(link, isPaid ? 'Payment complete.' : transaction.reason, isPaid));
}

function unknownPage(reply: FastifyReply): FastifyReply {
  return show(reply, 'Not found', endPage(undefined, 'There is no such payment page.', false), 404);
}

function show(reply: FastifyReply, title: string, body: ReturnType<typeof endPage>, code?: number): FastifyReply {
  return sendPage(reply, { title, style: hostedStyle, body }, code);
}
