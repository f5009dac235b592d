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
  /** Where mail is taken over SMTP. */
  smtpPort: number;
  twilioSid: string;
  twilioToken: string;
  resendKey: string;
  resendSecret: string;
  whatsapp: WhatsappAccount;
  /** The account that takes files. */
  cloudinary: CloudinaryAccount;
  /** The client of the OpenID provider. */
  googleClientId: string;
  googleClientSecret: string;
  keyFile?: string;
  dataFile?: string;
}

/** An app at Meta with one business account and one number. */
export interface WhatsappAccount {
  businessId: string;
  phoneNumberId: string;
  token: string;
  appSecret: string;
}

/** A product environment at Cloudinary. */
export interface CloudinaryAccount {
  cloud: string;
  key: string;
  secret: string;
}

type Environment = Record<string, string | undefined>;

/** Reads the configuration from environment variables; throws one sentence that names the variable at fault. */
export function readConfig(env: Environment = process.env): SandboxConfig {
  return {
    host: env.SANDBOX_HOST || '127.0.0.1',
    port: port('SANDBOX_PORT', env.SANDBOX_PORT || '4010'),
    publicUrl: env.SANDBOX_PUBLIC_URL && url('SANDBOX_PUBLIC_URL', env.SANDBOX_PUBLIC_URL),
    callbackUrl: url('SANDBOX_CALLBACK_URL', env.SANDBOX_CALLBACK_URL || 'http://127.0.0.1:8000'),
    retryMs: env.SANDBOX_RETRY_MS ? milliseconds(env.SANDBOX_RETRY_MS) : undefined,
    ...payments(env),
    ...carriers(env),
    cloudinary: {
      cloud: env.SANDBOX_CLOUDINARY_CLOUD || 'sandbox',
      key: env.SANDBOX_CLOUDINARY_KEY || 'sandbox-cloudinary-key',
      secret: env.SANDBOX_CLOUDINARY_SECRET || 'sandbox-cloudinary-secret',
    },
    googleClientId: env.SANDBOX_GOOGLE_CLIENT_ID || 'sandbox-google-client',
    googleClientSecret: env.SANDBOX_GOOGLE_CLIENT_SECRET || 'sandbox-google-secret',
    keyFile: env.SANDBOX_KEY_FILE || undefined,
    dataFile: env.SANDBOX_DATA_FILE || undefined,
  };
}

function payments(env: Environment) {
  return {
    pawapayToken: env.SANDBOX_PAWAPAY_TOKEN || 'sandbox-pawapay-token',
    pawapayWebhookSecret: env.SANDBOX_PAWAPAY_WEBHOOK_SECRET || 'sandbox-pawapay-webhook-secret',
    flutterwaveKey: env.SANDBOX_FLUTTERWAVE_KEY || 'FLWSECK_TEST-sandbox',
    flutterwaveHash: env.SANDBOX_FLUTTERWAVE_HASH || 'sandbox-flutterwave-hash',
  };
}

function carriers(env: Environment) {
  return {
    smtpPort: port('SANDBOX_SMTP_PORT', env.SANDBOX_SMTP_PORT || '4025'),
    twilioSid: env.SANDBOX_TWILIO_SID || 'AC00000000000000000000000000005a4d',
    twilioToken: env.SANDBOX_TWILIO_TOKEN || 'sandbox-twilio-token',
    resendKey: env.SANDBOX_RESEND_KEY || 're_sandbox_key',
    resendSecret: env.SANDBOX_RESEND_SECRET || 'whsec_c2FuZGJveC1yZXNlbmQtd2ViaG9vay1zZWNyZXQ=',
    whatsapp: {
      businessId: env.SANDBOX_WHATSAPP_BUSINESS_ID || '100000000000001',
      phoneNumberId: env.SANDBOX_WHATSAPP_PHONE_NUMBER_ID || '100000000000002',
      token: env.SANDBOX_WHATSAPP_TOKEN || 'sandbox-whatsapp-token',
      appSecret: env.SANDBOX_WHATSAPP_SECRET || 'sandbox-whatsapp-secret',
    },
  };
}

function port(name: string, text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new Error(`${name} is not a port: ${text}`);
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
