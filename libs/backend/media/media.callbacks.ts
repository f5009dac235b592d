import { Inject, Injectable } from '@nestjs/common';
import { Clock, Inbox } from '@pakashop/platform';
import { CLOUDINARY, type CloudinaryAccount } from './adapters/cloudinary/cloudinary.account.js';
import { refusalOfNotification } from './adapters/cloudinary/cloudinary.signature.js';
import { readUploadNotification } from './adapters/cloudinary/cloudinary.wire.js';
import { mediaProblems as problems } from './media.errors.js';
import { CheckUpload } from './media.jobs.js';

export interface ReceivedNotification {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes before any parser. */
  readonly raw: Buffer;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Takes in what stores report: verified over the raw bytes, stored once, answered at once. It only says which upload to
 * look at; what has come is asked of the store.
 */
@Injectable()
export class MediaCallbacks {
  constructor(
    private readonly inbox: Inbox,
    private readonly clock: Clock,
    @Inject(CLOUDINARY) private readonly account: CloudinaryAccount | undefined,
  ) {}

  /** @throws Problem media.webhook_invalid */
  async receiveCloudinary({ headers, raw }: ReceivedNotification): Promise<void> {
    const signed = { raw, timestamp: headers['x-cld-timestamp'], signature: headers['x-cld-signature'] };
    const refusal = refusalOfNotification({ ...signed, now: this.clock.now() }, this.account?.secrets ?? []);
    if (refusal) throw problems.webhookInvalid(`It was refused (${refusal}) and changes nothing.`);
    const asset = readUploadNotification(raw);
    // Our own sealed bytes are reported too, where the account reports everything.
    if (!asset || !UUID.test(asset.public_id)) return;
    const { asset_id, public_id: uploadId, version } = asset;
    await this.inbox.receive(
      {
        source: 'cloudinary',
        dedupeKey: `${asset_id}:${version}:upload`,
        headers: {},
        raw: Buffer.from(JSON.stringify({ asset_id, public_id: uploadId, version })),
      },
      CheckUpload,
      (inboxId) => ({ uploadId, inboxId }),
      () => Promise.resolve(),
    );
  }
}
