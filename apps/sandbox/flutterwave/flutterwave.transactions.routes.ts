import type { FastifyInstance } from 'fastify';
import { feeOf, major, ngwee } from '../core/money.js';
import type { Workbench } from '../core/workbench.js';
import { success, Trouble } from './flutterwave.answers.js';
import type { FlutterwaveDesk } from './flutterwave.desk.js';
import { isBetween, paged, type Range } from './flutterwave.paging.js';
import type { Teller } from './flutterwave.teller.js';
import type { Transaction } from './flutterwave.types.js';
import { eventsView, verifyView } from './flutterwave.views.js';

interface ById {
  Params: { id: string };
}

interface Filter {
  Querystring: Range & { page?: string; status?: string; tx_ref?: string; currency?: string };
}

interface Fee {
  Querystring: { amount?: string; currency?: string };
}

/** Looking transactions up and having their webhook sent again. */
export function transactionRoutes(app: FastifyInstance, bench: Workbench, teller: Teller, desk: FlutterwaveDesk): void {
  const { store } = desk;
  const view = (transaction: Transaction) => verifyView(transaction, store.link(transaction.linkId)!);
  const found = ({ id }: { id: string }): Transaction | undefined => store.transaction(Number(id));

  app.get<ById>('/transactions/:id/verify', ({ params }, reply) =>
    teller.serveAbout(reply, 'verify', found(params), (one) => success('Transaction fetched successfully', view(one))),
  );

  app.get<Filter>('/transactions/verify_by_reference', ({ query }, reply) => {
    const { referenceReturns } = bench.settings.flutterwave;
    const chosen = store.attemptsOf(query.tx_ref ?? '').at(referenceReturns === 'latest' ? -1 : 0);
    return teller.serveAbout(reply, 'verify.reference', chosen, (one) =>
      success('Transaction fetched successfully', view(one)),
    );
  });

  app.get<Filter>('/transactions', ({ query }, reply) =>
    teller.serve(reply, 'transactions', { reference: query.tx_ref }, () => {
      const source = query.tx_ref === undefined ? store.all() : store.attemptsOf(query.tx_ref);
      const { rows, meta } = paged(source.filter((one) => matches(one, query)).toReversed(), query.page);
      return success('Transactions fetched', rows.map(view), meta);
    }),
  );

  app.get<Fee>('/transactions/fee', ({ query }, reply) =>
    teller.serve(reply, 'transactions', {}, () => {
      const amount = ngwee(query.amount);
      if (!amount) throw new Trouble('amount is required');
      const fee = major(feeOf(amount, bench.settings.flutterwave.feeBps));
      const currency = query.currency ?? 'NGN';
      return success('Charged fee', {
        charge_amount: major(amount),
        fee,
        merchant_fee: 0,
        flutterwave_fee: fee,
        currency,
      });
    }),
  );

  app.get<ById>('/transactions/:id/events', ({ params }, reply) =>
    teller.serveAbout(reply, 'verify', found(params), (one) => success('Transaction events fetched', eventsView(one))),
  );

  app.post<ById>('/transactions/:id/resend-hook', ({ params }, reply) =>
    teller.serveAbout(reply, 'resend-hook', found(params), (one) => {
      desk.tell(one);
      return success('hook sent', null);
    }),
  );
}

function matches(transaction: Transaction, query: Filter['Querystring']): boolean {
  if (query.status !== undefined && transaction.status !== query.status) return false;
  if (query.currency !== undefined && transaction.currency !== query.currency) return false;
  return isBetween(transaction.createdAt, query);
}
