import { Injectable } from '@nestjs/common';
import { Database, none, type Queryable, sql, type Sql } from '@pakashop/platform';
import type { Omission, PayeeRef, Rail } from './payouts.kinds.js';
import type { NetworkState } from './payouts.rail.js';
import { PayoutRails } from './payouts.rails.js';
import type { Scope } from './payouts.record.js';

/** Somebody with earnings that no payout has settled, as far as they can be paid now. */
export interface Due extends PayeeRef {
  /** Ngwee; what is owed back is taken off, so it may be negative. */
  readonly amount: number;
  readonly earnings: number;
  readonly minimum: number;
  readonly rail: Rail | null;
  readonly network: string | null;
  /** Sealed. */
  readonly destination: string | null;
  readonly isCooling: boolean;
  readonly hasOpenPayout: boolean;
  /** A payout that counts as failed may have reached them. */
  readonly isContradicted: boolean;
}

/**
 * Earnings `e` that a payout would settle now: what is available and not frozen, and all that is owed back, whenever that
 * falls due, since nobody is paid what they have to give back.
 */
export const UNSETTLED: Sql = sql`(e.amount < 0 OR (e.available_at <= now() AND NOT e.frozen))
  AND NOT EXISTS (SELECT FROM settlement.payout_items i WHERE i.earning_id = e.id AND i.live)`;

/** The rules of a payee's class; a shop's class is the one that was told last. */
const POLICY: Sql = sql`
  SELECT r.payout_minimum, r.payout_every FROM settlement.policies r
  WHERE r.class = CASE d.kind WHEN 'SHOP' THEN coalesce(
    (SELECT c.class FROM settlement.payee_classes c WHERE c.id = d.id), 'STANDARD') ELSE d.kind END`;

const inScope = ({ every, payees }: Scope): Sql => sql`
  ${every ? sql`AND r.payout_every = ${every}` : none}
  ${payees ? sql`AND (d.kind, d.id) IN (SELECT x.kind, x.id FROM json_to_recordset(${JSON.stringify(payees)}) AS x (kind text, id uuid))` : none}`;

/**
 * Whether a provider says that a payout of somebody arrived which we count as failed, and nobody has decided about it yet.
 * Until then nothing more is paid to them: it may be paid already.
 */
export const isContradicted = (kind: Sql, id: Sql): Sql => sql`EXISTS (
  SELECT FROM settlement.payout_breaks k JOIN settlement.payouts c ON c.id = k.payout_id
  WHERE k.kind = 'LATE_SUCCESS' AND k.state <> 'RESOLVED' AND c.payee_kind = ${kind} AND c.payee_id = ${id})`;

/** Everybody with unsettled earnings, by kind and id. */
export function dueIn(db: Queryable, scope: Scope, limit: number, after?: PayeeRef): Promise<Due[]> {
  return db.rows(sql`
    WITH d AS (
      SELECT e.payee_kind AS kind, e.payee_id AS id, sum(e.amount)::bigint AS amount, count(*)::int AS earnings
      FROM settlement.earnings e
      WHERE e.currency = 'ZMW' AND ${UNSETTLED}
        ${after ? sql`AND (e.payee_kind, e.payee_id) > (${after.kind}, ${after.id}::uuid)` : none}
      GROUP BY 1, 2)
    SELECT d.kind, d.id, d.amount, d.earnings, r.payout_minimum AS minimum, p.rail, p.provider AS network,
      nullif(p.destination, '') AS destination, coalesce(p.payable_after > now(), false) AS "isCooling",
      EXISTS (SELECT FROM settlement.payouts o WHERE o.payee_kind = d.kind AND o.payee_id = d.id
              AND o.state IN ('CREATED', 'RESERVED', 'SENT', 'PENDING', 'UNKNOWN')) AS "hasOpenPayout",
      ${isContradicted(sql`d.kind`, sql`d.id`)} AS "isContradicted"
    FROM d LEFT JOIN settlement.payees p ON p.kind = d.kind AND p.id = d.id
    CROSS JOIN LATERAL (${POLICY}) r
    WHERE true ${inScope(scope)}
    ORDER BY d.kind, d.id LIMIT ${limit}`);
}

/** Chooses who is paid, and says of everybody else why not. */
@Injectable()
export class PayoutSelection {
  constructor(
    private readonly db: Database,
    private readonly rails: PayoutRails,
  ) {}

  due(scope: Scope, limit: number, after?: PayeeRef): Promise<Due[]> {
    return dueIn(this.db, scope, limit, after);
  }

  /** Why somebody is not paid now; undefined when they are. */
  async omission(due: Due): Promise<Omission | undefined> {
    const own = omissionOf(due);
    if (own) return own;
    const { rail, network } = due;
    if (this.rails.offering(rail!, network!).length === 0) return 'NO_RAIL';
    return outOfLimits(due, await this.rails.limits(rail!, network!));
  }
}

/** What speaks against paying, the most telling first; limits of providers apart. */
export function omissionOf(due: Due): Omission | undefined {
  if (due.hasOpenPayout) return 'OPEN_PAYOUT';
  if (due.isContradicted) return 'LATE_SUCCESS';
  if (due.amount <= 0) return 'NOTHING_DUE';
  if (due.amount < due.minimum) return 'BELOW_MINIMUM';
  if (due.rail === null || due.destination === null) return 'NO_WALLET';
  return due.isCooling ? 'COOLING_OFF' : undefined;
}

/** Limits that the provider did not tell are looked at again before anything is sent. */
function outOfLimits({ amount }: Due, limits?: NetworkState): Omission | undefined {
  if (amount < (limits?.min ?? 0)) return 'BELOW_PROVIDER_LIMIT';
  return amount > (limits?.max ?? Number.MAX_SAFE_INTEGER) ? 'ABOVE_PROVIDER_LIMIT' : undefined;
}
