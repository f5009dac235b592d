import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  Database,
  newId,
  none,
  olderThan,
  Outbox,
  type Page,
  platformProblems,
  type Queryable,
  sql,
  toPage,
  type Tx,
  type Work,
} from '@pakashop/platform';
import { PrivacyConfig } from './privacy.config.js';
import type { ErasuresQuery, ErasureView } from './privacy.dto.js';
import { assertFree, blockersOf, eraseFrom, tellOthers } from './privacy.erasing.js';
import { privacyProblems as problems } from './privacy.errors.js';
import { Erase, type ErasureRef } from './privacy.jobs.js';
import { PrivacyNotices } from './privacy.notices.js';
import { PRIVACY } from './privacy.rules.js';

type ErasureRow = Omit<ErasureView, 'requestedAt' | 'dueAt' | 'endedAt'> &
  Readonly<{ requestedAt: Date; dueAt: Date; endedAt: Date | null }>;

const ERASURE = sql`e.id, e.user_id AS "userId", e.state, e.requested_at AS "requestedAt", e.due_at AS "dueAt",
  e.ended_at AS "endedAt"`;
const DAY_SECONDS = 86_400;

/** The end of accounts: asked for, thought over, and then for good. */
@Injectable()
export class Erasures {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly notices: PrivacyNotices,
    @Inject(PrivacyConfig) private readonly config: PrivacyConfig,
  ) {}

  /** Asks for the end; who asked before gets the same answer. @throws Problem privacy.blocked with what it is `blockedBy` */
  request({ userId }: Actor): Promise<ErasureView> {
    const days = this.config.ERASURE_GRACE_DAYS;
    return this.db.transaction(async (tx) => {
      await lockPerson(tx, userId!);
      const waiting = await waitingOf(tx, userId!);
      if (waiting) return erasureView(waiting);
      await assertFree(tx, userId!);
      const row = await tx.one<ErasureRow>(sql`
        INSERT INTO backend.erasures AS e (id, user_id, due_at)
        VALUES (${newId()}, ${userId}, now() + make_interval(days => ${days})) RETURNING ${ERASURE}`);
      await this.outbox.enqueue(tx, Erase, { erasureId: row.id }, { inSeconds: days * DAY_SECONDS });
      await audit(tx, { act: 'erasure_requested', subject: 'user', subjectId: userId! });
      await this.notices.send(tx, 'erasure_requested', row);
      return erasureView(row);
    });
  }

  /** @throws Problem privacy.no_erasure */
  async read(userId: string): Promise<ErasureView> {
    const [last] = await erasuresOf(this.db, userId);
    if (!last) throw problems.noErasure('DELETE /me asks for it.');
    return last;
  }

  /** @throws Problem privacy.no_erasure when none waits */
  cancel({ userId }: Actor): Promise<ErasureView> {
    return this.db.transaction(async (tx) => {
      const row = await tx.maybe<ErasureRow>(sql`
        UPDATE backend.erasures e SET state = 'CANCELLED', ended_at = now()
        WHERE e.user_id = ${userId} AND e.state = 'WAITING' RETURNING ${ERASURE}`);
      if (!row) throw problems.noErasure('None waits to be done.');
      await audit(tx, { act: 'erasure_cancelled', subject: 'user', subjectId: userId! });
      await this.notices.send(tx, 'erasure_cancelled', row);
      return erasureView(row);
    });
  }

  /** All of them, the newest first. */
  async page({ state, limit, cursor }: ErasuresQuery): Promise<Page<ErasureView>> {
    const rows = await this.db.rows<ErasureRow>(sql`
      SELECT ${ERASURE} FROM backend.erasures e
      WHERE true ${state ? sql`AND e.state = ${state}` : none} ${olderThan(cursor, sql`e.id`)}
      ORDER BY e.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, ({ id }) => [id], erasureView);
  }

  /** Erases the person when it is due, all at once; as long as something stands against it, it is tried every day. */
  async carryOut(work: Work<ErasureRef>): Promise<void> {
    await this.db.as(PRIVACY, async (tx) => {
      const due = await tx.maybe<{ userId: string }>(sql`
        SELECT user_id AS "userId" FROM backend.erasures
        WHERE id = ${work.payload.erasureId} AND state = 'WAITING' AND due_at <= now() FOR UPDATE`);
      if (!due) return work.close(tx);
      const { userId } = due;
      await lockPerson(tx, userId);
      const blockedBy = await blockersOf(tx, userId);
      if (blockedBy.length > 0) return work.putOff(tx, DAY_SECONDS);
      await tellOthers(tx, this.outbox, userId);
      const rows = await eraseFrom(tx, userId);
      await tx.execute(
        sql`UPDATE backend.erasures SET state = 'DONE', ended_at = now() WHERE id = ${work.payload.erasureId}`,
      );
      await audit(tx, { act: 'account_erased', subject: 'user', subjectId: userId, detail: { rows } });
      return work.close(tx);
    });
  }
}

/** The newest first. */
export async function erasuresOf(db: Queryable, userId: string): Promise<ErasureView[]> {
  const rows = await db.rows<ErasureRow>(
    sql`SELECT ${ERASURE} FROM backend.erasures e WHERE e.user_id = ${userId} ORDER BY e.id DESC LIMIT 50`,
  );
  return rows.map(erasureView);
}

const waitingOf = (tx: Tx, userId: string): Promise<ErasureRow | undefined> =>
  tx.maybe(sql`SELECT ${ERASURE} FROM backend.erasures e WHERE e.user_id = ${userId} AND e.state = 'WAITING'`);

/** Nobody signs in, gets a role or orders in the person's name meanwhile. */
async function lockPerson(tx: Tx, userId: string): Promise<void> {
  const person = await tx.maybe(sql`SELECT FROM backend.users WHERE id = ${userId} FOR UPDATE`);
  if (!person) throw platformProblems.notFound('There is no such person.');
}

const erasureView = ({ requestedAt, dueAt, endedAt, ...row }: ErasureRow): ErasureView => ({
  ...row,
  requestedAt: requestedAt.toISOString(),
  dueAt: dueAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});
