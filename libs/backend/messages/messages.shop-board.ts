import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '@pakashop/platform';
import { NoticeBoard } from './messages.notice-board.js';

/** Notices of one area to those who work in a shop. */
@Injectable()
export abstract class ShopNoticeBoard<Notice extends string> extends NoticeBoard<Notice> {
  /** Orders the notice for everybody in the shop's team; its reference is `<subject>:<user>`. */
  protected async tellTeam(tx: Tx, notice: Notice, subjectId: string, shopId: string): Promise<void> {
    const team = await tx.rows<{ userId: string }>(sql`
      SELECT DISTINCT user_id AS "userId" FROM backend.role_grants
      WHERE scope = 'shop' AND scope_id = ${shopId} AND revoked_at IS NULL`);
    for (const { userId } of team) await this.order(tx, notice, `${subjectId}:${userId}`, userId);
  }
}
