import { type Outbox, sql, type Tx } from '@pakashop/platform';
import { emptied, kept, type PersonalData } from '../privacy/privacy.tables.js';
import { WalletChanged, type WalletChangedFact } from './wallets.events.js';

/** Wallets of shops and fleets belong to these; an agent's is the person's own. */
const agents = (userId: string) => sql`
  t.owner_kind = 'AGENT' AND t.owner_id IN (SELECT a.id FROM backend.agents a WHERE a.user_id = ${userId})`;

/** Those who pay forget where the money went, and pay nothing more there. */
async function tell(tx: Tx, outbox: Outbox, userId: string): Promise<void> {
  const wallets = await tx.rows<
    Omit<WalletChangedFact, 'payableAfter' | 'destination'> & Readonly<{ payableAfter: Date }>
  >(sql`
    SELECT t.id AS "walletId", t.owner_kind AS "ownerKind", t.owner_id AS "ownerId", t.rail, t.provider,
      t.payable_after AS "payableAfter"
    FROM backend.payout_wallets t WHERE ${agents(userId)}`);
  for (const { payableAfter, ...wallet } of wallets) {
    const forgotten = { ...wallet, payableAfter: payableAfter.toISOString(), destination: '' };
    await outbox.publish(tx, WalletChanged, wallet.ownerId, forgotten);
  }
}

export const walletsData: PersonalData = {
  area: 'wallets',
  tables: [
    {
      table: 'backend.payout_wallet_changes',
      of: (userId) => sql`t.wallet_id IN (SELECT t.id FROM backend.payout_wallets t WHERE ${agents(userId)})`,
      ...kept('accounting law: where money went; numbers are masked'),
    },
    {
      table: 'backend.payout_wallets',
      of: agents,
      hidden: ['account_index'],
      ...emptied(
        sql`account = '', account_index = sha256(convert_to(t.id::text, 'UTF8')), holder_name = ''`,
        'its history refers to it',
      ),
    },
  ],
  tell,
};
