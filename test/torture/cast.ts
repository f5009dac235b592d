import { hireAgent } from '../e2e/agents.js';
import { addVariant, type Shop } from '../e2e/catalogue.js';
import type { Marketplace } from '../e2e/marketplace.js';
import type { Insider, Session } from '../e2e/people.js';
import { newWallet } from '../e2e/people.js';
import type { Process } from '../e2e/processes.js';
import { codeOf } from '../../apps/authenticator.js';
import { accepted } from './answers.js';
import { Caller, type Identity } from './caller.js';
import type { Figures } from './figures.js';
import type { Random } from './random.js';

/** Somebody with work to do, who stays signed in. */
export interface Actor {
  readonly call: Caller;
  readonly id: string;
}

export interface Vendor extends Actor {
  readonly shop: Shop;
  /** Variants with plenty in stock. */
  readonly plenty: readonly string[];
  /** Variants of which there are few: many will want the last one. */
  readonly scarce: readonly string[];
}

export interface Cast {
  readonly vendors: readonly Vendor[];
  readonly agents: readonly Actor[];
  readonly support: Actor;
  readonly finance: Actor;
  /** Who approves what finance prepares. */
  readonly approver: Actor;
  guest(): Promise<Caller>;
  /** New access tokens and a fresh proof for everybody; they are good for ten minutes and for five. */
  refresh(): Promise<void>;
}

interface Stage {
  readonly market: Marketplace;
  readonly apis: readonly Process[];
  readonly random: Random;
  readonly figures: Figures;
}

const SCARCE = 1;
const PLENTY = 1_000_000;
const NAMES = ['Mubita', 'Namukolo', 'Kapembwa', 'Chilufya', 'Lweendo', 'Mwiinga', 'Sitwala', 'Nchimunya'];

/** Opens shops, hires agents and staff, and gives everybody who earns a wallet. */
export async function assemble(stage: Stage, agents: number): Promise<Cast> {
  const { market, apis, random, figures } = stage;
  const sessions = new Map<Identity, Session & { readonly secret: string }>();
  const caller = (identity: Identity) => new Caller(identity, apis, random.fork(), figures);
  const actorOf = ({ id, session, secret }: Insider): Actor => {
    const identity: Identity = { token: session.accessToken };
    sessions.set(identity, { ...session, secret });
    return { id, call: caller(identity) };
  };

  const vendors: Vendor[] = [];
  for (const shop of market.catalogue.shops) vendors.push(await stock(stage, shop, actorOf(shop.owner)));
  const riders: Actor[] = [];
  for (let i = 0; i < agents; i++)
    riders.push(await hire(actorOf(await hireAgent(market, `${NAMES[i % 8]} ${i}`, newWallet()))));
  const staff = async (name: string, role: 'FINANCE_ADMIN' | 'SUPPORT_AGENT') =>
    actorOf(await market.people.colleague(name, role));

  return {
    vendors,
    agents: riders,
    support: await staff('Ireen Banda', 'SUPPORT_AGENT'),
    finance: await staff('Kelvin Lungu', 'FINANCE_ADMIN'),
    approver: await staff('Womba Sakala', 'FINANCE_ADMIN'),
    async guest() {
      const { body } = await caller({}).post<{ guestToken: string }>('/cart/guest');
      return caller({ guestToken: body.guestToken });
    },
    async refresh() {
      await Promise.all(
        [...sessions].map(async ([identity, { refreshToken, secret }]) => {
          const next = accepted(await caller({}).post<Session>('/auth/refresh', { refreshToken }), 'to refresh');
          identity.token = next.accessToken;
          const proof = { method: 'totp', code: codeOf(secret) };
          const tokens = accepted(await caller(identity).post<Session>('/auth/step-up/confirm', proof), 'to step up');
          identity.token = tokens.accessToken;
          sessions.set(identity, { ...tokens, secret });
        }),
      );
    },
  };
}

async function stock({ market }: Stage, shop: Shop, actor: Actor): Promise<Vendor> {
  const { categoryId } = market.catalogue;
  const put = (title: string, price: number, stock: number) => addVariant(shop, categoryId, { title, price, stock });
  const plenty = [await put('Clay brazier', 12_000, PLENTY), await put('Basket of Tonga', 23_501, PLENTY)];
  const scarce = await Promise.all(Array.from({ length: 8 }, (_, i) => put(`Mask ${i}`, 45_007, SCARCE)));
  await expectOk(actor.call, 'PUT', `/vendor/shops/${shop.id}/payout-wallet`, walletOf('Shop'));
  return { ...actor, shop, plenty, scarce };
}

async function hire(actor: Actor): Promise<Actor> {
  await expectOk(actor.call, 'PUT', '/delivery/agent/payout-wallet', walletOf('Rider'));
  await expectOk(actor.call, 'PUT', '/delivery/agent/duty', { onDuty: true, latitude: -15.4, longitude: 28.3 });
  return actor;
}

const walletOf = (holderName: string) => ({
  rail: 'MOBILE_MONEY',
  provider: 'MTN_MOMO_ZMB',
  account: newWallet(),
  holderName,
});

export async function expectOk(call: Caller, method: string, path: string, body?: object): Promise<void> {
  const answer = await call.ask(method, path, { body });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}
