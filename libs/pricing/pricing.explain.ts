import { Injectable } from '@nestjs/common';
import type { AppliedRule, PricedShop, QuoteRequest, QuoteShop } from './pricing.contract.js';
import type { AskedRule, ExplainedQuote, ExplainedShop } from './pricing.dto.js';
import { Rulebook } from './pricing.rulebook.js';
import { byRank, misfits, type RuleKind, specificity, type Subject, wordsFor } from './pricing.scopes.rules.js';
import { concernedBy, PricingService } from './pricing.service.js';
import { wayOf } from './pricing.shop.rules.js';
import type { Rule } from './pricing.terms.rules.js';

/** Shows staff why a quote is as it is: every rule that could have decided, in order, and why it did or did not. */
@Injectable()
export class QuoteExplanation {
  constructor(
    private readonly pricing: PricingService,
    private readonly rulebook: Rulebook,
  ) {}

  async explain(request: QuoteRequest): Promise<ExplainedQuote> {
    const quote = await this.pricing.quote(request);
    const rules = await this.rulebook.concerning(concernedBy(request));
    return { quote, shops: request.shops.map((shop, i) => explainShop(rules, shop, request, quote.shops[i]!)) };
  }
}

function explainShop(
  rules: readonly Rule[],
  shop: QuoteShop,
  request: QuoteRequest,
  priced: PricedShop,
): ExplainedShop {
  const way = wayOf(shop, request);
  const { shopId } = shop;
  const { deliveryRule, agentPayRule, deliveryDiscount } = priced;
  return {
    shopId,
    metres: way.metres,
    weightG: way.weightG,
    lines: shop.lines.map((line, i) => ({
      ref: line.ref,
      rules: [
        ...asked(rules, 'MARKUP', { shopId, ...line }, priced.lines[i]!.markup?.rule),
        ...asked(rules, 'COMMISSION', { shopId, ...line }, priced.lines[i]!.commissionRule),
      ],
    })),
    delivery: [
      ...asked(rules, 'DELIVERY_FEE', way, deliveryRule),
      ...asked(rules, 'FREE_DELIVERY', way, deliveryDiscount?.rule),
      ...asked(rules, 'AGENT_PAY', way, agentPayRule),
    ],
  };
}

function asked(rules: readonly Rule[], kind: RuleKind, subject: Subject, applied?: AppliedRule): AskedRule[] {
  const inOrder = rules.filter((rule) => rule.kind === kind).toSorted(byRank);
  const turn = inOrder.findIndex(({ id }) => id === applied?.ruleId);
  return inOrder.map((rule, i) => ({
    ruleId: rule.id,
    version: rule.version,
    kind,
    priority: rule.priority,
    specificity: specificity(rule),
    reason: rule.reason,
    ...outcomeOf(rule, subject, { isApplied: i === turn, isBefore: turn === -1 || i < turn, applied }),
  }));
}

interface Turn {
  readonly isApplied: boolean;
  readonly isBefore: boolean;
  readonly applied?: AppliedRule;
}

function outcomeOf(rule: Rule, subject: Subject, turn: Turn): Pick<AskedRule, 'outcome' | 'why'> {
  if (turn.isApplied) return { outcome: 'APPLIED', why: turn.applied!.reason };
  const other = misfits(rule, subject);
  if (other.length > 0) return { outcome: 'OTHER', why: `another ${other.join(' and ')}` };
  return turn.isBefore
    ? {
        outcome: 'OTHER',
        why: 'it fits, but decides nothing here: distance, goods or price model are not what it is for',
      }
    : { outcome: 'LATER', why: `for ${wordsFor(rule)}, asked after the one that is applied` };
}
