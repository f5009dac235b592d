import { randomBytes } from 'node:crypto';
import util from 'node:util';
import { readText, writeWhole } from './base/files.mjs';
import { inCache, inRoot } from './base/places.mjs';

// What the sandbox and its client agree on; worth nothing anywhere else.
const PAWAPAY = { key: 'sandbox-pawapay-token', secret: 'sandbox-pawapay-webhook-secret' };
const GOOGLE = { id: 'sandbox-google-client', secret: 'sandbox-google-secret' };
const FLUTTERWAVE = { key: 'FLWSECK_TEST-sandbox', hash: 'sandbox-flutterwave-hash' };

/** What a developer's machine uses where nothing is given: every address is local, every payment is simulated. */
const values = ({ api, realtime, worker, sandbox, mail }) => ({
  NODE_ENV: 'development',
  API_PORT: api,
  REALTIME_PORT: realtime,
  WORKER_PORT: worker,
  SANDBOX_PORT: sandbox,
  PUBLIC_URL: `http://127.0.0.1:${api}`,
  GATEWAY_URL: `http://127.0.0.1:${api}`,
  SANDBOX_URL: `http://127.0.0.1:${sandbox}`,
  SANDBOX_SMTP_PORT: mail,
  SANDBOX_SMTP_URL: `smtp://127.0.0.1:${mail}`,
  PAYMENT_PROVIDER: 'AUTO',
  PAWAPAY_BASE_URL: `http://127.0.0.1:${sandbox}/pawapay`,
  PAWAPAY_API_KEY: PAWAPAY.key,
  PAWAPAY_WEBHOOK_SECRET: PAWAPAY.secret,
  FLUTTERWAVE_BASE_URL: `http://127.0.0.1:${sandbox}/flutterwave/v3`,
  FLUTTERWAVE_SECRET_KEY: FLUTTERWAVE.key,
  FLUTTERWAVE_SECRET_HASH: FLUTTERWAVE.hash,
  GOOGLE_ISSUER: `http://127.0.0.1:${sandbox}/oidc`,
  GOOGLE_CLIENT_ID: GOOGLE.id,
  GOOGLE_CLIENT_SECRET: GOOGLE.secret,
  SANDBOX_CALLBACK_URL: `http://127.0.0.1:${api}`,
  SANDBOX_PAWAPAY_TOKEN: PAWAPAY.key,
  SANDBOX_PAWAPAY_WEBHOOK_SECRET: PAWAPAY.secret,
  SANDBOX_FLUTTERWAVE_KEY: FLUTTERWAVE.key,
  SANDBOX_FLUTTERWAVE_HASH: FLUTTERWAVE.hash,
  AUDIT_ANCHOR_FILE: inCache('audit-anchors.ndjson'),
  MEDIA_DIR: inCache('media'),
  SANDBOX_GOOGLE_CLIENT_ID: GOOGLE.id,
  SANDBOX_GOOGLE_CLIENT_SECRET: GOOGLE.secret,
  SANDBOX_KEY_FILE: inCache('sandbox', 'keys.json'),
  SANDBOX_DATA_FILE: inCache('sandbox', 'data.json'),
});

/** Made at random once per clone and kept, so that sessions and sealed values survive a restart. */
const SECRETS = {
  JWT_SECRET: () => hex(32),
  INTERNAL_API_KEY: () => hex(32),
  PAKASHOP_CLIENT_KEY: () => hex(16),
  CLIENT_KEY_PEPPER: () => hex(32),
  TOTP_ENCRYPTION_KEY: () => hex(32),
  CODE_KEY: () => hex(32),
  DATA_KEYS: () => `local:${randomBytes(32).toString('base64')}`,
  AUDIT_KEY: () => `local:${randomBytes(32).toString('base64')}`,
  PIN_KEY: () => `local:${randomBytes(32).toString('base64')}`,
  EVIDENCE_KEY: () => `local:${randomBytes(32).toString('base64')}`,
};
const hex = (bytes) => randomBytes(bytes).toString('hex');

/** The ports of the processes and the variables that change them. */
export const PORTS = {
  api: { variable: 'API_PORT', port: 8000, what: 'API' },
  realtime: { variable: 'REALTIME_PORT', port: 3120, what: 'live updates' },
  worker: { variable: 'WORKER_PORT', port: 8001, what: "worker's health page" },
  sandbox: { variable: 'SANDBOX_PORT', port: 4010, what: 'payment sandbox' },
  mail: { variable: 'SANDBOX_SMTP_PORT', port: 4025, what: "sandbox's mail" },
};

/** What the person gave: the environment, and below it the file .env. An empty value counts as absent. */
export function givenEnvironment() {
  const merged = { ...util.parseEnv(readText(inRoot('.env')) ?? ''), ...withoutEmpty(process.env) };
  return withoutEmpty(merged);
}

/** A complete environment for the processes, as far as it does not depend on the services. */
export function developmentEnvironment(given = givenEnvironment()) {
  const ports = Object.entries(PORTS).map(([name, { variable, port }]) => [name, given[variable] ?? String(port)]);
  return { ...values(Object.fromEntries(ports)), ...secrets(), ...given };
}

function secrets() {
  const file = inCache('dev.env');
  const kept = util.parseEnv(readText(file) ?? '');
  const all = Object.fromEntries(Object.entries(SECRETS).map(([name, make]) => [name, kept[name] || make()]));
  if (Object.keys(SECRETS).some((name) => !kept[name])) {
    const lines = Object.entries({ ...kept, ...all }).map(([name, value]) => `${name}=${value}\n`);
    writeWhole(file, lines.join(''), 0o600);
  }
  return all;
}

const withoutEmpty = (env) =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
