/** Secrets of the marketplace under test; worth nothing anywhere else. */
export const SECRETS = {
  PAKASHOP_CLIENT_KEY: 'pk_e2e_client_key_0123456789',
  CLIENT_KEY_PEPPER: 'e2e-pepper-0123456789-0123456789-0123456789',
  INTERNAL_API_KEY: 'internal-e2e-key-0123456789',
  DATA_KEYS: 'e2e:ZTJlLWRhdGEta2V5LTAxMjM0NTY3ODkwMTIzNDU2Nzg=',
  AUDIT_KEY: 'e2e:ZTJlLWF1ZGl0LWtleS0wMTIzNDU2Nzg5MDEyMzQ1Njc=',
  PIN_KEY: 'e2e:ZTJlLXBpbi1rZXktMDEyMzQ1Njc4OTAxMjM0NTY3ODk=',
  EVIDENCE_KEY: 'e2e:ZTJlLWV2aWRlbmNlLWtleS0wMTIzNDU2Nzg5MDEyMzQ=',
  JWT_SECRET: 'e2e-jwt-secret-0123456789-0123456789-0123',
  TOTP_ENCRYPTION_KEY: 'e2e0'.repeat(16),
  CODE_KEY: 'e2e-code-key-0123456789-0123456789-012345',
  BOOTSTRAP_ADMIN_TOKEN: 'e2e-bootstrap-0123456789-0123456789',
  PAWAPAY_WEBHOOK_SECRET: 'sandbox-pawapay-webhook-secret',
} as const;

/** Seconds before a payment without trace at the provider counts as never received; see Marketplace.passNotFound. */
export const NOT_FOUND_SECONDS = 900;

/** Patience that fits a test, and limits that are evaluated but not reached. */
const PACE = {
  ORDER_TTL_SECONDS: '1800',
  ORDER_MAX_UNPAID: '100000',
  PAYMENT_POLL_SECONDS: '0.3',
  PAYMENT_REPLY_SECONDS: '8',
  PAYMENT_NOT_FOUND_SECONDS: String(NOT_FOUND_SECONDS),
  LEASE_SECONDS: '2',
  DELIVERY_ASSIGNMENT: 'MANUAL',
  DELIVERY_CAPACITY: '100',
  RATE_LIMIT_ACCOUNT: '1000000',
  RATE_LIMIT_ADDRESS: '1000000',
  RATE_LIMIT_CLIENT: '1000000',
  RATE_LIMIT_AUTH: '100000',
  RATE_LIMIT_PAYMENTS: '100000',
  RATE_LIMIT_PAYMENTS_ADDRESS: '100000',
  RATE_LIMIT_WEBHOOK: '1000000',
};

export interface Addresses {
  readonly database: string;
  readonly redis: string;
  readonly sandbox: string;
  /** The mail server of the sandbox. */
  readonly mail: string;
  /** The api that other processes and the providers reach. */
  readonly api: string;
}

/** What every process of one marketplace has in common: nothing of the developer's own environment. */
export const commonEnvironment = ({ database, redis, sandbox, mail, api }: Addresses): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
  NODE_ENV: 'test',
  LOG_LEVEL: 'info',
  DATABASE_URL: database,
  REDIS_URL: redis,
  REDIS_PREFIX: process.env.REDIS_PREFIX ?? 'e2e',
  GATEWAY_URL: api,
  PUBLIC_URL: api,
  STOREFRONT_URL: 'http://127.0.0.1:9',
  API_DOCS: 'false',
  PAYMENT_PROVIDER: 'AUTO',
  SANDBOX_URL: sandbox,
  SANDBOX_SMTP_URL: mail,
  PAWAPAY_BASE_URL: `${sandbox}/pawapay`,
  FLUTTERWAVE_BASE_URL: `${sandbox}/flutterwave/v3`,
  ...SECRETS,
  ...PACE,
});
