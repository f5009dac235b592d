import { Injectable } from '@nestjs/common';
import {
  cursorNumber,
  Database,
  money,
  none,
  olderThan,
  type PageQuery,
  type Queryable,
  sql,
  toPage,
} from '@pakashop/platform';
import { pricingProblems as problems } from './pricing.errors.js';
import type {
  ProposalList,
  ProposalsQuery,
  ProposalState,
  ProposalView,
  SimulatedShopList,
  SimulatedShopView,
  SimulationView,
} from './pricing.proposals.dto.js';
import type { RuleChange } from './pricing.rules.dto.js';
import type { RuleKind } from './pricing.scopes.rules.js';

interface Sums {
  readonly orders: number;
  readonly goods: number;
  readonly charged: number;
  readonly now: number;
  readonly then: number;
}

interface SimulationRow extends Sums {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly isDone: boolean;
  readonly isCurrent: boolean;
  readonly notSimulated: RuleKind[];
  readonly shops: number;
}

interface ProposalRow {
  readonly id: string;
  readonly state: ProposalState;
  readonly reason: string;
  readonly changes: RuleChange[];
  readonly proposedBy: string;
  readonly decidedBy: string | null;
  readonly decision: string | null;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
  readonly simulation: SimulationRow | null;
}

/** Kinds of a proposal's changes that no simulation shows; the kind of what ends is in its rule. */
export const NOT_SIMULATED = sql`ARRAY(
  SELECT DISTINCT coalesce(c.change -> 'rule' ->> 'kind',
    (SELECT r.kind FROM pricing.rules r WHERE r.id = (c.change ->> 'ruleId')::uuid LIMIT 1)) AS kind
  FROM jsonb_array_elements(p.changes) AS c (change)
  EXCEPT SELECT 'COMMISSION' ORDER BY kind)`;

const SIMULATION = sql`
  SELECT json_build_object('id', s.id, 'from', s.from_at, 'to', s.to_at, 'isDone', s.done_at IS NOT NULL,
    'isCurrent', coalesce(s.revision = (SELECT revision FROM pricing.rulebook), false), 'shops', count(r.shop_id),
    'notSimulated', ${NOT_SIMULATED},
    'orders', coalesce(sum(r.orders), 0), 'goods', coalesce(sum(r.goods), 0),
    'charged', coalesce(sum(r.commission_charged), 0), 'now', coalesce(sum(r.commission_now), 0),
    'then', coalesce(sum(r.commission_then), 0))
  FROM pricing.simulations s LEFT JOIN pricing.simulated_shops r ON r.simulation_id = s.id
  WHERE s.proposal_id = p.id GROUP BY s.id ORDER BY s.id DESC LIMIT 1`;

const PROPOSAL = sql`
  SELECT p.id, p.state, p.reason, p.changes, p.proposed_by AS "proposedBy", p.decided_by AS "decidedBy", p.decision,
    p.created_at AS "createdAt", p.decided_at AS "decidedAt", (${SIMULATION}) AS simulation
  FROM pricing.proposals p`;

/** Proposals and what came out of their simulations, as people read them. */
@Injectable()
export class ProposalReads {
  constructor(private readonly db: Database) {}

  /** @throws Problem pricing.proposal_not_found */
  async one(db: Queryable, id: string): Promise<ProposalView> {
    const row = await db.maybe<ProposalRow>(sql`${PROPOSAL} WHERE p.id = ${id}`);
    if (!row) throw problems.proposalNotFound('List them with GET /pricing/proposals.');
    return viewOf(row);
  }

  /** @throws Problem pricing.proposal_not_found */
  read(id: string): Promise<ProposalView> {
    return this.one(this.db, id);
  }

  async list({ state, limit, cursor }: ProposalsQuery): Promise<ProposalList> {
    const rows = await this.db.rows<ProposalRow>(sql`
      ${PROPOSAL} WHERE true ${state ? sql`AND p.state = ${state}` : none} ${olderThan(cursor, sql`p.id`)}
      ORDER BY p.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, ({ id }) => [id], viewOf);
  }

  /** The shops of the newest simulation of a proposal, those with the largest change first. */
  async shops(proposalId: string, { limit, cursor }: PageQuery): Promise<SimulatedShopList> {
    await this.read(proposalId);
    const rows = await this.db.rows<Sums & { n: number; shopId: string; currency: string }>(sql`
      SELECT * FROM (
        SELECT shop_id AS "shopId", currency, orders, goods, commission_charged AS charged, commission_now AS now,
          commission_then AS "then",
          row_number() OVER (ORDER BY abs(commission_then - commission_now) DESC, shop_id, currency)::int AS n
        FROM pricing.simulated_shops WHERE simulation_id = (
          SELECT id FROM pricing.simulations WHERE proposal_id = ${proposalId} ORDER BY id DESC LIMIT 1)) shops
      WHERE true ${cursor === undefined ? none : sql`AND n > ${cursorNumber(cursor)}`} ORDER BY n LIMIT ${limit + 1}`);
    return toPage(
      rows,
      limit,
      ({ n }) => [n],
      ({ shopId, orders, currency, ...sums }): SimulatedShopView => ({ shopId, orders, ...figures(sums, currency) }),
    );
  }
}

const viewOf = ({ simulation, createdAt, decidedAt, ...row }: ProposalRow): ProposalView => ({
  ...row,
  createdAt: createdAt.toISOString(),
  decidedAt: decidedAt?.toISOString() ?? null,
  simulation: simulation && simulationOf(simulation),
});

const simulationOf = ({ from, to, goods, charged, now, then, ...row }: SimulationRow): SimulationView => ({
  ...row,
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
  ...figures({ goods, charged, now, then }, 'ZMW'),
});

const figures = ({ goods, charged, now, then }: Omit<Sums, 'orders'>, currency: string) => ({
  goods: money(goods, currency),
  commissionCharged: money(charged, currency),
  commissionNow: money(now, currency),
  commissionThen: money(then, currency),
  difference: then - now,
});
