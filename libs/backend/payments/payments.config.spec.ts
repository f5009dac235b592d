import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '@pakashop/platform';
import { ProviderAccess } from './payments.access.contract.js';
import { paymentReach, PaymentsConfig } from './payments.config.js';

const reach = (env: NodeJS.ProcessEnv, environment: string) => {
  const loaded = loadConfig([ProviderAccess, PaymentsConfig], env);
  return paymentReach(
    loaded.get(ProviderAccess) as ProviderAccess,
    loaded.get(PaymentsConfig) as PaymentsConfig,
    environment,
  );
};
const real = {
  PAWAPAY_BASE_URL: 'https://api.pawapay.io',
  PAWAPAY_API_KEY: 'a-real-token',
  FLUTTERWAVE_BASE_URL: 'https://api.flutterwave.com/v3',
  FLUTTERWAVE_SECRET_KEY: 'FLWSECK-real-key',
  FLUTTERWAVE_SECRET_HASH: 'a-real-hash',
};

describe('the addresses of the providers', () => {
  it('are the given ones, or the sandbox when payments are mocked', () => {
    expect(reach(real, 'production')).toEqual({
      pawapay: { baseUrl: real.PAWAPAY_BASE_URL, token: real.PAWAPAY_API_KEY },
      flutterwave: { baseUrl: real.FLUTTERWAVE_BASE_URL, secretKey: real.FLUTTERWAVE_SECRET_KEY },
    });
    expect(reach({ ...real, PAYMENT_PROVIDER: 'MOCK' }, 'test').pawapay.baseUrl).toBe('http://127.0.0.1:4010/pawapay');
  });

  it("are refused in production while anything is the sandbox's", () => {
    expect(() => reach({ ...real, PAYMENT_PROVIDER: 'MOCK' }, 'production')).toThrow('MOCK');
    for (const name of ['PAWAPAY_API_KEY', 'FLUTTERWAVE_SECRET_KEY', 'FLUTTERWAVE_SECRET_HASH']) {
      expect(() => reach({ ...real, [name]: '' }, 'production')).toThrow(name);
    }
  });
});
