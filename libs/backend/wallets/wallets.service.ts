import { Injectable } from '@nestjs/common';
import { type Actor, Database, newId, olderThan, type PageQuery, sql, toPage, type Tx } from '@pakashop/platform';
import type { PayoutPhase } from '../applications/applications.dto.js';
import { WalletChanges } from './wallets.changes.js';
import type { SetWallet, WalletChange, WalletHistory, WalletView } from './wallets.dto.js';
import { walletsProblems as problems } from './wallets.errors.js';
import type { FindOwner, WalletOwner } from './wallets.owners.js';
import { readWallets, WALLET, WalletNumbers, type WalletRow } from './wallets.record.js';
import { OPERATOR_CODES } from './adapters/pawapay/wallets.operators.js';
import { toDestination } from './wallets.destinations.js';
import type { Cause, Destination } from './wallets.kinds.js';

interface Setting extends Destination {
  readonly holderName: string;
}

type ChangeRow = Omit<WalletChange, 'payableAfter' | 'at'> & Readonly<{ payableAfter: Date; at: Date }>;

/** Payout wallets in the hands of those who are paid. */
@Injectable()
export class Wallets {
  constructor(
    private readonly db: Database,
    private readonly numbers: WalletNumbers,
    private readonly changes: WalletChanges,
  ) {}

  /** @throws Problem wallets.not_found as long as none is set, and what the owner's search throws */
  read(actor: Actor, find: FindOwner): Promise<WalletView> {
    return this.db.as(actor, async (tx) => {
      const row = await walletOf(tx, await find(tx));
      if (!row) throw problems.notFound('Set one first.');
      return this.numbers.show(row);
    });
  }

  /** What happened to the wallet, the newest first. */
  history(actor: Actor, find: FindOwner, { limit, cursor }: PageQuery): Promise<WalletHistory> {
    return this.db.as(actor, async (tx) => {
      const { kind, id } = await find(tx);
      const rows = await tx.rows<ChangeRow>(sql`
        SELECT c.id, c.cause, c.rail, c.provider, c.masked AS account, c.payable_after AS "payableAfter", c.at
        FROM backend.payout_wallet_changes c JOIN backend.payout_wallets w ON w.id = c.wallet_id
        WHERE w.owner_kind = ${kind} AND w.owner_id = ${id} ${olderThan(cursor, sql`c.id`)}
        ORDER BY c.id DESC LIMIT ${limit + 1}`);
      return toPage(rows, limit, (row) => [row.id], changeView);
    });
  }

  /**
   * Sets where the owner is paid out from now on. A change is noticed before money follows it: nothing is paid for some
   * days. Setting the same again changes nothing.
   *
   * @throws Problem VAL_001, VAL_002, and what the owner's search throws
   */
  set(actor: Actor, find: FindOwner, { holderName, ...given }: SetWallet): Promise<WalletView> {
    const setting = { ...toDestination(given), holderName };
    return this.db.as(actor, async (tx) => {
      const owner = await find(tx);
      const known = await holdWallet(tx, owner);
      const cause = known ? 'CHANGED' : 'SET';
      if (known && (await this.isSame(known, setting))) return this.numbers.show(known);
      return this.numbers.show(await this.write(tx, owner, setting, cause, known));
    });
  }

  /** Takes over what an approved application brought: reviewed, so it is paid to from now on. */
  async adopt(tx: Tx, owner: WalletOwner, { operator, phone, holderName }: PayoutPhase): Promise<void> {
    await tx.as({ service: 'wallets' });
    const known = await holdWallet(tx, owner);
    if (known) return;
    const setting = { rail: 'MOBILE_MONEY', provider: OPERATOR_CODES[operator], account: phone, holderName } as const;
    await this.write(tx, owner, setting, 'ADOPTED');
  }

  private async isSame({ rail, provider, holderName, accountIndex }: WalletRow, setting: Setting): Promise<boolean> {
    if (rail !== setting.rail || provider !== setting.provider || holderName !== setting.holderName) return false;
    return accountIndex.equals(await this.numbers.indexOf(setting.account));
  }

  private async write(
    tx: Tx,
    owner: WalletOwner,
    setting: Setting,
    cause: Cause,
    before?: WalletRow,
  ): Promise<WalletRow> {
    const id = before?.id ?? newId();
    const { rail, provider, holderName } = setting;
    const { account, index } = await this.numbers.seal(id, setting);
    const payable = cause === 'ADOPTED' ? sql`now()` : this.changes.cooling();
    const row = await tx.one<WalletRow>(sql`
      INSERT INTO backend.payout_wallets AS w
        (id, owner_kind, owner_id, rail, provider, account, account_index, holder_name, payable_after)
      VALUES (${id}, ${owner.kind}, ${owner.id}, ${rail}, ${provider}, ${account}, ${index}, ${holderName}, ${payable})
      ON CONFLICT (id) DO UPDATE SET rail = excluded.rail, provider = excluded.provider, account = excluded.account,
        account_index = excluded.account_index, holder_name = excluded.holder_name, changed_at = now(),
        payable_after = greatest(w.payable_after, excluded.payable_after)
      RETURNING ${WALLET}`);
    await this.changes.record(tx, row, { cause, before });
    return row;
  }
}

const isOf = ({ kind, id }: WalletOwner) => sql`w.owner_kind = ${kind} AND w.owner_id = ${id}`;

const walletOf = async (tx: Tx, owner: WalletOwner): Promise<WalletRow | undefined> =>
  (await readWallets(tx, isOf(owner)))[0];

/** The wallet that an owner has, or nothing; who sets one at the same moment waits. */
async function holdWallet(tx: Tx, owner: WalletOwner): Promise<WalletRow | undefined> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`wallet:${owner.kind}:${owner.id}`}, 0))`);
  return walletOf(tx, owner);
}

const changeView = ({ payableAfter, at, ...row }: ChangeRow): WalletChange => ({
  ...row,
  payableAfter: payableAfter.toISOString(),
  at: at.toISOString(),
});
