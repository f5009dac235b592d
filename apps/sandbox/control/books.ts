import type { Delivery } from '../core/callback.js';
import type { Sandbox } from '../sandbox.js';

/** What became of the callbacks about one payment. */
interface Told {
  state: string;
  answers: (number | string)[];
}

/** Limits the books to one payment. */
export interface Wanted {
  provider?: string;
  reference?: string;
}

/** The sandbox's own books: what was asked for, what was taken, what was told. Amounts are ngwee. */
export function books(sandbox: Sandbox, { provider, reference }: Wanted = {}) {
  const told = tellings(sandbox.bench.courier.mailbox.all());
  const mine = (...own: unknown[]): boolean => reference === undefined || own.includes(reference);
  return {
    pawapay: provider === undefined || provider === 'pawapay' ? pawapayBooks(sandbox, told, mine) : undefined,
    flutterwave:
      provider === undefined || provider === 'flutterwave' ? flutterwaveBooks(sandbox, told, mine) : undefined,
    posts: sandbox.bench.posts
      .all()
      .filter((one) => (provider === undefined || one.provider === provider) && mine(one.reference))
      .map(({ operation, reference: sent, count, provider: company }) => ({
        provider: company,
        operation,
        reference: sent,
        count,
      })),
  };
}

type Mine = (...own: unknown[]) => boolean;

function pawapayBooks({ bench, pawapay }: Sandbox, told: Map<string, Told[]>, mine: Mine) {
  const operations = pawapay.all().filter((one) => mine(one.id, one.clientReferenceId, one.depositId));
  return {
    wallet: pawapay.wallet(),
    operations: operations.map((one) => ({
      ...{
        kind: one.kind,
        id: one.id,
        reference: one.id,
        clientReferenceId: one.clientReferenceId,
        depositId: one.depositId,
      },
      ...{ amount: one.amount, currency: one.currency, status: one.status, failureCode: one.failureCode },
      ...{ operator: one.provider, phone: one.phone, fee: one.fee, prompt: one.prompt },
      ...{ providerTransactionId: one.providerTransactionId, created: one.created, endedAt: one.endedAt },
      posts: bench.posts.of('pawapay', one.kind, one.id) + bench.posts.of('pawapay', `${one.kind}.bulk`, one.id),
      callbacks: told.get(`pawapay ${one.id}`) ?? [],
    })),
  };
}

function flutterwaveBooks({ bench, flutterwave, treasury }: Sandbox, told: Map<string, Told[]>, mine: Mine) {
  const postsOf = (operation: string, reference: string) => bench.posts.of('flutterwave', operation, reference);
  return {
    wallet: treasury.balance(),
    links: flutterwave.store
      .allLinks()
      .filter((one) => mine(one.txRef, one.id))
      .map((one) => ({
        ...{ id: one.id, reference: one.txRef, kind: one.kind, amount: one.amount, currency: one.currency },
        ...{
          status: one.state,
          attempts: one.attempts,
          posts: postsOf(one.kind === 'charge' ? 'charge' : 'payment', one.txRef),
        },
      })),
    transactions: flutterwave.store
      .all()
      .filter((one) => mine(one.txRef, one.id, String(one.id)))
      .map((one) => ({
        ...{
          id: one.id,
          reference: one.txRef,
          amount: one.amount,
          currency: one.currency,
          status: one.status,
          fee: one.fee,
        },
        ...{
          paymentType: one.paymentType,
          operator: one.network,
          reason: one.reason,
          createdAt: one.createdAt,
          endedAt: one.endedAt,
        },
        ...{ settlementId: one.settlementId, callbacks: told.get(`flutterwave ${one.id}`) ?? [] },
      })),
    refunds: treasury
      .allRefunds()
      .filter((one) => mine(one.transactionId, flutterwave.store.transaction(one.transactionId)?.txRef)),
    transfers: treasury
      .allTransfers()
      .filter((one) => mine(one.reference, one.id))
      .map((one) => ({
        ...{
          id: one.id,
          reference: one.reference,
          amount: one.amount,
          currency: one.currency,
          fee: one.fee,
          status: one.status,
        },
        ...{ posts: postsOf('transfer', one.reference), callbacks: told.get(`flutterwave ${one.id}`) ?? [] },
      })),
    settlements: treasury.allSettlements(),
  };
}

function tellings(deliveries: readonly Delivery[]): Map<string, Told[]> {
  const told = new Map<string, Told[]>();
  for (const { provider, paymentId, state, attempts } of deliveries) {
    const key = `${provider} ${paymentId}`;
    const own = told.get(key) ?? [];
    own.push({ state, answers: attempts.map((attempt) => attempt.answer) });
    told.set(key, own);
  }
  return told;
}
