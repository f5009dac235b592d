import { Injectable } from '@nestjs/common';
import { Database, sql } from '@pakashop/platform';
import { masked } from './factors.contacts.js';
import type { FactorKind, FactorList, FactorView } from './factors.dto.js';

export interface FactorRow {
  readonly id: string;
  readonly kind: FactorKind;
  readonly phone: string | null;
  readonly email: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** The second factors of a person, as they see them. Secrets and codes are never among them. */
@Injectable()
export class FactorViews {
  constructor(private readonly db: Database) {}

  async of(userId: string): Promise<FactorList> {
    const rows = await this.db.rows<FactorRow>(sql`
      SELECT f.id, f.kind, u.phone, u.email, f.created_at AS "createdAt", f.last_used_at AS "lastUsedAt"
      FROM backend.factors f JOIN backend.users u ON u.id = f.user_id
      WHERE f.user_id = ${userId} AND f.activated_at IS NOT NULL ORDER BY f.created_at, f.id`);
    const { left } = await this.db.one<{ left: number }>(sql`
      SELECT count(*) AS left FROM backend.recovery_codes WHERE user_id = ${userId} AND used_at IS NULL`);
    return { data: rows.map(viewOf), nextCursor: null, recoveryCodesLeft: left };
  }
}

export function viewOf({ id, kind, phone, email, createdAt, lastUsedAt }: FactorRow): FactorView {
  const contact = { totp: null, sms: phone, email }[kind];
  return {
    id,
    kind,
    contact: contact && masked(contact),
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
