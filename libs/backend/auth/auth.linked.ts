import { Injectable } from '@nestjs/common';
import { audit, Database, platformProblems, sql, type Tx } from '@pakashop/platform';
import { SecurityNotices } from '../messages/messages.notices.js';
import { Suppressions } from '../messages/messages.suppressions.js';
import { authProblems as problems } from './auth.errors.js';
import type { LinkedIdentityView } from './auth.linked.dto.js';

interface Linked {
  readonly issuer: string;
  /** A password, or another account elsewhere. */
  readonly hasOtherWay: boolean;
  /** Verified ones. */
  readonly email: string | null;
  readonly phone: string | null;
}

/** Accounts at other companies in the hands of the person whom they sign in. */
@Injectable()
export class LinkedIdentities {
  constructor(
    private readonly db: Database,
    private readonly suppressions: Suppressions,
    private readonly notices: SecurityNotices,
  ) {}

  /** The oldest first. */
  async of(userId: string): Promise<LinkedIdentityView[]> {
    const rows = await this.db.rows<{ id: string; issuer: string; linkedAt: Date }>(sql`
      SELECT id, issuer, created_at AS "linkedAt" FROM backend.identities
      WHERE user_id = ${userId} ORDER BY created_at, id`);
    return rows.map(({ linkedAt, ...row }) => ({ ...row, linkedAt: linkedAt.toISOString() }));
  }

  /**
   * Lets an account at another company sign the person in no more. Whoever comes from there again with an address that
   * both sides have verified is joined again: that address is a way in by itself.
   *
   * @throws Problem NOT_FOUND, auth.last_way_in
   */
  async unlink(userId: string, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const linked = await hold(tx, userId, id);
      const { issuer } = linked;
      if (!linked.hasOtherWay && !(await this.isReached(linked))) {
        throw problems.lastWayIn('Codes do not reach you: set a password, or confirm another contact first.');
      }
      await tx.execute(sql`DELETE FROM backend.identities WHERE id = ${id}`);
      await audit(tx, { act: 'identity_unlinked', subject: 'user', subjectId: userId, detail: { issuer } });
      await this.notices.send(tx, 'identity_unlinked', userId);
    });
  }

  /** Whether codes and links go somewhere. An account keeps a verified contact, but it may get no messages any more. */
  private async isReached({ email, phone }: Linked): Promise<boolean> {
    const ways = [
      ...(phone
        ? ([
            ['whatsapp', phone],
            ['sms', phone],
          ] as const)
        : []),
      ...(email ? ([['email', email]] as const) : []),
    ];
    const closed = await Promise.all(ways.map(([channel, address]) => this.suppressions.covers(channel, address)));
    return closed.includes(false);
  }
}

/**
 * Holds the person, as whoever changes their contacts does, so that two ways in do not go at once. What is left is read in
 * a statement of its own, which sees what was committed while this one waited.
 */
async function hold(tx: Tx, userId: string, id: string): Promise<Linked> {
  await tx.execute(sql`SELECT FROM backend.users WHERE id = ${userId} FOR NO KEY UPDATE`);
  const linked = await tx.maybe<Linked>(sql`
    SELECT i.issuer, u.password_hash IS NOT NULL
        OR EXISTS (SELECT FROM backend.identities o WHERE o.user_id = i.user_id AND o.id <> i.id) AS "hasOtherWay",
      CASE WHEN u.email_verified_at IS NOT NULL THEN u.email END AS email,
      CASE WHEN u.phone_verified_at IS NOT NULL THEN u.phone END AS phone
    FROM backend.identities i JOIN backend.users u ON u.id = i.user_id WHERE i.id = ${id} AND i.user_id = ${userId}`);
  if (!linked) throw platformProblems.notFound('GET /me/identities lists those that are linked.');
  return linked;
}
