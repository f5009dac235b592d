import { Injectable } from '@nestjs/common';
import {
  type Actor,
  checkViolation,
  Database,
  platformProblems,
  type Problem,
  sql,
  type Sql,
} from '@pakashop/platform';
import { CatalogueNews } from '../products/products.news.js';
import type { OwnShop, PlanClosure } from './shops.dto.js';
import { shopsProblems as problems } from './shops.errors.js';
import { covered, ownView, SHOP, type ShopRow } from './shops.view.js';

/** A closure lasts a year at most: who stays away longer pauses the shop. */
const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

/** Planned closures: columns that the queries look at, so that a shop closes and opens without anybody doing anything. */
@Injectable()
export class ShopClosures {
  constructor(
    private readonly db: Database,
    private readonly news: CatalogueNews,
  ) {}

  /** Plans the closure of a shop in the place of the one that was planned. @throws Problem shops.not_found, VAL_001 */
  async plan(actor: Actor, id: string, { from, until, message }: PlanClosure): Promise<OwnShop> {
    const begin = from ? momentOf(from, 'from') : new Date();
    const end = momentOf(until, 'until');
    if (end.getTime() - begin.getTime() > MOST_DAYS * DAY_MS) {
      throw badClosure('until', `must be within ${MOST_DAYS} days`);
    }
    const columns = sql`closed_from = ${from ? sql`${begin}::timestamptz` : sql`now()`},
      closed_until = ${end}, closed_note = ${message ?? ''}`;
    const row = await this.set(actor, id, columns, sql`s.closed_until <= now()`).catch((error: unknown) => {
      throw checkViolation(error) === 'shops_closure_check'
        ? badClosure('until', 'must be after the beginning')
        : error;
    });
    return row;
  }

  /** Takes a planned closure back, or ends the one that lasts. @throws Problem shops.not_found */
  cancel(actor: Actor, id: string): Promise<OwnShop> {
    return this.set(actor, id, sql`closed_from = NULL, closed_until = NULL, closed_note = ''`, sql`false`);
  }

  private set(actor: Actor, id: string, columns: Sql, isOver: Sql): Promise<OwnShop> {
    return this.db.transaction(async (tx) => {
      const row = await tx.maybe<ShopRow & { isOver: boolean }>(sql`
        UPDATE backend.shops s SET ${columns} WHERE s.id = ${id} AND ${covered(actor, 'shops.write')}
        RETURNING ${SHOP}, ${isOver} AS "isOver"`);
      if (!row) throw problems.notFound('No shop that you run has this id.');
      if (row.isOver) throw badClosure('until', 'must be in the future');
      await this.news.announce(tx, 'all');
      return ownView(row);
    });
  }
}

/** ISO 8601 has more forms than those that name one moment. */
function momentOf(text: string, path: string): Date {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) throw badClosure(path, 'must be a moment like 2026-12-24T18:00:00Z');
  return moment;
}

const badClosure = (path: string, rule: string): Problem =>
  platformProblems.invalid('Correct the fields named in errors and send the request again.', {
    errors: [{ path, message: `${path} ${rule}` }],
  });
