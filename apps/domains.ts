import type { DomainRow } from '@pakashop/platform';
import { BackendModule } from '@pakashop/backend/module';
import { FraudModule } from '@pakashop/fraud/module';
import { GatewayModule } from '@pakashop/gateway/module';
import { PricingModule } from '@pakashop/pricing/module';
import { ReconciliationModule } from '@pakashop/reconciliation/module';
import { SettlementModule } from '@pakashop/settlement/module';

const row = (
  name: string,
  port: number,
  faces: DomainRow['faces'],
  owns: string,
  module?: DomainRow['module'],
): DomainRow => ({ name, service: `pakashop-${name}`, port, faces, owns, module });

/** The service registry: every domain of the marketplace, its port, and its module once it is built. */
export const registry: readonly DomainRow[] = [
  row('gateway', 8000, ['api'], 'client keys, rate limits, routing to domains that run elsewhere', GatewayModule),
  row('backend', 3080, ['api', 'worker'], 'people, shops, products, carts, orders, payments', BackendModule),
  row('config', 3085, ['api'], 'feature flags and runtime settings'),
  row('notifications', 3090, ['api', 'worker', 'realtime'], 'e-mail, inbox, push'),
  row('tracking', 3120, ['api', 'realtime'], 'positions, geofence, arrival times'),
  row('moderation', 3110, ['api', 'worker'], 'image checks, review queue, appeals'),
  row('recommendations', 3100, ['api', 'worker'], 'what goes with what'),
  row('scheduler', 3004, ['api', 'worker'], 'recurring tasks and dead letters'),
  row('search', 3005, ['api', 'worker'], 'product search'),
  row('fraud', 3006, ['api', 'worker'], 'rules, scores, review queue', FraudModule),
  row('analytics', 3007, ['api', 'worker'], 'roll-ups and dashboards'),
  row('coupon', 3008, ['api', 'worker'], 'campaigns, codes, redemptions'),
  row('loyalty', 3010, ['api', 'worker'], 'points, tiers'),
  row('whatsapp', 3009, ['api', 'worker'], 'messages by WhatsApp'),
  row('reports', 3011, ['api', 'worker'], 'PDF, CSV and Excel'),
  row('reconciliation', 3012, ['api', 'worker'], 'provider statements, matching, daily close', ReconciliationModule),
  row('invoicing', 3013, ['api', 'worker'], 'ZRA Smart Invoice'),
  row('pricing', 3014, ['api', 'worker'], 'commissions, delivery fees, quotes', PricingModule),
  row('settlement', 3016, ['api', 'worker'], 'ledger, balances, payouts', SettlementModule),
];
