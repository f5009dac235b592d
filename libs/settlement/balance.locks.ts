import { sql, type Tx } from '@pakashop/platform';
import {
  type Account,
  payableAccount,
  type PayeeRef,
  payoutInFlightAccount,
  receivableAccount,
} from './ledger.accounts.js';
import type { ShopBalance } from './settlement.rules.js';

interface Sums {
  readonly id: string;
  readonly debits: number;
  readonly credits: number;
}

/** Balances as they stand until the end of the transaction, by account id; an account without entries has nothing. */
export async function lockBalances(tx: Tx, accounts: readonly Account[]): Promise<number[]> {
  const rows = await tx.rows<Sums>(sql`
    SELECT account_id AS id, debits, credits FROM settlement.lock_balances(${accounts.map(({ id }) => id)}::uuid[])`);
  const sums = new Map(rows.map((row) => [row.id, row]));
  return accounts.map(({ id, normalSide }) => {
    const { debits = 0, credits = 0 } = sums.get(id) ?? {};
    return normalSide === 'DEBIT' ? debits - credits : credits - debits;
  });
}

/** What a shop has and what it owes us, before a decision that depends on both. */
export async function lockShop(tx: Tx, shopId: string, currency: string): Promise<ShopBalance> {
  const accounts = [payableAccount({ kind: 'SHOP', id: shopId }, currency), receivableAccount(shopId, currency)];
  const [payable, receivable] = await lockBalances(tx, accounts);
  return { payable: payable!, receivable: receivable! };
}

/** What is between us and somebody whose payout ends, with the account that the payout is in. */
export async function lockPayee(tx: Tx, payee: PayeeRef, currency: string): Promise<ShopBalance> {
  const own = [payableAccount(payee, currency), payoutInFlightAccount(payee.id, currency)];
  const owing = payee.kind === 'SHOP' ? [receivableAccount(payee.id, currency)] : [];
  const [payable, , receivable = 0] = await lockBalances(tx, [...own, ...owing]);
  return { payable: payable!, receivable };
}
