import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '@pakashop/platform';
import { PaymentsConfig, providerAddresses } from './payments.config.js';

const config = (env: NodeJS.ProcessEnv = {}) => loadConfig([PaymentsConfig], env).get(PaymentsConfig) as PaymentsConfig;
const real = {
  PAWAPAY_BASE_URL: 'https://api.pawapay.io',
  PAWAPAY_API_KEY: 'a-real-token',
  FLUTTERWAVE_BASE_URL: 'https://api.flutterwave.com/v3',
  FLUTTERWAVE_SECRET_KEY: 'FLWSECK-real-key',
  FLUTTERWAVE_SECRET_HASH: 'a-real-hash',
};

describe('the addresses of the providers', () => {
  it('are the given ones, or the sandbox when payments are mocked', () => {
    expect(providerAddresses(config(real), 'production')).toEqual({
      pawapay: real.PAWAPAY_BASE_URL,
      flutterwave: real.FLUTTERWAVE_BASE_URL,
    });
    expect(providerAddresses(config({ ...real, PAYMENT_PROVIDER: 'MOCK' }), 'test').pawapay).toBe(
      'http://127.0.0.1:4010/pawapay',
    );
  });

  it("are refused in production while anything is the sandbox's", () => {
    expect(() => providerAddresses(config({ ...real, PAYMENT_PROVIDER: 'MOCK' }), 'production')).toThrow('MOCK');
    for (const name of ['PAWAPAY_API_KEY', 'FLUTTERWAVE_SECRET_KEY', 'FLUTTERWAVE_SECRET_HASH']) {
      expect(() => providerAddresses(config({ ...real, [name]: '' }), 'production')).toThrow(name);
    }
  });
});
