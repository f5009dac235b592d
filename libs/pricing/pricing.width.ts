import { Injectable } from '@nestjs/common';
import { join, type Queryable, sql, type Sql } from '@pakashop/platform';
import { pricingProblems } from './pricing.errors.js';
import type { Change, Latest } from './pricing.rules.input.js';
import { narrowing, type Scope } from './pricing.scopes.rules.js';

/** A rule that reaches a larger part of the accepted lines than this needs its author's word that it is meant. */
const WIDE = 0.2;
/** But fewer lines than that are never many. */
const MANY = 100;

interface Reach {
  readonly all: number;
  readonly matches: number;
}

/**
 * Keeps rules from matching more than they seem to be meant for. Counted are the lines accepted in the last 30 whole days
 * (shop orders where the rule is about deliveries, whatever their provinces), so that the count stays the same all day.
 */
@Injectable()
export class RuleWidth {
  /** @throws Problem pricing.too_wide with the count that the author must confirm */
  async check(db: Queryable, change: Change, before: Scope | undefined): Promise<void> {
    if (change.act === 'END') return;
    const { rule, confirmMatches } = change;
    const reach = await reachOf(db, rule, isForAll(rule) ? undefined : before);
    const { all, matches } = reach;
    if (confirmMatches === matches || (confirmMatches === undefined && !isWide(rule, reach))) return;
    throw pricingProblems.tooWide(
      `It would reach ${matches} of the ${all} lines of the last 30 days anew. If that is meant, send confirmMatches: ${matches}.`,
      { extra: { matches, of: all } },
    );
  }

  /**
   * Whether one person may make a change: of all that the rule matched or will match, for other terms are as much of a
   * change as a wider scope.
   *
   * @throws Problem pricing.needs_proposal
   */
  async assertNarrow(db: Queryable, change: Change, before: Latest | undefined): Promise<void> {
    for (const rule of [before, change.act === 'END' ? undefined : change.rule]) {
      if (!rule) continue;
      const reach = await reachOf(db, rule);
      if (!isWide(rule, reach)) continue;
      const { all, matches } = reach;
      throw pricingProblems.needsProposal(
        `It is about ${matches} of the ${all} lines of the last 30 days. Propose it with POST /pricing/proposals, for somebody else to approve.`,
        { extra: { matches, of: all } },
      );
    }
  }
}

const isForAll = (rule: Scope): boolean => narrowing(rule).length === 0;

const isWide = (rule: Scope, { all, matches }: Reach): boolean =>
  isForAll(rule) || (matches >= MANY && matches > all * WIDE);

/** How many lines a scope matches that the one before did not. */
function reachOf(db: Queryable, rule: Scope & { readonly kind: string }, before?: Scope): Promise<Reach> {
  const counted = ['COMMISSION', 'MARKUP'].includes(rule.kind) ? sql`a.line_id` : sql`a.shop_order_id`;
  const anew = before ? sql`${fits(rule)} AND NOT (${fits(before)})` : fits(rule);
  return db.one<Reach>(sql`
    SELECT count(DISTINCT ${counted})::int AS "all", (count(DISTINCT ${counted}) FILTER (WHERE ${anew}))::int AS matches
    FROM pricing.accepted_quotes a
    WHERE a.accepted_at >= date_trunc('day', now(), 'UTC') - interval '30 days' AND a.accepted_at < date_trunc('day', now(), 'UTC')`);
}

const fits = ({ shopId, categoryId, productId }: Scope): Sql =>
  join(
    [
      sql`true`,
      ...(shopId ? [sql`a.shop_id = ${shopId}`] : []),
      ...(categoryId ? [sql`a.category_id IS NOT DISTINCT FROM ${categoryId}::uuid`] : []),
      ...(productId ? [sql`a.product_id = ${productId}`] : []),
    ],
    ' AND ',
  );
