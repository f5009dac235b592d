import { Injectable } from '@nestjs/common';
import { type Actor, Database, newId, type Queryable, sql } from '@pakashop/platform';
import type { ConsentView, SetConsent } from './privacy.dto.js';
import type { ConsentKind } from './privacy.rules.js';

type ConsentRow = Omit<ConsentView, 'at'> & { readonly at: Date };

/** What people agreed to. The last word of a kind counts; none of them is ever changed. */
@Injectable()
export class Consents {
  constructor(private readonly db: Database) {}

  /** The last word of each kind. */
  async current(userId: string): Promise<ConsentView[]> {
    const rows = await this.db.rows<ConsentRow>(sql`
      SELECT DISTINCT ON (kind) kind, given, version, at FROM backend.consents WHERE user_id = ${userId}
      ORDER BY kind, id DESC`);
    return rows.map(consentView);
  }

  /** Writes down what somebody agreed to, or takes back, when and from where. Saying the same again adds nothing. */
  async set(
    { userId, client, address }: Actor,
    kind: ConsentKind,
    { given, version }: SetConsent,
  ): Promise<ConsentView[]> {
    await this.db.execute(sql`
      INSERT INTO backend.consents (id, user_id, kind, version, given, client, address)
      SELECT ${newId()}, ${userId}, ${kind}, ${version}, ${given}, ${client ?? null}, ${address ?? null}
      WHERE NOT EXISTS (
        SELECT FROM (SELECT c.version, c.given FROM backend.consents c WHERE c.user_id = ${userId} AND c.kind = ${kind}
          ORDER BY c.id DESC LIMIT 1) last
        WHERE last.version = ${version} AND last.given = ${given})`);
    return this.current(userId!);
  }
}

/** Everything that somebody said, the newest first. */
export async function allConsents(db: Queryable, userId: string): Promise<ConsentView[]> {
  const rows = await db.rows<ConsentRow>(
    sql`SELECT kind, given, version, at FROM backend.consents WHERE user_id = ${userId} ORDER BY id DESC LIMIT 500`,
  );
  return rows.map(consentView);
}

const consentView = ({ at, ...row }: ConsentRow): ConsentView => ({ ...row, at: at.toISOString() });
