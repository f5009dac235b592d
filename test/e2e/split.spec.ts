import { expect, it } from '@jest/globals';
import { checkoutSuite } from './checkout.suite.js';
import { useMarketplace } from './marketplace.js';

/** Pricing runs in a process of its own, on its registered port; api and worker reach it over HTTP. */
const market = useMarketplace(() => ({ alone: { pricing: 3014 } }));

checkoutSuite(market);

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
