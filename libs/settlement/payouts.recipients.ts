import type { WalletDestination } from '@pakashop/backend';
import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '@pakashop/platform';
import { type Ending, PayoutFlow } from './payouts.flow.js';
import type { PayeeRef, Payout, Rail } from './payouts.kinds.js';
import type { Line } from './payouts.rail.js';
import { PayoutRails } from './payouts.rails.js';
import { isContradicted } from './payouts.selection.js';

/** Where a payee is paid at this moment. */
interface Wallet extends PayeeRef {
  readonly rail: Rail | null;
  readonly network: string | null;
  /** Sealed; empty when it is forgotten. */
  readonly destination: string;
  /** Nothing is paid to it before. */
  readonly payableAfter: Date | null;
  readonly isCooling: boolean;
  /** An earlier payout may have reached them after all. */
  readonly isContradicted: boolean;
}

/**
 * Looks at wallets once more before money leaves: hours can lie between the freeze and the sending, and whoever took over a
 * phone changes the wallet first.
 */
@Injectable()
export class PayoutRecipients {
  constructor(
    private readonly flow: PayoutFlow,
    private readonly rails: PayoutRails,
  ) {}

  /**
   * Those of the payouts whose wallet is the one that was frozen and may be paid to; wallets stay as they are until the end
   * of the transaction. Every other payout is cancelled, and what it had reserved is the payee's again; one that an earlier
   * request may still pay waits until that is over.
   *
   * @param lines the payouts as they would leave
   */
  async admit(tx: Tx, payouts: readonly Payout[], lines: readonly Line[]): Promise<Payout[]> {
    const wallets = await lockWallets(tx, payouts);
    const frozen = new Map(lines.map(({ reference, destination }) => [reference, destination]));
    const admitted: Payout[] = [];
    for (const payout of payouts) {
      const objection = await this.objection(payout, frozen.get(payout.reference), wallets.get(keyOf(payout)));
      if (objection) await this.flow.giveBack(tx, payout.id, objection, 'recipient');
      else admitted.push(payout);
    }
    return admitted;
  }

  private async objection(payout: Payout, frozen?: WalletDestination, wallet?: Wallet): Promise<Ending | undefined> {
    if (!frozen || !wallet?.destination) return ending('WALLET_GONE', 'there is no wallet to pay to any more');
    const now = await this.rails.openPayee(wallet, wallet.destination);
    const isSame =
      wallet.rail === payout.rail &&
      wallet.network === payout.network &&
      now.account === frozen.account &&
      now.holderName === frozen.holderName;
    if (!isSame) return ending('WALLET_CHANGED', 'the wallet was changed after the payout was frozen');
    if (wallet.isContradicted) return ending('LATE_SUCCESS', 'an earlier payout may have reached them after all');
    if (!wallet.isCooling) return undefined;
    return ending('WALLET_HELD', `nothing is paid to the wallet before ${wallet.payableAfter!.toISOString()}`);
  }
}

async function lockWallets(tx: Tx, payouts: readonly Payout[]): Promise<ReadonlyMap<string, Wallet>> {
  const payees = payouts.map(({ payeeKind: kind, payeeId: id }) => ({ kind, id }));
  const among = sql`
    (w.kind, w.id) IN (SELECT x.kind, x.id FROM json_to_recordset(${JSON.stringify(payees)}) AS x (kind text, id uuid))`;
  await tx.execute(sql`SELECT FROM settlement.payees w WHERE ${among} ORDER BY w.kind, w.id FOR SHARE`);
  const rows = await tx.rows<Wallet>(sql`
    SELECT kind, id, rail, provider AS network, destination, payable_after AS "payableAfter",
      coalesce(payable_after > now(), false) AS "isCooling", ${isContradicted(sql`w.kind`, sql`w.id`)} AS "isContradicted"
    FROM settlement.payees w WHERE ${among}`);
  return new Map(rows.map((row) => [`${row.kind}:${row.id}`, row]));
}

const keyOf = ({ payeeKind, payeeId }: Payout): string => `${payeeKind}:${payeeId}`;

const ending = (code: string, message: string): Ending => ({ to: 'CANCELLED', code, message });
