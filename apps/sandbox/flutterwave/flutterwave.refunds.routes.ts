import type { FastifyInstance } from 'fastify';
import { formOf } from '../core/bodies.js';
import { success } from './flutterwave.answers.js';
import type { FlutterwaveStore } from './flutterwave.store.js';
import { known, paged } from './flutterwave.paging.js';
import type { Teller } from './flutterwave.teller.js';
import type { FlutterwaveTreasury } from './flutterwave.treasury.js';
import { refundView } from './flutterwave.views.js';

interface ById {
  Params: { id: string };
}

/** Refunds of transactions. */
export function refundRoutes(
  app: FastifyInstance,
  teller: Teller,
  store: FlutterwaveStore,
  treasury: FlutterwaveTreasury,
): void {
  app.post<ById>('/transactions/:id/refund', (request, reply) => {
    const found = store.transaction(Number(request.params.id));
    return teller.serveAbout(reply, 'refund', found, (transaction) =>
      success('Transaction refund initiated', refundView(treasury.refund(transaction, formOf(request)))),
    );
  });

  app.get<{ Querystring: { page?: string } }>('/refunds', ({ query }, reply) =>
    teller.serve(reply, 'refund', {}, () => {
      const { rows, meta } = paged(treasury.allRefunds().toReversed(), query.page);
      return success('Refunds fetched', rows.map(refundView), meta);
    }),
  );

  app.get<ById>('/refunds/:id', ({ params: { id } }, reply) =>
    teller.serve(reply, 'refund', {}, () => {
      const found = treasury.allRefunds().find((one) => String(one.id) === id);
      return success('Refund fetched', refundView(known(found, 'refund')));
    }),
  );
}
