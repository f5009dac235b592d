import { type ActorInit, newId } from '@pakashop/platform';
import type { Place, Quote, QuoteRequest } from './pricing.contract.js';
import { type Bazaar, kwacha, type Reply } from './pricing.offers.fixtures.js';
import type { RuleView } from './pricing.rules.dto.js';

/** Staff with these permissions about rules, who have just proven who they are. */
export const rulesStaff = (...may: ('read' | 'write' | 'approve')[]): ActorInit => ({
  kind: 'person',
  userId: newId(),
  audience: 'staff',
  factorAt: Math.floor(Date.now() / 1_000),
  grants: (may.length > 0 ? may : ['read', 'write', 'approve']).map((permission) => ({
    permission: `pricing.rules.${permission}`,
    scope: 'platform' as const,
  })),
});

const LUSAKA: Place = { province: 'Lusaka', town: 'Lusaka' };

/** One piece of a shop, from Lusaka. */
export const basketOf = (
  shopId: string,
  { categoryId = newId(), price = 10_000, weightG = 1_000, to = LUSAKA } = {},
): QuoteRequest => {
  const goods = { productId: newId(), variantId: newId(), categoryId, unitPrice: kwacha(price), quantity: 1, weightG };
  return { currency: 'ZMW', to, shops: [{ shopId, from: LUSAKA, lines: [{ ref: '1', ...goods }] }] };
};

/** A percentage of everything, or of what `more` says. */
export const commissionOf = (basisPoints: number, more: object = {}) => ({
  kind: 'COMMISSION',
  commission: { basisPoints },
  reason: 'an agreement',
  ...more,
});

/** Where rules are made: what staff does about prices, over HTTP. */
export class RuleDesk {
  readonly author = rulesStaff();
  constructor(readonly bazaar: Bazaar) {}

  change<T = RuleView>(body: object, by = this.author): Promise<Reply<T>> {
    return this.bazaar.call<T>(by, 'POST', '/pricing/rules', { why: 'a test', ...body });
  }

  open<T = RuleView>(rule: object): Promise<Reply<T>> {
    return this.change<T>({ act: 'OPEN', rule });
  }

  async quote(request: QuoteRequest): Promise<Quote> {
    return (await this.bazaar.call<Quote>(this.author, 'POST', '/pricing/quotes', request)).body;
  }

  /** The commission on K100 of a shop, in kwacha: its percentage. */
  async rateOf(shopId: string, categoryId?: string): Promise<number> {
    return (await this.quote(basketOf(shopId, { categoryId }))).shops[0]!.lines[0]!.commission.amount / 100;
  }
}
