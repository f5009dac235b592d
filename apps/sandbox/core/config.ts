/** Everything the process is told from outside. */
export interface SandboxConfig {
  host: string;
  port: number;
  /** Address under which others reach this process; without it links repeat the Host header of the request. */
  publicUrl?: string;
  /** Base address of the API that receives the callbacks. */
  callbackUrl: string;
  /** Waiting times between two attempts of a callback; replaces the documented schedules of both providers. */
  retryMs?: number[];
  pawapayToken: string;
  pawapayWebhookSecret: string;
  flutterwaveKey: string;
  flutterwaveHash: string;
  keyFile?: string;
  dataFile?: string;
}

type Environment = Record<string, string | undefined>;

/** Reads the configuration from environment variables; throws one sentence that names the variable at fault. */
export function readConfig(env: Environment = process.env): SandboxConfig {
  return {
    host: env.SANDBOX_HOST || '127.0.0.1',
    port: port(env.SANDBOX_PORT || '4010'),
    publicUrl: env.SANDBOX_PUBLIC_URL && url('SANDBOX_PUBLIC_URL', env.SANDBOX_PUBLIC_URL),
    callbackUrl: url('SANDBOX_CALLBACK_URL', env.SANDBOX_CALLBACK_URL || 'http://127.0.0.1:8000'),
    retryMs: env.SANDBOX_RETRY_MS ? milliseconds(env.SANDBOX_RETRY_MS) : undefined,
    pawapayToken: env.SANDBOX_PAWAPAY_TOKEN || 'sandbox-pawapay-token',
    pawapayWebhookSecret: env.SANDBOX_PAWAPAY_WEBHOOK_SECRET || 'sandbox-pawapay-webhook-secret',
    flutterwaveKey: env.SANDBOX_FLUTTERWAVE_KEY || 'FLWSECK_TEST-sandbox',
    flutterwaveHash: env.SANDBOX_FLUTTERWAVE_HASH || 'sandbox-flutterwave-hash',
    keyFile: env.SANDBOX_KEY_FILE || undefined,
    dataFile: env.SANDBOX_DATA_FILE || undefined,
  };
}

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new Error(`SANDBOX_PORT is not a port: ${text}`);
  return Number(text);
}

function url(name: string, text: string): string {
  if (!URL.canParse(text)) throw new Error(`${name} is not a URL: ${text}`);
  return text.replace(/\/+$/, '');
}

function milliseconds(text: string): number[] {
  const list = text.split(',').map((part) => Number(part.trim()));
  if (list.some((ms) => !Number.isFinite(ms) || ms < 0)) {
    throw new Error(`SANDBOX_RETRY_MS is not a list of milliseconds: ${text}`);
  }
  return list;
}
