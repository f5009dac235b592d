import { Injectable } from '@nestjs/common';
import { Database, type Queryable, sql } from '@pakashop/platform';
import { needsFactor } from '../auth/auth.permissions.js';
import type { SecondFactor } from '../auth/auth.proofs.js';
import { Grants } from '../users/users.grants.js';

export interface Enrolment {
  /** The person has set up a second factor, even if it cannot be used at the moment. */
  readonly isEnrolled: boolean;
  /** What they can prove themselves with now. */
  readonly methods: readonly SecondFactor[];
}

interface Row {
  readonly kinds: readonly SecondFactor[];
  readonly usable: readonly SecondFactor[];
  readonly hasCodes: boolean;
}

/** Which second factors people have. */
@Injectable()
export class FactorMethods {
  constructor(
    private readonly db: Database,
    private readonly grants: Grants,
  ) {}

  /** One of the person's roles, on whatever surface, is used with a second factor only. */
  async areDemanded(userId: string, queryable: Queryable = this.db): Promise<boolean> {
    return needsFactor(await this.grants.of(userId, queryable));
  }

  /** A factor by message is usable as long as the contact is verified; recovery codes as long as one is left. */
  async of(userId: string, queryable: Queryable = this.db): Promise<Enrolment> {
    const { kinds, usable, hasCodes } = await queryable.one<Row>(sql`
      SELECT coalesce(array_agg(f.kind), '{}') AS kinds,
        coalesce(array_agg(f.kind ORDER BY f.kind = 'totp' DESC, f.kind DESC) FILTER (WHERE CASE f.kind
          WHEN 'sms' THEN u.phone_verified_at IS NOT NULL WHEN 'email' THEN u.email_verified_at IS NOT NULL
          ELSE true END), '{}') AS usable,
        EXISTS (SELECT FROM backend.recovery_codes r WHERE r.user_id = ${userId} AND r.used_at IS NULL) AS "hasCodes"
      FROM backend.factors f JOIN backend.users u ON u.id = f.user_id
      WHERE f.user_id = ${userId} AND f.activated_at IS NOT NULL`);
    const isEnrolled = kinds.length > 0;
    return { isEnrolled, methods: isEnrolled && hasCodes ? [...usable, 'recovery'] : usable };
  }
}
