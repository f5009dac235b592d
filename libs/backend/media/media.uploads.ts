import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Actor, Database, platformProblems, sql } from '@pakashop/platform';
import { UploadArrivals } from './media.arrivals.js';
import { MediaConfig } from './media.config.js';
import type { BeginUpload, SignedUpload, UploadView } from './media.dto.js';
import { ADVICE, mediaProblems as problems } from './media.errors.js';
import { type PurposeRule, ruleOf } from './media.purposes.js';
import { checkQuota } from './media.quota.js';
import { insertUpload, readUpload, type UploadRecord } from './media.record.js';
import { StoreAway } from './media.store.js';
import { Stores } from './media.stores.js';

/** Uploads in the hands of those who make them. */
@Injectable()
export class Uploads {
  private readonly logger = new Logger(Uploads.name);

  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
    private readonly arrivals: UploadArrivals,
    @Inject(MediaConfig) private readonly config: MediaConfig,
  ) {}

  /**
   * Permits one upload.
   *
   * @throws Problem AUTH_002, media.type_not_allowed, media.too_large, media.quota_exceeded, media.too_many
   */
  async begin(actor: Actor, { purpose, contentType, bytes }: BeginUpload): Promise<SignedUpload> {
    const rule = ruleOf(purpose);
    checkRight(actor, rule);
    if (!rule.types.includes(contentType)) throw problems.typeNotAllowed(`Allowed are ${rule.types.join(', ')}.`);
    if (bytes > rule.maxBytes) throw problems.tooLarge(`At most ${rule.maxBytes} bytes are taken.`);
    const store = this.stores.current;
    const ownerId = actor.userId!;
    const { id, expiresAt } = await this.db.as(actor, async (tx) => {
      await checkQuota(tx, ownerId, purpose, bytes);
      const { MEDIA_UNCLAIMED_HOURS: unclaimedHours } = this.config;
      return insertUpload(tx, { ownerId, purpose, contentType, bytes, store: store.name, unclaimedHours });
    });
    const { url, fields } = await store.permit({ uploadId: id, rule, contentType, expiresAt });
    return { uploadId: id, url, fields: { ...fields }, expiresAt: expiresAt.toISOString() };
  }

  /** @throws Problem media.not_found */
  async view(actor: Actor, id: string): Promise<UploadView> {
    return this.show(await this.own(actor, id));
  }

  /**
   * Asks the store whether the file has come, for a client that does not want to wait for the store's own word.
   *
   * @throws Problem media.not_found, media.store_away
   */
  async complete(actor: Actor, id: string): Promise<UploadView> {
    const upload = await this.own(actor, id);
    if (upload.status !== 'PENDING') return this.show(upload);
    try {
      await this.arrivals.look(upload);
    } catch (error) {
      if (!(error instanceof StoreAway)) throw error;
      this.logger.warn({ err: error, uploadId: id }, 'the store could not be asked');
      throw problems.storeAway('We look again by ourselves; ask in a minute.', { retryAfter: 30 });
    }
    return this.view(actor, id);
  }

  private async own(actor: Actor, id: string): Promise<UploadRecord> {
    const upload = await this.db.as(actor, (tx) => readUpload(tx, sql`id = ${id} AND owner_id = ${actor.userId}`));
    if (!upload) throw problems.notFound('You have uploaded no file under this id.');
    return upload;
  }

  private show(upload: UploadRecord): UploadView {
    const { id, purpose, status, reason, contentType, bytes, objectKey, version, createdAt } = upload;
    const isPublic = status === 'CLEAN' && ruleOf(purpose).kind === 'picture';
    const shown = { uploadId: id, objectKey: objectKey ?? '', version };
    const url = isPublic ? this.stores.named(upload.store).addressOf(shown, 'page') : null;
    const advice = reason && ADVICE[reason];
    return { id, purpose, status, reason, advice, contentType, bytes, url, createdAt: createdAt.toISOString() };
  }
}

/** Whether the file may then be bound to this shop or that is asked when it is bound. */
function checkRight(actor: Actor, { permission, audience }: PurposeRule): void {
  if (permission && !actor.has(permission))
    throw platformProblems.forbidden(`This needs the permission ${permission}.`);
  if (audience && actor.audience !== audience) throw platformProblems.forbidden(`Only for ${audience}s.`);
}
