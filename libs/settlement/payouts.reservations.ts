import { Injectable } from '@nestjs/common';
import {
  checkViolation,
  Database,
  maskId,
  maskPhone,
  newId,
  sql,
  type Sql,
  type Tx,
  uniqueViolation,
} from '@pakashop/platform';
import { lockBalances } from './balance.locks.js';
import { payableAccount } from './ledger.accounts.js';
import { LedgerService } from './ledger.service.js';
import type { Omission } from './payouts.kinds.js';
import { beginning } from './payouts.moves.js';
import { payoutReserved } from './payouts.postings.js';
import { PayoutRails } from './payouts.rails.js';
import { batchById, type BatchRow, payoutById } from './payouts.record.js';
import { type Due, isContradicted, UNSETTLED } from './payouts.selection.js';
import { followPayout, lockReleased } from './settlement.payouts.js';
import type { Settlement } from './settlement.rules.js';

/** Another payout of the payee, of an earning, or in place of the dead one was faster. */
const TAKEN = new Set(['payouts_open_key', 'payout_items_live_key', 'payouts_replaces_id_key']);

type Wallet = Pick<Due, 'rail' | 'network' | 'destination' | 'isCooling' | 'isContradicted'>;

/** Takes what a payee is due out of their balance and makes a payout of it. */
@Injectable()
export class PayoutReservations {
  constructor(
    private readonly db: Database,
    private readonly ledger: LedgerService,
    private readonly rails: PayoutRails,
  ) {}

  /**
   * Reserves what a payee is due: a payout with the earnings that it settles, and the money out of their balance, together.
   *
   * @returns why not, when somebody else was faster or the books do not agree
   */
  async reserve(batch: BatchRow, due: Due): Promise<Omission | undefined> {
    try {
      return await this.db.transaction((tx) => this.reserveIn(tx, batch, due));
    } catch (error) {
      const taken = uniqueViolation(error);
      if (taken !== undefined && TAKEN.has(taken)) return 'OPEN_PAYOUT';
      if (checkViolation(error) === 'ledger_overdraft_check') return 'LEDGER_DISAGREES';
      throw error;
    }
  }

  private async reserveIn(tx: Tx, { id: batchId, scope }: BatchRow, due: Due): Promise<Omission | undefined> {
    const batch = await batchById(tx, batchId, sql`FOR SHARE`);
    if (batch?.state !== 'DRAFT') return undefined;
    const wallet = await holdWallet(tx, due);
    if (typeof wallet === 'string') return wallet;
    if (wallet.isContradicted) return 'LATE_SUCCESS';
    if (await isBeingPaid(tx, due)) return 'OPEN_PAYOUT';
    const released = await lockReleased(tx, sql`SELECT e.shop_order_id ${releasesOf(due)}`);
    // What a refund takes off the balance at this moment is an earning that must be seen.
    await lockBalances(tx, [payableAccount(due, 'ZMW')]);
    const earnings = await tx.rows<{ id: string; amount: number }>(sql`
      SELECT e.id, e.amount FROM settlement.earnings e
      WHERE e.payee_kind = ${due.kind} AND e.payee_id = ${due.id} AND e.currency = 'ZMW' AND ${UNSETTLED}
        AND ${isInHand(released)}
      ORDER BY e.id FOR NO KEY UPDATE`);
    const amount = earnings.reduce((sum, earning) => sum + earning.amount, 0);
    if (amount <= 0) return 'NOTHING_DUE';
    if (amount < due.minimum) return 'BELOW_MINIMUM';
    const id = newId();
    await this.insert(tx, id, batchId, { ...due, ...wallet, amount }, scope.replaces);
    await tx.execute(sql`
      INSERT INTO settlement.payout_items (payout_id, earning_id, amount)
      SELECT ${id}::uuid, x.id, x.amount FROM json_to_recordset(${JSON.stringify(earnings)}) AS x (id uuid, amount bigint)`);
    await followPayout(tx, id, 'reserved');
    await this.ledger.post(tx, payoutReserved((await payoutById(tx, id))!));
    return undefined;
  }

  private async insert(tx: Tx, id: string, batchId: string, due: Due, replaces?: string): Promise<void> {
    const destination = await this.rails.openPayee(due, due.destination!);
    const [rail] = this.rails.offering(due.rail!, due.network!);
    const masked = due.rail === 'BANK' ? maskId(destination.account) : maskPhone(destination.account);
    await tx.execute(sql`
      WITH history AS (${beginning('payout', id, ['CREATED', 'RESERVED'], 'frozen')})
      INSERT INTO settlement.payouts (id, batch_id, payee_kind, payee_id, state, moves, amount, currency, rail, network,
        destination, masked, provider, reference, replaces_id)
      VALUES (${id}, ${batchId}, ${due.kind}, ${due.id}, 'RESERVED', 2, ${due.amount}, 'ZMW', ${due.rail}, ${due.network},
        ${await this.rails.seal(id, destination)}, ${masked}, ${rail!.name}, ${rail!.newReference(id)}, ${replaces ?? null})`);
  }
}

/**
 * The wallet as it is until the payout is frozen, or why nothing is paid to it after all. Whoever writes down that an
 * earlier payout has arrived after all takes the same row, so that it is seen here or comes after.
 */
async function holdWallet(tx: Tx, { kind, id, rail, network }: Due): Promise<Wallet | Omission> {
  const payee = sql`w.kind = ${kind} AND w.id = ${id}`;
  await tx.execute(sql`SELECT FROM settlement.payees w WHERE ${payee} FOR SHARE`);
  const wallet = await tx.maybe<Wallet>(sql`
    SELECT rail, provider AS network, nullif(destination, '') AS destination, payable_after > now() AS "isCooling",
      ${isContradicted(sql`w.kind`, sql`w.id`)} AS "isContradicted"
    FROM settlement.payees w WHERE ${payee}`);
  if (!wallet?.destination) return 'NO_WALLET';
  const isOther = wallet.rail !== rail || wallet.network !== network;
  return isOther || wallet.isCooling ? 'COOLING_OFF' : wallet;
}

/** Earnings `e` that the payee has by releases and that a payout would settle now. */
const releasesOf = ({ kind, id }: Due): Sql => sql`
  FROM settlement.earnings e WHERE e.payee_kind = ${kind} AND e.payee_id = ${id} AND e.kind = 'RELEASE' AND ${UNSETTLED}`;

/** What was released since the shop orders were taken in hand is for the next payout. */
const isInHand = (released: readonly Settlement[]): Sql => sql`
  (e.kind <> 'RELEASE' OR e.shop_order_id IS NULL
    OR e.shop_order_id = ANY(${released.map(({ shopOrderId }) => shopOrderId)}::uuid[]))`;

/** Waits for a payout that is ending at this moment. */
const isBeingPaid = async (tx: Tx, { kind, id }: Due): Promise<boolean> =>
  (await tx.maybe(sql`
    SELECT FROM settlement.payouts WHERE payee_kind = ${kind} AND payee_id = ${id}
      AND state IN ('CREATED', 'RESERVED', 'SENT', 'PENDING', 'UNKNOWN') FOR SHARE`)) !== undefined;
