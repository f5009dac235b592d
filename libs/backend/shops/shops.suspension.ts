import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Database, sql, type Tx } from '@pakashop/platform';
import { CatalogueNews } from '../products/products.news.js';
import { move } from '../transitions.js';
import type { OwnShop } from './shops.dto.js';
import { shopsProblems as problems } from './shops.errors.js';
import { ShopNotices } from './shops.notices.js';
import { OWN_STATES, type ShopState } from './shops.rules.js';
import { ownView, SHOP, type ShopRow } from './shops.view.js';

interface Change {
  readonly act: 'shop_suspended' | 'shop_reinstated';
  readonly from: ShopState;
  readonly to: ShopState;
  readonly why: string;
}

/**
 * Takes shops out of the marketplace and lets them in again. Buyers lose sight of a suspended shop at once; orders that it
 * has go on.
 */
@Injectable()
export class ShopSuspension {
  constructor(
    private readonly db: Database,
    private readonly news: CatalogueNews,
    private readonly notices: ShopNotices,
  ) {}

  /** @throws Problem shops.not_found, shops.own, shops.suspended when it is so already */
  suspend(actor: Actor, id: string, why: string, claim: Claim): Promise<OwnShop> {
    return this.db.transaction(async (tx) => {
      const from = await hold(tx, actor, id);
      const moved = await move(tx, { machine: 'shop', id, from: OWN_STATES, to: 'SUSPENDED', cause: 'suspended' });
      if (!moved) throw problems.suspended('It can be reinstated.');
      return this.finish(tx, id, { act: 'shop_suspended', from, to: 'SUSPENDED', why }, claim);
    });
  }

  /** Puts the shop back to what it was before. @throws Problem shops.not_found, shops.own, shops.not_suspended */
  reinstate(actor: Actor, id: string, why: string, claim: Claim): Promise<OwnShop> {
    return this.db.transaction(async (tx) => {
      const from = await hold(tx, actor, id);
      const to = await stateBefore(tx, id);
      const moved = to && (await move(tx, { machine: 'shop', id, from: ['SUSPENDED'], to, cause: 'reinstated' }));
      if (!moved) throw problems.notSuspended(`The shop is ${from}.`);
      return this.finish(tx, id, { act: 'shop_reinstated', from, to, why }, claim);
    });
  }

  private async finish(tx: Tx, id: string, { act, from, to, why }: Change, claim: Claim): Promise<OwnShop> {
    const more = { before: { status: from }, after: { status: to }, why };
    await audit(tx, { act, subject: 'shop', subjectId: id, ...more });
    await this.news.announce(tx, 'all');
    await this.notices.send(tx, act, id);
    const view = ownView(await tx.one<ShopRow>(sql`SELECT ${SHOP} FROM backend.shops s WHERE s.id = ${id}`));
    await claim.answer(tx, 200, view);
    return view;
  }
}

/** Holds a shop in which the member of staff does not work. */
async function hold(tx: Tx, { userId }: Actor, id: string): Promise<ShopState> {
  const row = await tx.maybe<{ status: ShopState; isOwn: boolean }>(sql`
    SELECT s.status, s.owner_id = ${userId} OR EXISTS (
      SELECT FROM backend.role_grants g
      WHERE g.user_id = ${userId} AND g.scope = 'shop' AND g.scope_id = s.id AND g.revoked_at IS NULL) AS "isOwn"
    FROM backend.shops s WHERE s.id = ${id} FOR NO KEY UPDATE OF s`);
  if (!row) throw problems.notFound('GET /staff/shops lists them all.');
  if (row.isOwn) throw problems.ownShop('Somebody else has to do this.');
  return row.status;
}

/** The state in which the last suspension found the shop. */
async function stateBefore(tx: Tx, id: string): Promise<ShopState | undefined> {
  const last = await tx.maybe<{ state: ShopState }>(sql`
    SELECT from_state AS state FROM backend.transitions
    WHERE machine = 'shop' AND subject_id = ${id} AND to_state = 'SUSPENDED' ORDER BY seq DESC LIMIT 1`);
  return last?.state;
}
