import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '@pakashop/platform';
import { accountsOf } from './messages.accounts.js';
import { MessagesConfig } from './messages.config.js';

const OWN = {
  ...{ RESEND_API_KEY: 're_own_key', RESEND_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
  ...{ TWILIO_ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef', TWILIO_AUTH_TOKEN: 'own-token' },
  ...{ WHATSAPP_BUSINESS_ID: '102290129340398', WHATSAPP_PHONE_NUMBER_ID: '106540352242922' },
  ...{ WHATSAPP_TOKEN: 'own-token', WHATSAPP_APP_SECRET: 'own-secret', WHATSAPP_VERIFY_TOKEN: 'own-word' },
};
const accounts = (env: NodeJS.ProcessEnv, environment: string) =>
  accountsOf(loadConfig([MessagesConfig], env).get(MessagesConfig) as MessagesConfig, environment);

describe('the accounts with carriers', () => {
  it('are the sandbox on a machine without credentials', () => {
    expect(accounts({ SANDBOX_URL: 'http://127.0.0.1:4110' }, 'development')).toMatchObject({
      twilio: { baseUrl: 'http://127.0.0.1:4110/twilio' },
      resend: { baseUrl: 'http://127.0.0.1:4110/resend' },
      whatsapp: { baseUrl: 'http://127.0.0.1:4110/whatsapp' },
      smtp: { url: 'smtp://127.0.0.1:4025' },
    });
  });

  it('are none in production without credentials, or with half of them', () => {
    const none = { twilio: undefined, resend: undefined, whatsapp: undefined, smtp: undefined };
    expect(accounts({}, 'production')).toEqual(none);
    for (const [name] of Object.entries(OWN)) {
      const { RESEND_API_KEY, TWILIO_ACCOUNT_SID, WHATSAPP_TOKEN } = OWN;
      expect(
        accounts(
          { RESEND_API_KEY, TWILIO_ACCOUNT_SID, WHATSAPP_TOKEN, [name]: OWN[name as keyof typeof OWN] },
          'production',
        ),
      ).toMatchObject({
        whatsapp: undefined,
      });
    }
  });

  it('are our own at the companies themselves', () => {
    expect(accounts({ ...OWN, SMTP_URL: 'smtps://u:p@mail.example.com:465' }, 'production')).toMatchObject({
      twilio: { baseUrl: undefined, authToken: 'own-token' },
      resend: { baseUrl: undefined, apiKey: 're_own_key' },
      whatsapp: { baseUrl: undefined, businessId: '102290129340398' },
      smtp: { url: 'smtps://u:p@mail.example.com:465' },
    });
  });

  it('never let mail fall from Resend into the sandbox', () => {
    expect(accounts(OWN, 'development').smtp).toBeUndefined();
  });

  it.each([
    { TWILIO_FROM: 'A sender that is too long' },
    { MAIL_FROM: 'no-reply@pakashop.store' },
    { MAIL_FROM: 'Pakashop <a@b>\r\nBcc: <c@d>' },
    { RESEND_WEBHOOK_SECRET: 'whsec_short' },
    { SMTP_URL: 'http://mail.example.com' },
  ])('are refused at the start: %o', (env) => {
    expect(() => accounts(env, 'development')).toThrow(Object.keys(env)[0]);
  });
});
