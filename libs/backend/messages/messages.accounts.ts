import type { MessagesConfig } from './messages.config.js';

export const ACCOUNTS = Symbol('pakashop:message-accounts');

/** Our accounts with the carriers; undefined where we have none. */
export interface Accounts {
  readonly resend?: { readonly baseUrl?: string; readonly apiKey: string; readonly webhookSecret: string };
  readonly smtp?: { readonly url: string };
  readonly twilio?: { readonly baseUrl?: string; readonly accountSid: string; readonly authToken: string };
  readonly whatsapp?: {
    readonly baseUrl?: string;
    readonly businessId: string;
    readonly phoneNumberId: string;
    readonly token: string;
    readonly appSecret: string;
    readonly verifyToken: string;
  };
}

/** What the sandbox takes; worth nothing anywhere else. */
const sandboxAccounts = ({ SANDBOX_URL, SANDBOX_SMTP_URL }: MessagesConfig): Required<Accounts> => ({
  resend: {
    baseUrl: `${SANDBOX_URL}/resend`,
    apiKey: 're_sandbox_key',
    webhookSecret: 'whsec_c2FuZGJveC1yZXNlbmQtd2ViaG9vay1zZWNyZXQ=',
  },
  smtp: { url: SANDBOX_SMTP_URL },
  twilio: {
    baseUrl: `${SANDBOX_URL}/twilio`,
    accountSid: 'AC00000000000000000000000000005a4d',
    authToken: 'sandbox-twilio-token',
  },
  whatsapp: {
    baseUrl: `${SANDBOX_URL}/whatsapp`,
    businessId: '100000000000001',
    phoneNumberId: '100000000000002',
    token: 'sandbox-whatsapp-token',
    appSecret: 'sandbox-whatsapp-secret',
    verifyToken: 'sandbox-whatsapp-verify',
  },
});

/**
 * The accounts of this process: those whose credentials are all given, and outside production the sandbox's in place of
 * the others. Without Resend's own webhook secret or Meta's app secret no report could be believed, so they belong to the
 * credentials.
 */
export function accountsOf(config: MessagesConfig, environment: string): Accounts {
  const own: Accounts = { resend: ownResend(config), twilio: ownTwilio(config), whatsapp: ownWhatsapp(config) };
  const smtp = config.SMTP_URL === undefined ? undefined : { url: config.SMTP_URL };
  if (environment === 'production') return { ...own, smtp };
  const sandbox = sandboxAccounts(config);
  return {
    resend: own.resend ?? sandbox.resend,
    // Mail must not fall from a real company into the sandbox.
    smtp: smtp ?? (own.resend ? undefined : sandbox.smtp),
    twilio: own.twilio ?? sandbox.twilio,
    whatsapp: own.whatsapp ?? sandbox.whatsapp,
  };
}

function ownResend(config: MessagesConfig): Accounts['resend'] {
  const { RESEND_API_KEY: apiKey, RESEND_WEBHOOK_SECRET: webhookSecret, RESEND_BASE_URL: baseUrl } = config;
  return apiKey && webhookSecret ? { baseUrl, apiKey, webhookSecret } : undefined;
}

function ownTwilio(config: MessagesConfig): Accounts['twilio'] {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_BASE_URL: baseUrl } = config;
  return accountSid && authToken ? { baseUrl, accountSid, authToken } : undefined;
}

function ownWhatsapp(config: MessagesConfig): Accounts['whatsapp'] {
  const { WHATSAPP_PHONE_NUMBER_ID: phoneNumberId, WHATSAPP_TOKEN: token } = config;
  const { WHATSAPP_APP_SECRET: appSecret, WHATSAPP_VERIFY_TOKEN: verifyToken } = config;
  const { WHATSAPP_BUSINESS_ID: businessId, WHATSAPP_BASE_URL: baseUrl } = config;
  const isComplete = businessId && phoneNumberId && token && appSecret && verifyToken;
  return isComplete ? { baseUrl, businessId, phoneNumberId, token, appSecret, verifyToken } : undefined;
}
