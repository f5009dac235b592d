import { expect, it } from '@jest/globals';
import { publicKeyOf, signedBy } from '@pakashop/platform/testing';
import { checkoutSuite } from './checkout.suite.js';
import { useMarketplace } from './marketplace.js';

const KEYS = {
  gateway: 'gateway-e2e-key-0123456789',
  backend: 'backend-e2e-key-0123456789',
  pricing: 'pricing-e2e-key-0123456789',
};

/**
 * Pricing runs in a process of its own, on its registered port; api and worker reach it over HTTP. Each process signs
 * with a key of its own, and pricing knows none but that.
 */
const market = useMarketplace(() => ({
  alone: { pricing: 3014 },
  own: {
    api: {
      INTERNAL_API_KEY: KEYS.gateway,
      INTERNAL_API_KEYS: Object.entries(KEYS)
        .map(([service, key]) => `${service}:${key}`)
        .join(','),
    },
    worker: { INTERNAL_API_KEY: KEYS.backend },
    pricing: {
      INTERNAL_API_KEY: KEYS.pricing,
      INTERNAL_API_KEYS: `gateway:${publicKeyOf(KEYS.gateway)}`,
    },
  },
}));

checkoutSuite(market);

it('lets each service call what it may call, and hides the rest', async () => {
  const { api, processes } = market();
  const pricing = processes.find(({ name }) => name === 'pricing')!;
  const call = async (url: string, path: string, key: string) => {
    const headers = { 'content-type': 'application/json', 'x-internal-key': key };
    return (await fetch(`${url}/internal/${path}`, { method: 'POST', headers, body: '{}' })).status;
  };
  const callSigned = async (url: string, path: string, key: string) => {
    const headers = signedBy(key, { method: 'POST', url: `/internal/${path}` }, '{}');
    return (await fetch(`${url}/internal/${path}`, { method: 'POST', headers, body: '{}' })).status;
  };
  // An empty basket is refused by pricing itself, which shows that the call got there.
  expect(await call(api.url, 'pricing/quote', KEYS.backend)).toBe(400);
  expect(await call(api.url, 'pricing/quote', KEYS.pricing)).toBe(404);
  expect(await call(api.url, 'backend.sessions/verify', KEYS.pricing)).toBe(404);
  expect(await call(api.url, 'backend.sessions/verify', KEYS.backend)).toBe(404);
  expect(await callSigned(pricing.url, 'pricing/quote', KEYS.gateway)).toBe(400);
  for (const key of [KEYS.backend, KEYS.pricing, 'internal-e2e-key-0123456789']) {
    expect(await call(pricing.url, 'pricing/quote', key)).toBe(404);
    expect(await callSigned(pricing.url, 'pricing/quote', key)).toBe(404);
  }
});

it('says that pricing is away while it is, and goes on when it is back', async () => {
  const { people, catalogue, processes } = market();
  const pricing = processes.find(({ name }) => name === 'pricing')!;
  const buyer = await people.guest();
  await pricing.stop('SIGKILL');
  await expect(buyer.place({ [catalogue.pot]: 1 })).rejects.toMatchObject({
    status: 503,
    code: 'upstream.unreachable',
  });
  await pricing.start();
  const order = await buyer.place({ [catalogue.pot]: 1 });
  await buyer.pay(order);
  await buyer.approve();
  await buyer.untilPaid(order);
});
