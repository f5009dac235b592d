import { Injectable } from '@nestjs/common';
import { type Queryable, sql, type Sql, Vault } from '@pakashop/platform';
import type { WalletView } from './wallets.dto.js';
import { maskAccount } from './wallets.destinations.js';
import { PAYEE_DESTINATION, type WalletDestination } from './wallets.events.js';
import type { Destination } from './wallets.kinds.js';

/** A wallet as it stands, its number sealed. */
export interface WalletRow extends Omit<WalletView, 'payableAfter' | 'changedAt'> {
  readonly accountIndex: Buffer;
  readonly payableAfter: Date;
  readonly changedAt: Date;
}

/** Columns of the wallet `w`. */
export const WALLET = sql`w.id, w.owner_kind AS "ownerKind", w.owner_id AS "ownerId", w.rail, w.provider, w.account,
  w.account_index AS "accountIndex", w.holder_name AS "holderName", w.payable_after AS "payableAfter",
  w.changed_at AS "changedAt"`;

/** The column that holds numbers, for the rotation of keys. */
export const SEALED_ACCOUNTS = { table: 'backend.payout_wallets', column: 'account', id: 'id' } as const;

/** @param where a condition over the wallet `w`; the transaction has said for whom it acts */
export const readWallets = (db: Queryable, where: Sql): Promise<WalletRow[]> =>
  db.rows(sql`SELECT ${WALLET} FROM backend.payout_wallets w WHERE ${where} ORDER BY w.id`);

/** Seals numbers of wallets, and opens them for a moment. */
@Injectable()
export class WalletNumbers {
  constructor(private readonly vault: Vault) {}

  async seal(walletId: string, destination: Destination): Promise<{ account: string; index: Buffer }> {
    const [account, index] = await Promise.all([
      this.vault.seal(destination.account, placeOf(walletId)),
      this.indexOf(destination.account),
    ]);
    return { account, index };
  }

  /** Equal for equal numbers, whoever has them. */
  indexOf(account: string): Promise<Buffer> {
    return this.vault.index('payout.account', account);
  }

  /** Empty for an agent who was erased. */
  async masked({ id, rail, account }: Pick<WalletRow, 'id' | 'rail' | 'account'>): Promise<string> {
    if (account === '') return '';
    return maskAccount({ rail, account: await this.vault.open(account, placeOf(id)) });
  }

  /** Sealed anew for those who pay, so that they never have to ask; empty for an agent who was erased. */
  async handOver({ id, ownerKind, ownerId, account, holderName }: WalletRow): Promise<string> {
    if (account === '') return '';
    const told: WalletDestination = { account: await this.vault.open(account, placeOf(id)), holderName };
    const { table, column } = PAYEE_DESTINATION;
    return this.vault.seal(JSON.stringify(told), { table, column, row: `${ownerKind}:${ownerId}` });
  }

  async show(row: WalletRow): Promise<WalletView> {
    return {
      id: row.id,
      ownerKind: row.ownerKind,
      ownerId: row.ownerId,
      rail: row.rail,
      provider: row.provider,
      account: await this.masked(row),
      holderName: row.holderName,
      payableAfter: row.payableAfter.toISOString(),
      changedAt: row.changedAt.toISOString(),
    };
  }
}

const placeOf = (row: string) => ({ table: SEALED_ACCOUNTS.table, column: SEALED_ACCOUNTS.column, row });
