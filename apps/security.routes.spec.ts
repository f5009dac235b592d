import { beforeAll, describe, expect, it } from '@jest/globals';
import { RequestMethod } from '@nestjs/common';
import { domainMetadata, ruleOf } from '@pakashop/platform';
import { describeApi } from './api/openapi.document.js';
import { routesOf } from './api/openapi.routes.js';
import type { Document, Schema } from './api/openapi.types.js';
import { registry } from './domains.js';

const list = (text: string): string[] =>
  text
    .trim()
    .split(/\s*\n\s*/)
    .toSorted();
const routes = [...routesOf(registry).values()].map(({ controller, handler }) => {
  const path = [controller, handler].map((target) => Reflect.getMetadata('path', target) as string).join('/');
  const method = RequestMethod[Reflect.getMetadata('method', handler) as number]!;
  return { route: `${method} ${`/${path}`.replaceAll(/\/+/g, '/').replace(/\/$/, '')}`, rule: ruleOf(handler) };
});

describe('routes that ask for a fresh proof', () => {
  it('are all those for which a stolen session must not be enough', () => {
    const asking = routes.filter(({ rule }) => rule?.stepUp).map(({ route }) => route);
    // Ways in; roles and who works where; keys; where money goes; what is private, of oneself and of others.
    const wanted = list(`
      DELETE /me
      DELETE /me/contacts/:kind
      DELETE /me/factors/:id
      DELETE /me/identities/:id
      PATCH /me/contacts/primary
      POST /me/contacts
      POST /me/factors/contact
      POST /me/factors/recovery-codes
      POST /me/factors/totp
      POST /me/password
      POST /me/password/first
      POST /users/:id/factors/reset
      POST /users/:id/impersonations
      POST /users/:id/reinstate
      POST /users/:id/suspend
      DELETE /users/:id/grants/:grantId
      POST /users/:id/grants
      POST /staff/invitations
      POST /invitations/accept
      POST /delivery/fleets/:id/team/:userId/admit
      DELETE /vendor/shops/:id/team/:userId
      POST /vendor/shops/:id/invitations
      DELETE /delivery/fleets/:id/team/:userId
      POST /delivery/fleets/:id/invitations
      POST /delivery/fleets/:id/close
      POST /staff/fleets/:id/close
      POST /delivery/agent/close
      POST /deliveries/:id/pin-reset
      POST /staff/applications/:id/approve
      DELETE /gateway/clients/:id
      DELETE /gateway/clients/:id/keys/:keyId
      PATCH /gateway/clients/:id
      POST /gateway/clients
      POST /gateway/clients/:id/keys
      POST /staff/payout-wallets/:id/hold
      PUT /delivery/agent/payout-wallet
      PUT /delivery/fleets/:id/payout-wallet
      PUT /vendor/shops/:id/payout-wallet
      GET /audit/export
      GET /settlement/export
      PUT /settlement/policies/:class
      POST /pricing/commission-rules
      POST /pricing/proposals/:id/approve
      POST /pricing/rules
      POST /reconciliation/breaks/:id/approve
      POST /reconciliation/breaks/:id/match
      POST /reconciliation/days/:provider/:currency/:day/close
      POST /reconciliation/days/:provider/:currency/:day/reopen
      POST /reconciliation/lines/:lineId/unmatch
      POST /payments/breaks/:id/approve
      POST /payments/breaks/:id/resolve
      POST /refunds
      POST /staff/disputes/:id/decide
      POST /staff/shop-orders/:id/cancel
      POST /staff/shop-orders/:id/lost
      POST /refunds/:id/approve
      POST /refunds/:id/redirect
      POST /refunds/:id/retry
      POST /refunds/:id/withdraw
      POST /staff/payout-batches
      POST /staff/payout-batches/:id/approve
      POST /staff/payout-batches/:id/cancel
      POST /staff/payout-batches/:id/resume
      POST /staff/payout-breaks/:id/approve
      POST /staff/payout-breaks/:id/propose
      POST /staff/payouts/:id/cancel
      POST /staff/payouts/:id/retry
      POST /settlement/adjustments
      POST /settlement/adjustments/:id/approve
      GET /deliveries/:id/evidence
      POST /me/exports
      POST /me/exports/:id/link
      POST /media/documents/:id/tickets
      POST /staff/applications/:id/numbers`);
    expect(asking.toSorted()).toEqual(wanted);
  });
});

describe('doors that stay open', () => {
  it('are none yet: no domain has a WebSocket or a stream', () => {
    const built = registry.flatMap((row) => (row.module ? [domainMetadata(row.module)] : []));
    expect(built.flatMap(({ realtime = [] }) => realtime)).toEqual([]);
    const streams = [...routesOf(registry).values()].filter(({ handler }) => Reflect.hasMetadata('__sse__', handler));
    expect(streams).toEqual([]);
  });
});

describe('what answers show', () => {
  let shown: { name: string; schema: Schema }[];

  /** Every property that some answer may hold, as `Schema.property`. */
  function propertiesOf({ paths, components }: Document): typeof shown {
    const reached = new Set<string>();
    const visit = (node: unknown): void => {
      for (const [, name] of JSON.stringify(node ?? null).matchAll(/#\/components\/schemas\/(\w+)/g)) {
        if (reached.has(name!)) continue;
        reached.add(name!);
        visit(components.schemas[name!]);
      }
    };
    for (const path of Object.values(paths)) {
      for (const { responses } of Object.values(path)) {
        visit(Object.entries(responses).filter(([status]) => Number(status) < 400));
      }
    }
    return [...reached].flatMap((of) =>
      Object.entries(components.schemas[of]?.properties ?? {}).map(([name, schema]) => ({
        name: `${of}.${name}`,
        schema,
      })),
    );
  }

  beforeAll(async () => void (shown = propertiesOf(await describeApi(registry))), 60_000);

  it('names things by ids that say nothing of how many there are, lines of finance and of a shop’s stock apart', () => {
    const ids = shown.filter(({ name }) => /\.id$|Ids?$/.test(name));
    expect(ids.length).toBeGreaterThan(50);
    const numbers = ids.filter(({ schema }) => [schema.type].flat().includes('integer')).map(({ name }) => name);
    const finance = ['CauseLine.entryId', 'EvidenceLink.rowId', 'LineView.lineId', 'StatementLine.entryId'];
    expect(numbers.toSorted()).toEqual([...finance, 'StockMovementView.id']);
  });

  it('holds secrets only where somebody is given a new one', () => {
    const SECRET = /password|secret|hash|seal|token|key$|codes?$|\bpin\b|pepper|digest|salt|raw|internal|cost/i;
    const secret = shown.filter(({ name }) => SECRET.test(name.split('.')[1]!)).map(({ name }) => name);
    const given = list(`
      DeliveryPin.pin
      ExportLink.token
      FactorAdded.recoveryCodes
      FactorAdded.tokens
      GuestToken.guestToken
      ImpersonationStarted.accessToken
      NewClientKeyView.key
      NewClientView.key
      NewTotp.secret
      PendingFactor.token
      RecoveryCodeList.codes
      SignedIn.deviceKey
      SignedIn.tokens
      Tokens.accessToken
      Tokens.refreshToken`);
    // Names of accounts, checklist entries, postings and failures, and digests by which something is proven: no secrets.
    const harmless = [
      'AccountView.code',
      'AttemptView.failureCode',
      'CauseLine.key',
      'ChecklistEntry.key',
      'CloseView.hash',
      'DeliveryReceipt.contentDigest',
      'EvidenceFactsView.contentDigest',
      'EvidenceLink.hash',
      'EvidenceLink.sealedAt',
      'ItemView.key',
      'OpenBreaks.underAWeek',
      'PayoutBatchDetail.hash',
      'PayoutBatchView.hash',
      'PayoutDetail.failureCode',
      'PayoutStatement.failureCode',
      'PayoutView.failureCode',
      'RefundAttemptView.failureCode',
      'RefundDetail.withdrawal',
      'RefundView.withdrawal',
      'StatementLine.key',
    ];
    expect(secret.filter((name) => !harmless.includes(name)).toSorted()).toEqual(given);
  });
});
