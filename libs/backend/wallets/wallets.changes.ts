import { Inject, Injectable } from '@nestjs/common';
import { audit, currentContext, newId, Outbox, sql, type Sql, type Tx } from '@pakashop/platform';
import { type Notice, SecurityNotices } from '../messages/messages.notices.js';
import { WalletsConfig } from './wallets.config.js';
import { WalletChanged } from './wallets.events.js';
import { peopleOf } from './wallets.owners.js';
import { WALLET, WalletNumbers, type WalletRow } from './wallets.record.js';
import type { Cause } from './wallets.kinds.js';

interface Recorded {
  readonly cause: Cause;
  /** What it was, when it was there. */
  readonly before?: WalletRow;
  readonly why?: string;
}

const ACTS: Readonly<Record<Cause, string>> = {
  ADOPTED: 'payout_wallet_set',
  SET: 'payout_wallet_set',
  CHANGED: 'payout_wallet_changed',
  CONTACT_CHANGED: 'payout_wallet_held',
  HELD: 'payout_wallet_held',
};

/** What follows whatever happens to a wallet: its history, the audit, a fact for those who pay, and word to the owners. */
@Injectable()
export class WalletChanges {
  constructor(
    private readonly outbox: Outbox,
    private readonly numbers: WalletNumbers,
    private readonly notices: SecurityNotices,
    @Inject(WalletsConfig) private readonly config: WalletsConfig,
  ) {}

  /** The moment before which nothing is paid after a change, as an expression. */
  cooling(hours = this.config.PAYOUT_COOLING_HOURS): Sql {
    return sql`now() + make_interval(hours => ${hours})`;
  }

  /** Pays nothing to the wallets for a while; what is held for longer already stays so. */
  async hold(
    tx: Tx,
    where: Sql,
    { cause, why, hours }: Omit<Recorded, 'before'> & { hours?: number },
  ): Promise<WalletRow[]> {
    const held = await tx.rows<WalletRow & { before: Date }>(sql`
      UPDATE backend.payout_wallets w SET payable_after = greatest(w.payable_after, ${this.cooling(hours)})
      WHERE ${where} RETURNING ${WALLET}, old.payable_after AS before`);
    for (const row of held) await this.record(tx, row, { cause, why, before: { ...row, payableAfter: row.before } });
    return held;
  }

  async record(tx: Tx, row: WalletRow, { cause, before, why }: Recorded): Promise<void> {
    const { id, ownerKind, ownerId, rail, provider } = row;
    const [masked, maskedBefore] = [await this.numbers.masked(row), before && (await this.numbers.masked(before))];
    await tx.execute(sql`
      INSERT INTO backend.payout_wallet_changes (id, wallet_id, cause, rail, provider, masked, payable_after, actor)
      VALUES (${newId()}, ${id}, ${cause}, ${rail}, ${provider}, ${masked}, ${row.payableAfter},
              ${currentContext()?.actor ?? 'system'})`);
    await audit(tx, {
      act: ACTS[cause],
      subject: 'payout_wallet',
      subjectId: id,
      detail: { ownerKind, ownerId, cause },
      before: before && shown(before, maskedBefore!),
      after: shown(row, masked),
      why,
    });
    await this.tell(tx, row);
    if (cause === 'ADOPTED') return;
    const notice: Notice = cause === 'SET' || cause === 'CHANGED' ? 'payout_changed' : 'payout_held';
    for (const userId of await peopleOf(tx, { kind: ownerKind, id: ownerId }))
      await this.notices.send(tx, notice, userId);
  }

  /** Tells those who pay everything they need. */
  private async tell(tx: Tx, row: WalletRow): Promise<void> {
    const { id, ownerKind, ownerId, rail, provider } = row;
    const agent = await tx.maybe<{ userId: string }>(
      sql`SELECT user_id AS "userId" FROM backend.agents WHERE ${ownerKind} = 'AGENT' AND id = ${ownerId}`,
    );
    await this.outbox.publish(tx, WalletChanged, ownerId, {
      walletId: id,
      ownerKind,
      ownerId,
      payableAfter: row.payableAfter.toISOString(),
      rail,
      provider,
      destination: await this.numbers.handOver(row),
      ...agent,
    });
  }
}

const shown = ({ rail, provider, payableAfter }: WalletRow, account: string) => ({
  rail,
  provider,
  account,
  payableAfter: payableAfter.toISOString(),
});
