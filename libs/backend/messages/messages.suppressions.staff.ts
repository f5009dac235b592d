import { Injectable } from '@nestjs/common';
import { audit, type Claim, Database, none, olderThan, sql, toPage } from '@pakashop/platform';
import { oneContactOf } from '../auth/auth.contacts.js';
import { messagesProblems as problems } from './messages.errors.js';
import type {
  FindSuppressions,
  SuppressionList,
  SuppressionsQuery,
  SuppressionView,
} from './messages.suppressions.dto.js';
import { Suppressions } from './messages.suppressions.js';

type SuppressionRow = Omit<SuppressionView, 'since' | 'until'> & Readonly<{ since: Date; until: Date | null }>;

/** Columns of the suppression `s`. */
const SUPPRESSION = sql`s.id, s.channel, s.reason, s.carrier, s.created_at AS since, s.until`;
/** Those whose time is over are none any more. */
const HOLDS = sql`coalesce(s.until > now(), true)`;

/** What staff does about contacts that get no messages any more, when somebody asks why nothing comes. */
@Injectable()
export class SuppressionDesk {
  constructor(
    private readonly db: Database,
    private readonly suppressions: Suppressions,
  ) {}

  /** Those that hold, the newest first. */
  async page({ channel, reason, limit, cursor }: SuppressionsQuery): Promise<SuppressionList> {
    const rows = await this.db.rows<SuppressionRow>(sql`
      SELECT ${SUPPRESSION} FROM backend.message_suppressions s
      WHERE ${HOLDS} ${channel ? sql`AND s.channel = ${channel}` : none} ${reason ? sql`AND s.reason = ${reason}` : none}
        ${olderThan(cursor, sql`s.id`)} ORDER BY s.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, ({ id }) => [id], viewOf);
  }

  /** Those of one contact, over every channel. Looking is audited. @throws Problem VAL_001, VAL_002 */
  async find(wanted: FindSuppressions): Promise<SuppressionView[]> {
    const { email, phone } = oneContactOf(wanted);
    const index = await this.suppressions.indexOf(email ? 'email' : 'sms', (email ?? phone)!);
    return this.db.transaction(async (tx) => {
      const rows = await tx.rows<SuppressionRow>(sql`
        SELECT ${SUPPRESSION} FROM backend.message_suppressions s
        WHERE s.contact_index = ${index} AND (s.channel = 'email') = ${email !== undefined} AND ${HOLDS} ORDER BY s.channel`);
      const detail = { found: rows.map(({ id }) => id) };
      await audit(tx, { act: 'suppressions_searched', subject: 'suppression', subjectId: 'by contact', detail });
      return rows.map(viewOf);
    });
  }

  /**
   * Lets the contact get messages again over this channel. One that bounces again is suppressed again; what the company
   * itself holds back has to be lifted there, too.
   *
   * @throws Problem messages.no_suppression
   */
  lift(id: string, why: string, claim: Claim): Promise<SuppressionView> {
    return this.db.transaction(async (tx) => {
      const row = await tx.maybe<SuppressionRow>(sql`
        DELETE FROM backend.message_suppressions s WHERE s.id = ${id} AND ${HOLDS} RETURNING ${SUPPRESSION}`);
      if (!row) throw problems.noSuppression('Look for those of a contact by POST /staff/suppressions/search.');
      const { channel, reason, carrier } = row;
      const before = { channel, reason, carrier };
      await audit(tx, { act: 'suppression_lifted', subject: 'suppression', subjectId: id, before, why });
      const view = viewOf(row);
      await claim.answer(tx, 200, view);
      return view;
    });
  }
}

const viewOf = ({ since, until, ...row }: SuppressionRow): SuppressionView => ({
  ...row,
  since: since.toISOString(),
  until: until?.toISOString() ?? null,
});
