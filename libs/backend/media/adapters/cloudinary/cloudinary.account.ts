import { ConfigError } from '@pakashop/platform';
import type { MediaConfig } from '../../media.config.js';
import type { DigestName } from './cloudinary.signature.js';

/** What the simulated account is called; worth nothing anywhere else. */
const SANDBOX = { cloud: 'sandbox', key: 'sandbox-cloudinary-key', secret: 'sandbox-cloudinary-secret' } as const;

/** The account of this process, or undefined. */
export const CLOUDINARY = Symbol('pakashop:cloudinary-account');

export interface CloudinaryAccount {
  readonly cloud: string;
  readonly key: string;
  readonly secret: string;
  /** Under which notifications may be signed. */
  readonly secrets: readonly string[];
  readonly digest: DigestName;
  readonly apiUrl: string;
  readonly deliveryUrl: string;
  /** Where the account reports uploads. */
  readonly notificationUrl: string;
}

/**
 * The account, as far as there is one. Outside production the sandbox stands in for it.
 *
 * @throws ConfigError when it is the chosen store and credentials are missing, or are the sandbox's in production
 */
export function accountOf(config: MediaConfig, environment: string): CloudinaryAccount | undefined {
  const { CLOUDINARY_CLOUD_NAME, CLOUDINARY_API_KEY, CLOUDINARY_API_SECRET } = config;
  const isComplete = Boolean(CLOUDINARY_CLOUD_NAME && CLOUDINARY_API_KEY && CLOUDINARY_API_SECRET);
  const isProduction = environment === 'production';
  if (isProduction && CLOUDINARY_API_SECRET === SANDBOX.secret) {
    throw new ConfigError(["CLOUDINARY_API_SECRET is the sandbox's: set the real one in production"]);
  }
  if (isComplete) return completeAccount(config);
  if (config.MEDIA_STORE !== 'cloudinary') return undefined;
  if (isProduction) {
    throw new ConfigError([
      'MEDIA_STORE=cloudinary needs CLOUDINARY_CLOUD_NAME, CLOUDINARY_API_KEY and CLOUDINARY_API_SECRET',
    ]);
  }
  return sandboxAccount(config);
}

const trimmed = (url: string): string => url.replace(/\/+$/, '');

function common(config: MediaConfig) {
  return {
    digest: config.CLOUDINARY_SIGNATURE_ALGORITHM,
    notificationUrl: `${trimmed(config.PUBLIC_URL)}/api/v1/media/webhook/cloudinary`,
  };
}

function completeAccount(config: MediaConfig): CloudinaryAccount {
  const { CLOUDINARY_API_SECRET: secret, CLOUDINARY_API_SECRET_PREVIOUS: previous } = config;
  return {
    ...common(config),
    cloud: config.CLOUDINARY_CLOUD_NAME!,
    key: config.CLOUDINARY_API_KEY!,
    secret: secret!,
    secrets: previous ? [secret!, previous] : [secret!],
    apiUrl: trimmed(config.CLOUDINARY_BASE_URL ?? 'https://api.cloudinary.com'),
    deliveryUrl: trimmed(config.CLOUDINARY_DELIVERY_URL ?? 'https://res.cloudinary.com'),
  };
}

function sandboxAccount(config: MediaConfig): CloudinaryAccount {
  const base = `${trimmed(config.SANDBOX_URL)}/cloudinary`;
  return {
    ...common(config),
    ...SANDBOX,
    secrets: [SANDBOX.secret],
    apiUrl: trimmed(config.CLOUDINARY_BASE_URL ?? base),
    deliveryUrl: trimmed(config.CLOUDINARY_DELIVERY_URL ?? `${base}/delivery`),
  };
}
