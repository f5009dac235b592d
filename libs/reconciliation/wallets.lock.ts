import { sql, type Tx } from '@pakashop/platform';

/** Locks a wallet until the end of the transaction: matching and closing one wallet go one after the other. */
export async function lockWallet(tx: Tx, provider: string, currency: string): Promise<void> {
  await tx.execute(sql`
    INSERT INTO reconciliation.wallets AS w (provider, currency) VALUES (${provider}, ${currency})
    ON CONFLICT (provider, currency) DO UPDATE SET currency = w.currency`);
}
