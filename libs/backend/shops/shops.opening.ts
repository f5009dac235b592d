import { Injectable } from '@nestjs/common';
import { newId, sql, type Tx } from '@pakashop/platform';
import type { Province } from '@pakashop/pricing';
import { beginning } from '../transitions.js';
import { Grants } from '../users/users.grants.js';
import { LEAD, type ShopKind } from './shops.rules.js';
import { withFreeSlug } from './shops.slug.js';

export interface NewShop {
  readonly ownerId: string;
  readonly kind: ShopKind;
  readonly name: string;
  readonly description: string;
  readonly province: Province;
  readonly town: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

/** Opens shops. Nobody opens their own: an approved application does, see applications.approval.ts. */
@Injectable()
export class ShopOpening {
  constructor(private readonly grants: Grants) {}

  /**
   * Opens a shop; its owner may run it from the same moment.
   *
   * @throws Problem users.roles_clash when the owner's roles exclude it
   */
  async open(tx: Tx, shop: NewShop): Promise<{ id: string; slug: string }> {
    const opened = await withFreeSlug(shop.name, 'shop', (slug) =>
      tx.maybe<{ id: string; slug: string }>(sql`
        INSERT INTO backend.shops (id, owner_id, slug, kind, name, description, province, town, latitude, longitude)
        VALUES (${newId()}, ${shop.ownerId}, ${slug}, ${shop.kind}, ${shop.name}, ${shop.description}, ${shop.province},
                ${shop.town}, ${shop.latitude ?? null}, ${shop.longitude ?? null})
        ON CONFLICT (slug) DO NOTHING RETURNING id, slug`),
    );
    await tx.execute(beginning([['shop', opened.id]], 'ACTIVE', 'opened'));
    await this.grants.give(tx, {
      userId: shop.ownerId,
      role: LEAD[shop.kind],
      scope: 'shop',
      scopeId: opened.id,
      grantedBy: 'system:shop opened',
    });
    return opened;
  }
}
