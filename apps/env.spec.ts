import { describe, expect, it } from '@jest/globals';
import { configNames, domainMetadata, PlatformConfig } from '@pakashop/platform';
import { readFileSync } from 'node:fs';
import { registry } from './domains.js';

/** Every variable of section 5 of the design. */
const DESIGN = `DATABASE_URL REDIS_URL MEILISEARCH_URL RESEND_API_KEY CLOUDINARY_CLOUD_NAME CLOUDINARY_API_SECRET
  PAWAPAY_API_KEY PAWAPAY_WEBHOOK_SECRET FLUTTERWAVE_SECRET_KEY FLUTTERWAVE_SECRET_HASH MIDDLEWARE_API_KEY
  SIGHTENGINE_API_USER SIGHTENGINE_API_SECRET JWT_SECRET PAYMENT_PROVIDER INTERNAL_API_KEY PAKASHOP_CLIENT_KEY
  TOTP_ENCRYPTION_KEY TWILIO_ACCOUNT_SID TWILIO_AUTH_TOKEN WHATSAPP_BUSINESS_ID ZRA_VSDC_API_KEY ZRA_MOCK_MODE
  FEATURE_FLAGS_REDIS_KEY`.split(/\s+/);

const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').split('\n');
const named = lines.flatMap((line) => /^(?:# )?([A-Z][A-Z0-9_]+)=/.exec(line)?.[1] ?? []);
const configs = [
  PlatformConfig,
  ...registry.flatMap((row) => (row.module ? (domainMetadata(row.module).config ?? []) : [])),
];
const read = [...new Set(configs.flatMap(configNames))];

describe('.env.example', () => {
  it('names every variable that a process reads', () => {
    expect(read.filter((name) => !named.includes(name))).toEqual([]);
  });

  it('names every variable of the design', () => {
    expect(DESIGN.filter((name) => !named.includes(name))).toEqual([]);
  });

  it('names nothing twice and nothing that nobody reads', () => {
    expect(named.filter((name, i) => named.indexOf(name) !== i)).toEqual([]);
    expect(named.filter((name) => !read.includes(name) && !DESIGN.includes(name))).toEqual([]);
  });

  it('says what each variable is for', () => {
    const bare = lines.filter((line, i) => {
      if (!/^(?:# )?[A-Z][A-Z0-9_]+=/.test(line)) return false;
      const before = lines.slice(0, i).findLast((l) => !/^(?:# )?[A-Z][A-Z0-9_]+=/.test(l));
      return !before?.startsWith('# ') || before.startsWith('# ---');
    });
    expect(bare).toEqual([]);
  });
});
