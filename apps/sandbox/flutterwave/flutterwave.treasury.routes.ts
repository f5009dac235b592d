import type { FastifyInstance } from 'fastify';
import { formOf } from '../core/bodies.js';
import { major } from '../core/money.js';
import { success, Trouble } from './flutterwave.answers.js';
import type { FlutterwaveStore } from './flutterwave.store.js';
import { isBetween, known, paged, type Range } from './flutterwave.paging.js';
import type { Teller } from './flutterwave.teller.js';
import type { FlutterwaveTreasury } from './flutterwave.treasury.js';
import { settlementView, transferView } from './flutterwave.views.js';

interface ById {
  Params: { id: string };
}

interface Filter {
  Querystring: Range & { page?: string; reference?: string; status?: string };
}

/** Money that goes out to sellers. */
export function transferRoutes(app: FastifyInstance, teller: Teller, treasury: FlutterwaveTreasury): void {
  app.post('/transfers', (request, reply) => {
    const body = formOf(request);
    return teller.serve(reply, 'transfer', { reference: body.reference, phone: body.account_number }, () =>
      success('Transfer Queued Successfully', transferView(treasury.send(body), 'full_name')),
    );
  });

  app.get<Filter>('/transfers', ({ query: { page, reference, status } }, reply) =>
    teller.serve(reply, 'transfer.status', { reference }, () => {
      const asked = treasury
        .allTransfers()
        .filter((one) => reference === undefined || one.reference === reference)
        .filter((one) => status === undefined || one.status === status);
      const { rows, meta } = paged(asked.toReversed(), page);
      const views = rows.map((one) => transferView(one, 'full_name'));
      return success('Transfers fetched', views, meta);
    }),
  );

  app.get<{ Querystring: { currency?: string } }>('/transfers/fee', ({ query: { currency = 'NGN' } }, reply) =>
    teller.serve(reply, 'transfer.status', {}, () =>
      success('Transfer fee fetched', [{ fee_type: 'value', currency, fee: major(treasury.transferFee) }]),
    ),
  );

  app.get<ById>('/transfers/:id', ({ params: { id } }, reply) => {
    const transfer = treasury.transfer(Number(id));
    return teller.serve(reply, 'transfer.status', { reference: transfer?.reference, alias: id }, () =>
      success('Transfer fetched', transferView(known(transfer, 'transfer'), 'full_name')),
    );
  });
}

/** Balances and the settlements that make collections spendable. */
export function balanceRoutes(
  app: FastifyInstance,
  teller: Teller,
  store: FlutterwaveStore,
  treasury: FlutterwaveTreasury,
): void {
  app.get<{ Params: { currency: string } }>('/balances/:currency', ({ params: { currency } }, reply) =>
    teller.serve(reply, 'balances', {}, () => {
      if (currency !== 'ZMW') throw new Trouble('No wallet in this currency');
      const { available, ledger } = treasury.balance();
      const data = { currency, available_balance: major(available), ledger_balance: major(ledger) };
      return success('Wallet balance fetched', data);
    }),
  );

  app.get<Filter>('/settlements', ({ query }, reply) =>
    teller.serve(reply, 'settlements', {}, () => {
      const asked = treasury.allSettlements().filter((one) => isBetween(one.createdAt, query));
      const { rows, meta } = paged(asked.toReversed(), query.page);
      const views = rows.map((one) => settlementView(one));
      return success('Settlements fetched', views, meta);
    }),
  );

  app.get<ById>('/settlements/:id', ({ params: { id } }, reply) =>
    teller.serve(reply, 'settlements', {}, () => {
      const settlement = known(treasury.settlement(Number(id)), 'settlement');
      const transactions = settlement.transactionIds.map((one) => store.transaction(one)!);
      return success('Settlement fetched', settlementView(settlement, transactions));
    }),
  );
}

const banks = [
  { id: 1, code: 'MPS', name: 'Zambian mobile money' },
  { id: 542, code: '542', name: 'Sample Bank of Zambia' },
];
const branches = [{ id: 1, branch_code: 'ZM210000', branch_name: 'Lusaka', bank_id: 542 }];

/** Where transfers can go. */
export function bankRoutes(app: FastifyInstance, teller: Teller): void {
  app.get<{ Params: { country: string } }>('/banks/:country', ({ params }, reply) =>
    teller.serve(reply, 'banks', {}, () => success('Banks fetched successfully', params.country === 'ZM' ? banks : [])),
  );

  app.get<ById>('/banks/:id/branches', ({ params: { id } }, reply) =>
    teller.serve(reply, 'banks', {}, () =>
      success(
        'Bank branches fetched successfully',
        branches.filter((branch) => String(branch.bank_id) === id),
      ),
    ),
  );
}
