import { Inject, Injectable } from '@nestjs/common';
import { Database, Outbox, type SealedFile, sql } from '@pakashop/platform';
import { PrivacyConfig } from './privacy.config.js';
import { ForgetExport } from './privacy.jobs.js';
import { PrivacyNotices } from './privacy.notices.js';

/** Keeps gathered copies for some days. */
@Injectable()
export class ExportFiles {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly notices: PrivacyNotices,
    @Inject(PrivacyConfig) private readonly config: PrivacyConfig,
  ) {}

  async keep(id: string, userId: string, { sealedKey, bytes }: SealedFile): Promise<void> {
    const days = this.config.EXPORT_KEPT_DAYS;
    await this.db.transaction(async (tx) => {
      const kept = await tx.execute(sql`
        UPDATE backend.data_exports SET state = 'READY', ready_at = now(), expires_at = now() + make_interval(days => ${days}),
          sealed_key = ${sealedKey}, content = ${bytes}
        WHERE id = ${id} AND state = 'PENDING'`);
      if (kept === 0) return;
      await this.outbox.enqueue(tx, ForgetExport, { exportId: id }, { inSeconds: days * 86_400 });
      await this.notices.send(tx, 'export_ready', { id, userId });
    });
  }

  /** Destroys a copy whose time is over. */
  async forget(id: string): Promise<void> {
    await this.db.execute(sql`
      UPDATE backend.data_exports SET state = 'GONE', sealed_key = NULL, content = NULL, link_hash = NULL,
        link_session_id = NULL, link_expires_at = NULL
      WHERE id = ${id} AND state = 'READY' AND expires_at <= now()`);
  }
}
