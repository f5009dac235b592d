import { describe, expect, it } from '@jest/globals';
import { useMarketplace } from './marketplace.js';

const market = useMarketplace();

describe('paying by mobile money', () => {
  it('goes the ten steps of the plan', async () => {
    const { people, catalogue, sandbox } = market();
    const buyer = await people.guest();
    const order = await buyer.place({ [catalogue.pot]: 1, [catalogue.dress]: 2 });
    expect(order).toMatchObject({ status: 'PENDING', paymentStatus: 'PENDING' });
    const started = await buyer.pay(order);
    expect(started).toMatchObject({ status: 200, type: 'ussd' });
    await sandbox.phone(buyer.wallet, 'approve');
    await buyer.untilPaid(order);
  });
});
