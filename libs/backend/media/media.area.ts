import { Clock, ConfigError, type DomainParts, PlatformConfig, Vault } from '@pakashop/platform';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClamdScanner } from './adapters/clamd/clamd.adapter.js';
import { accountOf, CLOUDINARY, type CloudinaryAccount } from './adapters/cloudinary/cloudinary.account.js';
import { CloudinaryClient } from './adapters/cloudinary/cloudinary.client.js';
import { CloudinaryStore } from './adapters/cloudinary/cloudinary.store.js';
import { LocalUploadController } from './adapters/local/local.controller.js';
import { LocalForms } from './adapters/local/local.forms.js';
import { LocalImagesController } from './adapters/local/local.images.controller.js';
import { MultipartForms } from './adapters/local/local.multipart.js';
import { LocalStore } from './adapters/local/local.store.js';
import { LocalUploads } from './adapters/local/local.uploads.js';
import { UploadArrivals } from './media.arrivals.js';
import { MediaCallbacks } from './media.callbacks.js';
import { UploadChecking } from './media.checking.js';
import { MediaConfig } from './media.config.js';
import { UploadsController } from './media.controller.js';
import { DocumentsController } from './media.documents.controller.js';
import { Documents } from './media.documents.js';
import { Images } from './media.images.js';
import { UploadKeeping } from './media.keeping.js';
import { MediaProcessor } from './media.processor.js';
import { SEALED_FILES } from './media.record.js';
import { NoScanner, Scanner, SignatureScanner } from './media.scanner.js';
import { Scans } from './media.scans.js';
import { Stores } from './media.stores.js';
import { MediaSweeper } from './media.sweeper.js';
import { DocumentTickets } from './media.tickets.js';
import { Uploads } from './media.uploads.js';
import { MediaWebhookController } from './media.webhook.controller.js';

/** @throws ConfigError in production: a folder that is emptied at a restart is no place for files */
function directoryOf({ MEDIA_STORE, MEDIA_DIR }: MediaConfig, environment: string): string {
  if (MEDIA_DIR) return MEDIA_DIR;
  if (environment === 'production' && MEDIA_STORE === 'local') {
    throw new ConfigError(['MEDIA_DIR must name the folder of the local store']);
  }
  return join(tmpdir(), 'pakashop-media');
}

function scannerOf({ CLAMD_URL }: MediaConfig, environment: string): Scanner {
  if (CLAMD_URL) return new ClamdScanner(CLAMD_URL);
  return environment === 'production' ? new NoScanner() : new SignatureScanner();
}

function storesOf(
  config: MediaConfig,
  local: LocalStore,
  account: CloudinaryAccount | undefined,
  clock: Clock,
): Stores {
  if (!account) return new Stores(local);
  const cloudinary = new CloudinaryStore(new CloudinaryClient(account, clock), account);
  return config.MEDIA_STORE === 'cloudinary' ? new Stores(cloudinary, [local]) : new Stores(local, [cloudinary]);
}

/** Files: pictures for everybody, and documents for few. */
export const media: DomainParts = {
  config: [MediaConfig],
  sealed: [SEALED_FILES],
  providers: [
    {
      provide: CLOUDINARY,
      inject: [MediaConfig, PlatformConfig],
      useFactory: (config: MediaConfig, { NODE_ENV }: PlatformConfig) => accountOf(config, NODE_ENV),
    },
    {
      provide: LocalForms,
      inject: [Vault, Clock],
      useFactory: (vault: Vault, clock: Clock) => new LocalForms(vault, clock),
    },
    {
      provide: LocalStore,
      inject: [MediaConfig, PlatformConfig, LocalForms],
      useFactory: (config: MediaConfig, { NODE_ENV }: PlatformConfig, forms: LocalForms) =>
        new LocalStore({ directory: directoryOf(config, NODE_ENV), publicUrl: config.PUBLIC_URL, forms }),
    },
    { provide: Stores, inject: [MediaConfig, LocalStore, CLOUDINARY, Clock], useFactory: storesOf },
    {
      provide: Scanner,
      inject: [MediaConfig, PlatformConfig],
      useFactory: (config: MediaConfig, { NODE_ENV }: PlatformConfig) => scannerOf(config, NODE_ENV),
    },
    Scans,
    UploadArrivals,
    UploadKeeping,
    UploadChecking,
    Uploads,
    Documents,
    Images,
    DocumentTickets,
    MediaCallbacks,
  ],
  api: [
    MultipartForms,
    LocalUploads,
    UploadsController,
    DocumentsController,
    LocalUploadController,
    LocalImagesController,
    MediaWebhookController,
  ],
  worker: [MediaProcessor, MediaSweeper],
};
