import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Database, sql } from '@pakashop/platform';
import type { ShopClass } from '../delivery/delivery.events.js';
import type { ClassifyShop, OwnShop } from './shops.dto.js';
import { shopsProblems as problems } from './shops.errors.js';
import { ownView, SHOP, type ShopRow } from './shops.view.js';

/** How far shops are trusted with their money: staff says so. */
@Injectable()
export class ShopClasses {
  constructor(private readonly db: Database) {}

  /** What is delivered from now on is held and paid out by the new class. @throws Problem shops.not_found, shops.own */
  set(actor: Actor, id: string, input: ClassifyShop, claim: Claim): Promise<OwnShop> {
    const { userId } = actor;
    return this.db.transaction(async (tx) => {
      const was = await tx.maybe<{ class: ShopClass; isOwn: boolean }>(sql`
        SELECT s.class, s.owner_id = ${userId} OR EXISTS (
          SELECT FROM backend.role_grants g
          WHERE g.user_id = ${userId} AND g.scope = 'shop' AND g.scope_id = s.id AND g.revoked_at IS NULL) AS "isOwn"
        FROM backend.shops s WHERE s.id = ${id} FOR NO KEY UPDATE OF s`);
      if (!was) throw problems.notFound('GET /staff/shops lists them all.');
      if (was.isOwn) throw problems.ownShop('Somebody else has to do this.');
      const row = await tx.one<ShopRow>(sql`
        UPDATE backend.shops s SET class = ${input.class} WHERE s.id = ${id} RETURNING ${SHOP}`);
      const change = { before: { class: was.class }, after: { class: input.class }, why: input.reason };
      await audit(tx, { act: 'shop_classified', subject: 'shop', subjectId: id, ...change });
      const view = ownView(row);
      await claim.answer(tx, 200, view);
      return view;
    });
  }
}
