import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestMethod } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type ActorInit, Database, newId, ruleOf, sql } from '@pakashop/platform';
import { bootApp, forwarded, INTERNAL_TEST_KEY, productionSecrets } from '@pakashop/platform/testing';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Desk } from '../libs/backend/applications/applications.fixtures.js';
import { type Permission, PERMISSIONS, permissionsOf, ROLES } from '../libs/backend/auth/auth.permissions.js';
import { Depot } from '../libs/backend/delivery/delivery.depot.fixtures.js';
import { openFleet, soloAgent } from '../libs/backend/delivery/delivery.fixtures.js';
import { DeliveryMaking } from '../libs/backend/delivery/delivery.making.js';
import { Suppressions } from '../libs/backend/messages/messages.suppressions.js';
import { PaidOrders } from '../libs/backend/orders/orders.paid.fixtures.js';
import { Market } from '../libs/backend/orders/orders.suite.js';
import { captureRows, refundRow } from '../libs/backend/refunds/refunds.rows.fixtures.js';
import { openShop, type TestShop } from '../libs/backend/products/products.fixtures.js';
import { Grants } from '../libs/backend/users/users.grants.js';
import { selfDealing } from '../libs/fraud/fraud.fixtures.js';
import { FraudPort } from '@pakashop/fraud';
import { routesOf } from './api/openapi.routes.js';
import { registry } from './domains.js';

let app: NestFastifyApplication;
let db: Database;
let desk: Desk;

beforeAll(async () => {
  app = await bootApp('api', registry, { ...productionSecrets(), INTERNAL_API_KEY: INTERNAL_TEST_KEY });
  [db, desk] = [app.get(Database), Desk.at(app)];
}, 60_000);
afterAll(() => app?.close());

type Member = Awaited<ReturnType<Desk['person']>> & ActorInit;

interface Answer {
  readonly status: number;
  readonly body: { readonly id: string };
  /** What was written down while it was answered, in order. */
  readonly acts: readonly { act: string; actor: string; why: string | null; isChange: boolean }[];
}

async function send(key: string, actor: Member, body?: object): Promise<Answer> {
  const [method, path] = key.split(' ') as ['POST', string];
  const correlationId = randomUUID();
  const headers = { ...forwarded(actor), 'x-request-id': correlationId, 'idempotency-key': correlationId };
  const answer = await app.inject({ method, url: `/api/v1${path}`, payload: body, headers });
  const acts = await db.rows<Answer['acts'][number]>(sql`
    SELECT act, actor, why, coalesce(before, after) IS NOT NULL AS "isChange"
    FROM platform.audit WHERE correlation_id = ${correlationId} ORDER BY id`);
  return { status: answer.statusCode, body: answer.body ? answer.json<Answer['body']>() : { id: '' }, acts };
}

/** Somebody with every permission of the staff, a session, and the administrator's grant. */
async function admin(): Promise<Member> {
  const member = await desk.staff(...staffPermissions);
  await db.transaction((tx) =>
    app
      .get(Grants)
      .give(tx, { userId: member.userId, role: 'PLATFORM_ADMIN', scope: 'platform', grantedBy: 'system:test' }),
  );
  const sessionId = newId();
  await db.execute(sql`
    INSERT INTO backend.sessions (id, family_id, user_id, audience, factor_by, expires_at)
    VALUES (${sessionId}, ${sessionId}, ${member.userId}, 'staff', 'totp', now() + interval '1 hour')`);
  return { ...member, sessionId };
}

async function customer(): Promise<string> {
  const { userId } = await desk.person();
  await db.transaction((tx) =>
    app.get(Grants).give(tx, { userId, role: 'CUSTOMER', scope: 'platform', grantedBy: 'system:test' }),
  );
  return userId;
}

const everything = Object.keys(ROLES).map((role) => ({
  role: role as keyof typeof ROLES,
  scope: 'platform' as const,
  scopeId: null,
}));
const staffPermissions = [...new Set(permissionsOf(everything, 'staff').map(({ permission }) => permission))];

/** Every route by which staff changes something, or reads what is private by asking for it. */
const privileged = [...routesOf(registry).values()]
  .filter(({ handler }) => {
    const { permission } = ruleOf(handler) ?? {};
    return permission !== undefined && staffPermissions.includes(permission) && methodOf(handler) !== 'GET';
  })
  .map(({ controller, handler }) => `${methodOf(handler)} ${pathOf(controller)}${pathOf(handler)}`);

function methodOf(handler: object): string {
  return RequestMethod[Reflect.getMetadata('method', handler) as number]!;
}
function pathOf(target: object): string {
  const path = Reflect.getMetadata('path', target) as string;
  return path === '/' ? '' : `/${path}`;
}

interface Deed {
  /** The route with its ids filled in. */
  readonly key: string;
  readonly by: Member;
  readonly body?: object;
  readonly acts: readonly string[];
  /** False where nothing changes: something is read, said or ended. */
  readonly changes?: boolean;
  readonly why?: string;
}

const REASON = 'It had to be done';
/** The reason as the query of a DELETE. */
const ASKED = `?reason=${encodeURIComponent(REASON)}`;

/** Routes that change nothing and show nothing private. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'POST /pricing/quotes': 'computes a price and stores nothing',
  'POST /pricing/quotes/explain': 'computes a price and stores nothing',
  'POST /pricing/proposals/:id/simulations': 'computes what a proposal would mean and changes no rule',
  'POST /refunds/preview': 'computes what a refund comes to and stores nothing',
  'POST /reconciliation/days/:provider/:currency/:day/check': 'adds a day up and decides nothing',
  'POST /reconciliation/statements/fetch': 'orders what the worker does every day by itself',
  'POST /staff/payout-batches/dry-run': 'computes what would be paid and stores nothing',
};

/** Written down in these files. They are not done here: the matrix of access does each, and asks for its row. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  ...everyOf('libs/reconciliation/breaks.service.ts', 'POST /reconciliation/breaks/:id/', [
    'accept',
    'approve',
    'assign',
    'decline',
    'match',
    'notes',
    'owed-back',
    'write-off',
  ]),
  ...everyOf('libs/backend/payments/payments.breaks.desk.ts', 'POST /payments/breaks/:id/', [
    'approve',
    'assign',
    'decline',
    'resolve',
  ]),
  ...everyOf('libs/reconciliation/closes.service.ts', 'POST /reconciliation/days/:provider/:currency/:day/', [
    'close',
    'reopen',
  ]),
  'PUT /reconciliation/days/:provider/:currency/:day/balance': 'libs/reconciliation/closes.service.ts',
  'POST /reconciliation/lines/:lineId/unmatch': 'libs/reconciliation/matching.hand.ts',
  'POST /reconciliation/statements': 'libs/reconciliation/statements.desk.ts',
  ...everyOf('libs/settlement/adjustments.service.ts', 'POST /settlement/adjustments', [
    '',
    '/:id/approve',
    '/:id/reject',
  ]),
  'PUT /settlement/policies/:class': 'libs/settlement/policies.service.ts',
  ...everyOf('libs/settlement/payouts.batches.ts', 'POST /staff/payout-batches', [
    '',
    '/:id/approve',
    '/:id/cancel',
    '/:id/pause',
    '/:id/resume',
  ]),
  ...everyOf('libs/settlement/payouts.batches.ts', 'POST /staff/payouts/:id/', ['retry']),
  ...everyOf('libs/settlement/payouts.breaks.ts', 'POST /staff/payout-breaks/:id/', ['approve', 'propose']),
  'POST /staff/payouts/:id/cancel': 'libs/settlement/payouts.cancelling.ts',
};

function everyOf(file: string, route: string, steps: readonly string[]): Record<string, string> {
  return Object.fromEntries(steps.map((step) => [`${route}${step}`, file]));
}

const DEEDS: Readonly<Record<string, () => Promise<Deed>>> = {
  ...clientDeeds(),
  'POST /users/:id/grants': async () => {
    const body = { role: 'MODERATOR', scope: 'platform', reason: REASON };
    const key = `POST /users/${await customer()}/grants`;
    return { key, by: await admin(), body, acts: ['role_granted'], why: REASON };
  },
  'DELETE /users/:id/grants/:grantId': async () => {
    const [by, userId] = [await admin(), await customer()];
    const given = await send(`POST /users/${userId}/grants`, by, {
      role: 'MODERATOR',
      scope: 'platform',
      reason: REASON,
    });
    const key = `DELETE /users/${userId}/grants/${given.body.id}${ASKED}`;
    return { key, by, acts: ['role_revoked'], why: REASON };
  },
  'POST /staff/invitations': async () => {
    const body = { email: `${randomUUID()}@example.com`, role: 'SUPPORT_AGENT', reason: REASON };
    return { key: 'POST /staff/invitations', by: await admin(), body, acts: ['invited'], why: REASON };
  },
  'DELETE /staff/invitations/:id': async () => {
    const by = await admin();
    const body = { email: `${randomUUID()}@example.com`, role: 'SUPPORT_AGENT', reason: REASON };
    const { id } = (await send('POST /staff/invitations', by, body)).body;
    return { key: `DELETE /staff/invitations/${id}`, by, acts: ['invitation_withdrawn'], changes: false };
  },
  'POST /users/:id/factors/reset': async () => {
    const userId = await customer();
    await db.execute(sql`
      INSERT INTO backend.factors (id, user_id, kind, activated_at) VALUES (${newId()}, ${userId}, 'email', now())`);
    const key = `POST /users/${userId}/factors/reset`;
    const body = { reason: REASON };
    const first = await send(key, await admin(), body);
    expect(first.acts.map(({ act }) => act)).toEqual(['factors_reset_requested']);
    return { key, by: await admin(), body, acts: ['factors_reset'], changes: false, why: REASON };
  },
  'POST /users/:id/suspend': async () => {
    const key = `POST /users/${await customer()}/suspend`;
    return { key, by: await admin(), body: { reason: REASON }, acts: ['user_suspended'], why: REASON };
  },
  'POST /users/:id/reinstate': async () => {
    const [by, userId] = [await admin(), await customer()];
    await send(`POST /users/${userId}/suspend`, by, { reason: REASON });
    const key = `POST /users/${userId}/reinstate`;
    return { key, by, body: { reason: REASON }, acts: ['user_reinstated'], why: REASON };
  },
  'DELETE /users/:id/sessions': async () => ({
    key: `DELETE /users/${await customer()}/sessions${ASKED}`,
    by: await admin(),
    acts: ['sessions_ended'],
    changes: false,
    why: REASON,
  }),
  'POST /users/:id/impersonations': async () => ({
    key: `POST /users/${await customer()}/impersonations`,
    by: await admin(),
    body: { reason: REASON },
    acts: ['impersonation_started'],
    changes: false,
    why: REASON,
  }),
  'DELETE /users/:id/impersonations/:impersonationId': async () => {
    const [by, userId] = [await admin(), await customer()];
    const { id } = (await send(`POST /users/${userId}/impersonations`, by, { reason: REASON })).body;
    return { key: `DELETE /users/${userId}/impersonations/${id}`, by, acts: ['impersonation_ended'], changes: false };
  },
  'POST /fraud/reviews/:id/decision': async () => {
    await app.get(FraudPort).assess(selfDealing());
    const { id } = await db.one<{ id: string }>(sql`SELECT id FROM fraud.reviews WHERE state = 'OPEN' LIMIT 1`);
    const body = { decision: 'APPROVED', reason: REASON };
    return {
      key: `POST /fraud/reviews/${id}/decision`,
      by: await admin(),
      body,
      acts: ['fraud_review_decided'],
      why: REASON,
    };
  },
  'POST /staff/shops/:id/suspend': async () => {
    const { id } = await shop();
    return {
      key: `POST /staff/shops/${id}/suspend`,
      by: await admin(),
      body: { reason: REASON },
      acts: ['shop_suspended'],
      why: REASON,
    };
  },
  'POST /staff/shops/:id/reinstate': async () => {
    const [by, { id }] = [await admin(), await shop()];
    await send(`POST /staff/shops/${id}/suspend`, by, { reason: REASON });
    return {
      key: `POST /staff/shops/${id}/reinstate`,
      by,
      body: { reason: REASON },
      acts: ['shop_reinstated'],
      why: REASON,
    };
  },
  'POST /media/documents/:id/tickets': async () => {
    const id = await desk.document(await customer());
    return {
      key: `POST /media/documents/${id}/tickets`,
      by: await admin(),
      body: { reason: REASON },
      acts: ['document_ticket_issued'],
      changes: false,
      why: REASON,
    };
  },
  'POST /staff/payout-wallets/search': async () => ({
    key: 'POST /staff/payout-wallets/search',
    by: await admin(),
    body: { ownerId: newId() },
    acts: ['payout_wallets_searched'],
    changes: false,
  }),
  'POST /staff/suppressions/search': async () => ({
    key: 'POST /staff/suppressions/search',
    by: await admin(),
    body: { email: `${randomUUID()}@example.com` },
    acts: ['suppressions_searched'],
    changes: false,
  }),
  'POST /staff/suppressions/:id/lift': async () => {
    const [suppressions, address] = [app.get(Suppressions), `${randomUUID()}@example.com`];
    const contactIndex = await suppressions.indexOf('email', address);
    await db.transaction((tx) =>
      suppressions.add(tx, { channel: 'email', contactIndex, reason: 'HARD_BOUNCE', carrier: 'resend' }),
    );
    const { id } = await db.one<{ id: string }>(
      sql`SELECT id FROM backend.message_suppressions WHERE contact_index = ${contactIndex}`,
    );
    const key = `POST /staff/suppressions/${id}/lift`;
    return { key, by: await admin(), body: { reason: REASON }, acts: ['suppression_lifted'], why: REASON };
  },
  'POST /staff/payout-wallets/:id/hold': async () => {
    const agent = await soloAgent(desk);
    const wallet = { rail: 'MOBILE_MONEY', provider: 'MTN_MOMO_ZMB', account: '0967123456', holderName: 'Mutale' };
    const set = await send('PUT /delivery/agent/payout-wallet', agent, wallet);
    const key = `POST /staff/payout-wallets/${set.body.id}/hold`;
    return { key, by: await admin(), body: { reason: REASON }, acts: ['payout_wallet_held'], why: REASON };
  },
  ...pricingDeeds(),
  ...deliveryDeeds(),
  ...assignmentDeeds(),
  ...refundDeeds(),
  ...fulfilmentDeeds(),
  ...checklistDeeds(),
  ...reviewDeeds(),
};

/** Rules of prices are changed at once, or proposed by one person and decided about by another. */
function pricingDeeds(): Record<string, () => Promise<Deed>> {
  const rule = () => ({ kind: 'COMMISSION', shopId: newId(), commission: { basisPoints: 900 }, reason: REASON });
  const open = () => ({ act: 'OPEN', rule: rule() });
  const proposed = async (by: Member): Promise<string> => {
    const { id } = (await send('POST /pricing/proposals', by, { reason: REASON, changes: [open()] })).body;
    await db.execute(sql`
      UPDATE pricing.simulations SET done_at = now(), revision = (SELECT revision FROM pricing.rulebook)
      WHERE proposal_id = ${id}`);
    return id;
  };
  const decided = (step: 'approve' | 'reject' | 'withdraw', acts: string[]) => async (): Promise<Deed> => {
    const [author, other] = [await admin(), await admin()];
    const id = await proposed(author);
    const by = step === 'withdraw' ? author : other;
    return { key: `POST /pricing/proposals/${id}/${step}`, by, body: { reason: REASON }, acts, why: REASON };
  };
  const at = (key: string, body: object, acts: string[]) => async (): Promise<Deed> => ({
    key,
    by: await admin(),
    body,
    acts,
    why: REASON,
  });
  const short = { basisPoints: 900, reason: REASON, shopId: newId() };
  return {
    'POST /pricing/commission-rules': at('POST /pricing/commission-rules', short, ['pricing_rule_set']),
    'POST /pricing/rules': at('POST /pricing/rules', { ...open(), why: REASON }, ['pricing_rule_set']),
    'POST /pricing/proposals': at('POST /pricing/proposals', { reason: REASON, changes: [open()] }, [
      'pricing_rules_proposed',
    ]),
    'POST /pricing/proposals/:id/approve': decided('approve', ['pricing_rules_approved', 'pricing_rule_set']),
    'POST /pricing/proposals/:id/reject': decided('reject', ['pricing_rules_rejected']),
    'POST /pricing/proposals/:id/withdraw': decided('withdraw', ['pricing_rules_withdrawn']),
  };
}

/** Agents and fleets are suspended and let in again alike; fleets are closed and opened again, too. */
function deliveryDeeds(): Record<string, () => Promise<Deed>> {
  const subjects = {
    agent: async () => (await soloAgent(desk)).agentId,
    fleet: async () => (await openFleet(desk)).id,
  };
  const body = { reason: REASON };
  return Object.fromEntries(
    Object.entries(subjects).flatMap(([kind, make]) => {
      const path = (id: string, step: string) => `POST /staff/${kind}s/${id}/${step}`;
      const suspend = async (): Promise<Deed> => {
        const [key, by] = [path(await make(), 'suspend'), await admin()];
        return { key, by, body, acts: [`${kind}_suspended`], why: REASON };
      };
      const undo = (first: string, step: string, act: string) => async (): Promise<Deed> => {
        const [id, by] = [await make(), await admin()];
        await send(path(id, first), by, body);
        return { key: path(id, step), by, body, acts: [act], why: REASON };
      };
      const reinstate = undo('suspend', 'reinstate', `${kind}_reinstated`);
      const close = async (): Promise<Deed> => {
        const [key, by] = [path(await make(), 'close'), await admin()];
        return { key, by, body, acts: [`${kind}_closed`], why: REASON };
      };
      const ends =
        kind === 'fleet'
          ? [
              [path(':id', 'close'), close],
              [path(':id', 'reopen'), undo('close', 'reopen', 'fleet_reopened')],
            ]
          : [];
      return [...ends, [path(':id', 'suspend'), suspend], [path(':id', 'reinstate'), reinstate]];
    }),
  );
}

/** Deliveries are given to agents, taken back, and their PINs made anew. */
function assignmentDeeds(): Record<string, () => Promise<Deed>> {
  const path = (id: string, step: string) => `POST /deliveries/${id}/${step}`;
  const body = { reason: REASON };
  const made = async () => {
    const shopOrder = await new Depot(app).packed();
    await db.transaction((tx) => app.get(DeliveryMaking).begin(tx, { id: newId(), payload: shopOrder }));
    const { id } = await db.one<{ id: string }>(
      sql`SELECT id FROM backend.deliveries WHERE shop_order_id = ${shopOrder.shopOrderId}`,
    );
    return { id, toAgent: { ...body, agentId: (await soloAgent(desk)).agentId } };
  };
  return {
    [path(':id', 'assign')]: async () => {
      const [{ id, toAgent }, by] = [await made(), await admin()];
      return { key: path(id, 'assign'), by, body: toAgent, acts: ['delivery_assigned'], why: REASON };
    },
    [path(':id', 'unassign')]: async () => {
      const [{ id, toAgent }, by] = [await made(), await admin()];
      await send(path(id, 'assign'), by, toAgent);
      return { key: path(id, 'unassign'), by, body, acts: ['delivery_unassigned'], why: REASON };
    },
    [path(':id', 'pin-reset')]: async () => {
      const [{ id }, by] = [await made(), await admin()];
      return { key: path(id, 'pin-reset'), by, body, acts: ['delivery_pin_reset'], why: REASON };
    },
  };
}

/** Refunds are opened, agreed to, sent again or elsewhere, and called off. */
function refundDeeds(): Record<string, () => Promise<Deed>> {
  const body = { reason: REASON };
  const paid = async () => {
    const order = await new Depot(app).packed();
    await captureRows(app, order.orderId);
    return order;
  };
  const step =
    (name: string, state: 'CREATED' | 'NEEDS_ATTENTION', act: string, more: Partial<Deed> = {}) =>
    async (): Promise<Deed> => {
      const key = `POST /refunds/${await refundRow(app, await paid(), state)}/${name}`;
      return { key, by: await admin(), body, acts: [act], why: REASON, ...more };
    };
  const wallet = { ...body, phone: '0961234567', operator: 'MTN_MOMO_ZMB' };
  return {
    'POST /refunds': async () => {
      const { shopOrderId } = await paid();
      const part = { shopOrderId, goods: { amount: 100, currency: 'ZMW' } };
      return {
        key: 'POST /refunds',
        by: await admin(),
        body: { ...part, ...body },
        acts: ['refund_opened'],
        why: REASON,
      };
    },
    'POST /refunds/:id/approve': step('approve', 'CREATED', 'refund_approved', { body: undefined, why: undefined }),
    'POST /refunds/:id/retry': step('retry', 'NEEDS_ATTENTION', 'refund_retried'),
    'POST /refunds/:id/redirect': step('redirect', 'NEEDS_ATTENTION', 'refund_redirected', { body: wallet }),
    'POST /refunds/:id/withdraw': step('withdraw', 'NEEDS_ATTENTION', 'refund_withdrawn'),
  };
}

/** Shop orders are moved on or called off for their shops, disputes decided, shops trusted more or less. */
function fulfilmentDeeds(): Record<string, () => Promise<Deed>> {
  const body = { reason: REASON };
  const shopOrder = async (status: string) => {
    const { orderId, shopOrderId, shopId } = await new Depot(app).packed();
    await captureRows(app, orderId);
    // There is no stock behind it that could come back.
    await db.execute(
      sql`UPDATE backend.order_lines SET cancelled_quantity = quantity WHERE shop_order_id = ${shopOrderId}`,
    );
    await db.execute(sql`UPDATE backend.shop_orders SET status = ${status} WHERE id = ${shopOrderId}`);
    return { orderId, shopOrderId, shopId };
  };
  const step = (name: string, from: string, act: string) => async (): Promise<Deed> => {
    const key = `POST /staff/shop-orders/${(await shopOrder(from)).shopOrderId}/${name}`;
    return { key, by: await admin(), body, acts: [act], why: REASON };
  };
  return {
    'POST /staff/shop-orders/:id/accept': step('accept', 'CONFIRMED', 'shop_order_accepted'),
    'POST /staff/shop-orders/:id/pack': step('pack', 'PROCESSING', 'shop_order_packed'),
    'POST /staff/shop-orders/:id/cancel': step('cancel', 'SHIPPED', 'shop_order_cancelled'),
    'POST /staff/shop-orders/:id/lost': async () => {
      const { shopOrderId } = await shopOrder('OUT_FOR_DELIVERY');
      await new PaidOrders(new Market(app)).assign(shopOrderId, 'PICKED_UP');
      const loss = { ...body, fate: 'MISSING', bearer: 'PLATFORM' };
      const key = `POST /staff/shop-orders/${shopOrderId}/lost`;
      return { key, by: await admin(), body: loss, acts: ['shop_order_lost'], why: REASON };
    },
    'POST /staff/disputes/:id/decide': async () => {
      const [id, { orderId, shopOrderId, shopId }] = [newId(), await shopOrder('DELIVERED')];
      await db.execute(sql`
        INSERT INTO backend.disputes (id, shop_order_id, order_id, shop_id, reason, complaint)
        VALUES (${id}, ${shopOrderId}, ${orderId}, ${shopId}, 'DAMAGED', 'It is torn open')`);
      const decision = { outcome: 'REFUNDED', decision: REASON };
      const key = `POST /staff/disputes/${id}/decide`;
      return { key, by: await admin(), body: decision, acts: ['dispute_decided'], why: REASON };
    },
    'PUT /staff/shops/:id/class': async () => ({
      key: `PUT /staff/shops/${(await shop()).id}/class`,
      by: await admin(),
      body: { ...body, class: 'TRUSTED' },
      acts: ['shop_classified'],
      why: REASON,
    }),
  };
}

function clientDeeds(): Record<string, () => Promise<Deed>> {
  const base = '/gateway/clients';
  const body = () => ({
    name: `c-${randomUUID().slice(0, 8)}`,
    kind: 'PARTNER',
    scopes: ['catalog'],
    reason: REASON,
  });
  const made = async (by: Member) => (await send(`POST ${base}`, by, body())).body.id;
  const deed = (act: string, work: (by: Member) => Promise<Pick<Deed, 'key' | 'body'>>) => async (): Promise<Deed> => {
    const by = await admin();
    return { ...(await work(by)), by, acts: [`gateway.${act}`], why: REASON };
  };
  const reason = { reason: REASON };
  return {
    [`POST ${base}`]: deed('client_created', async () => ({ key: `POST ${base}`, body: body() })),
    [`PATCH ${base}/:id`]: deed('client_changed', async (by) => ({
      key: `PATCH ${base}/${await made(by)}`,
      body: { scopes: ['all'], ...reason },
    })),
    [`DELETE ${base}/:id`]: deed('client_closed', async (by) => ({ key: `DELETE ${base}/${await made(by)}${ASKED}` })),
    [`POST ${base}/:id/keys`]: deed('client_key_created', async (by) => ({
      key: `POST ${base}/${await made(by)}/keys`,
      body: reason,
    })),
    [`DELETE ${base}/:id/keys/:keyId`]: deed('client_key_revoked', async (by) => {
      const id = await made(by);
      const { id: keyId } = (await send(`POST ${base}/${id}/keys`, by, reason)).body;
      return { key: `DELETE ${base}/${id}/keys/${keyId}${ASKED}` };
    }),
  };
}

const shop = (): Promise<TestShop> => openShop(app, `Shop ${randomUUID().slice(0, 8)}`);

function checklistDeeds(): Record<string, () => Promise<Deed>> {
  const item = () => ({
    kind: 'SELLER',
    key: `staff.seen_${randomUUID().slice(0, 8)}`,
    title: 'Seen',
    position: 900,
    required: false,
  });
  const base = checklistPath();
  return {
    [`POST ${base}/checklist`]: async () => ({
      key: `POST ${base}/checklist`,
      by: await admin(),
      body: item(),
      acts: ['checklist_item_added'],
    }),
    [`PATCH ${base}/checklist/:id`]: async () => {
      const by = await admin();
      const { id } = (await send(`POST ${base}/checklist`, by, item())).body;
      return {
        key: `PATCH ${base}/checklist/${id}`,
        by,
        body: { title: 'Seen twice' },
        acts: ['checklist_item_changed'],
      };
    },
    [`POST ${base}/terms`]: async () => ({
      key: `POST ${base}/terms`,
      by: await admin(),
      body: { kind: 'COURIER', version: randomUUID(), title: 'Terms', url: 'https://pakashop.store/terms' },
      acts: ['terms_published'],
    }),
  };
}

/** Where the operator edits what applicants bring. */
function checklistPath(): string {
  const key = privileged.find((one) => one.startsWith('POST ') && one.endsWith('/checklist'))!;
  return key.slice('POST '.length, -'/checklist'.length);
}

function reviewDeeds(): Record<string, () => Promise<Deed>> {
  const base = '/staff/applications';
  const inHand = async (step: string, body: object, more: Partial<Deed> = {}): Promise<Deed> => {
    const { id, reviewer } = await desk.inReview();
    return {
      key: `POST ${base}/${id}/${step}`,
      by: reviewer,
      body,
      acts: [`application_${step.replaceAll('-', '_')}`],
      ...more,
    };
  };
  return {
    [`POST ${base}/:id/take`]: async () => {
      const { id, reviewer } = await desk.inReview();
      await desk.step(reviewer, id, 'release');
      return { key: `POST ${base}/${id}/take`, by: reviewer, body: {}, acts: ['application_take'] };
    },
    [`POST ${base}/:id/release`]: () => inHand('release', {}),
    [`POST ${base}/:id/comments`]: () =>
      inHand('comments', { text: 'Looks right' }, { acts: ['application_commented'], changes: false }),
    [`PUT ${base}/:id/checklist/:itemId`]: async () => {
      const { id, reviewer } = await desk.inReview();
      const item = {
        kind: 'SELLER',
        key: `staff.called_${randomUUID().slice(0, 6)}`,
        title: 'Called',
        position: 901,
        required: false,
      };
      const made = await send(`POST ${checklistPath()}/checklist`, await admin(), item);
      const key = `PUT ${base}/${id}/checklist/${made.body.id}`;
      return { key, by: reviewer, body: { done: true }, acts: ['application_item_ticked'] };
    },
    [`POST ${base}/:id/numbers`]: () =>
      inHand('numbers', { reason: REASON }, { acts: ['application_numbers_read'], changes: false, why: REASON }),
    [`POST ${base}/:id/request-changes`]: () =>
      inHand('request-changes', { changes: [{ phase: 'business', reason: REASON }] }),
    // The shop is opened with the approval; that its owner may run it is a row of its own.
    [`POST ${base}/:id/approve`]: () =>
      inHand('approve', {}, { acts: ['role_granted', 'payout_wallet_set', 'application_approve'] }),
    [`POST ${base}/:id/reject`]: () => inHand('reject', { reason: REASON }, { why: REASON }),
  };
}

describe('what staff does', () => {
  it('is known here, route by route', () => {
    const known = [...Object.keys(DEEDS), ...Object.keys(EXCEPTIONS), ...Object.keys(ELSEWHERE)];
    expect(privileged.toSorted()).toEqual(known.toSorted());
    for (const file of Object.values(ELSEWHERE))
      expect([file, readFileSync(file, 'utf8').includes('audit(')]).toEqual([file, true]);
    expect(privileged.length).toBeGreaterThan(20);
  });

  it.each(Object.keys(DEEDS))('is written down once, with what changed and why: %s', async (route) => {
    const { key, by, body, acts, changes = true, why } = await DEEDS[route]!();
    const answer = await send(key, by, body);
    expect(answer.status < 300 ? undefined : answer.body).toBeUndefined();
    expect(answer.acts.map(({ act }) => act)).toEqual(acts);
    const own = answer.acts.at(-1)!;
    expect(own).toMatchObject({ actor: `person:${by.userId}`, isChange: changes });
    if (why) expect(own.why).toBe(why);
  });

  it('is not written down when it is refused', async () => {
    const by = await admin();
    const refused = await send(`POST /users/${by.userId}/grants`, by, {
      role: 'MODERATOR',
      scope: 'platform',
      reason: REASON,
    });
    expect([refused.status, refused.acts]).toEqual([403, []]);
  });

  it('is possible with permissions that somebody described', () => {
    expect(staffPermissions.filter((permission) => !PERMISSIONS[permission as Permission])).toEqual([]);
  });
});

describe('what staff sees through the eyes of others', () => {
  /** Secrets, numbers and papers of people: whatever a route is called that shows them. */
  const PRIVATE = /factor|document|wallet|payout|\bpin\b|recovery|secret|export/i;

  /** What was paid out and when, with the number masked: what support is asked about most. */
  const PAYOUTS = /^\/(shops\/:shopId|delivery\/agent|delivery\/fleets\/:fleetId)\/payouts(\/|$)/;

  it('leaves out what is for the person alone', () => {
    const open = [...routesOf(registry).values()]
      .filter(({ handler }) => {
        const { audience, permission, ownEyesOnly } = ruleOf(handler) ?? {};
        const isTheirs = (audience === 'person' || audience === 'guest') && !staffPermissions.includes(permission!);
        return methodOf(handler) === 'GET' && isTheirs && !ownEyesOnly;
      })
      .map(({ controller, handler }) => `${pathOf(controller)}${pathOf(handler)}`)
      .filter((path) => PRIVATE.test(path) && !PAYOUTS.test(path));
    expect(open).toEqual([]);
  });
});
